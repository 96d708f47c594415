using System.Runtime.Intrinsics;

namespace Groundswell.Detection;

/// <summary>
/// Counts of a series during an outage: the usual ones, negative binomial with mean a and variance v, and an independent Poisson number
/// with mean e beside them. With e = 0 it is the negative binomial law. Its generating function
/// <c>(p / (1 − q u))^r exp(e (u − 1))</c> gives a recurrence that is exact for small counts, and a saddle point in closed form (a quadratic)
/// for large ones (H. Daniels 1954, Annals of Mathematical Statistics 25). Unlike a law with a larger mean and the same shape, its tail
/// is no heavier than the usual one's: a burst that the usual law knows is no sign of an outage, reports that come evenly are.
/// </summary>
internal static class DelaporteLaw
{
    /// <summary>q of a law so near to Poisson's that nothing is lost by taking this.</summary>
    public const double LeastClustering = 1e-6;

    private const double LargestExact = 256;
    private const double SmallCount = 16; // so far the recurrence is the faster way ...
    private const double SmallShape = 8; // ... and with a smaller r the only one: the law has two humps, which no saddle point sees
    private const double LargestExcess = 500; // beyond this the recurrence leaves the range of a double
    private const double HalfLogTwoPi = 0.9189385332046727;

    /// <summary>ln P(n) of eight laws at once.</summary>
    public static Vector512<double> LogProbability(double n, Vector512<double> mean, Vector512<double> variance, Vector512<double> excess)
    {
        var one = Vector512<double>.One;
        var q = Vector512.Max(Vector512.Create(LeastClustering), one - (mean / variance));
        var p = one - q;
        var r = mean * p / q;
        if (n < 0.5)
        {
            return (r * Vector512.Log(p)) - excess;
        }

        return n <= SmallCount || (n <= LargestExact && r[0] < SmallShape && excess[Vector512<double>.Count - 1] < LargestExcess)
            ? (r * Vector512.Log(p)) - excess + Vector512.Log(Recur(n, q, (r * q) + excess, excess * q))
            : SaddlePoint(n, p, q, r, excess);
    }

    /// <summary>P(n) / P(0).</summary>
    private static Vector512<double> Recur(double n, Vector512<double> q, Vector512<double> rate, Vector512<double> both)
    {
        var previous = Vector512<double>.Zero;
        var current = Vector512<double>.One;
        for (var k = 0; k < n; k++)
        {
            (previous, current) = (current, ((((q * k) + rate) * current) - (both * previous)) * (1.0 / (k + 1)));
        }

        return Vector512.Max(current, Vector512.Create(double.Epsilon));
    }

    private static Vector512<double> SaddlePoint(double n, Vector512<double> p, Vector512<double> q, Vector512<double> r, Vector512<double> excess)
    {
        var one = Vector512<double>.One;
        var a = excess * q;
        var b = (r * q) + excess + (q * n);
        var u = Vector512.Create(2 * n) / (b + Vector512.Sqrt(Vector512.Max(Vector512<double>.Zero, (b * b) - (a * (4 * n)))));
        var rest = one - (q * u);
        var curvature = (r * q * u / (rest * rest)) + (excess * u);
        var point = (excess * (u - one)) + (r * Vector512.Log(p / rest)) - (Vector512.Log(u) * n) - (Vector512.Log(curvature) * 0.5) - Vector512.Create(HalfLogTwoPi);
        return point - (StirlingError(r) * (r * q * u / (rest * rest) / curvature));
    }

    /// <summary>
    /// What a saddle point of the negative binomial law with a small r is off by: ln Γ(r) is taken by Stirling's formula. The law with an
    /// excess is off by it as far as its count comes from that part.
    /// </summary>
    private static Vector512<double> StirlingError(Vector512<double> r)
    {
        var one = Vector512<double>.One;
        if (Vector512.GreaterThanAll(r, Vector512.Create(SmallShape)))
        {
            return one / (r * 12) * (one - (one / (r * r * 30)));
        }

        var shifted = r + one + one;
        var exact = ((r + (one * 1.5)) * Vector512.Log(shifted)) - shifted + (one / (shifted * 12)) - Vector512.Log(r * (r + one));
        return exact - ((r - (one * 0.5)) * Vector512.Log(r)) + r;
    }
}
