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
    private const double LargestExact = 16;
    private const double LeastClustering = 1e-6; // q of a law so near to Poisson's that nothing is lost by taking this

    /// <summary>ln P(n) of eight laws at once, up to a constant that is the same for all.</summary>
    public static Vector512<double> LogProbability(double n, Vector512<double> mean, Vector512<double> variance, Vector512<double> excess)
    {
        var one = Vector512<double>.One;
        var q = Vector512.Max(Vector512.Create(LeastClustering), one - (mean / variance));
        var p = one - q;
        var r = mean * p / q;
        var logNone = r * Vector512.Log(p);
        if (n < 0.5)
        {
            return logNone - excess;
        }

        return n <= LargestExact
            ? logNone - excess + Vector512.Log(Recur(n, q, (r * q) + excess, excess * q))
            : logNone + SaddlePoint(n, q, r, excess);
    }

    /// <summary>P(n) n! / P(0).</summary>
    private static Vector512<double> Recur(double n, Vector512<double> q, Vector512<double> rate, Vector512<double> both)
    {
        var previous = Vector512<double>.Zero;
        var current = Vector512<double>.One;
        for (var k = 0; k < n; k++)
        {
            (previous, current) = (current, (((q * k) + rate) * current) - (both * k * previous));
        }

        return Vector512.Max(current, Vector512.Create(double.Epsilon));
    }

    private static Vector512<double> SaddlePoint(double n, Vector512<double> q, Vector512<double> r, Vector512<double> excess)
    {
        var one = Vector512<double>.One;
        var a = excess * q;
        var b = (r * q) + excess + (q * n);
        var u = Vector512.Create(2 * n) / (b + Vector512.Sqrt(Vector512.Max(Vector512<double>.Zero, (b * b) - (a * (4 * n)))));
        var rest = one - (q * u);
        var curvature = (r * q * u / (rest * rest)) + (excess * u);
        return (excess * (u - one)) - (r * Vector512.Log(rest)) - (Vector512.Log(u) * n) - (Vector512.Log(curvature) * 0.5);
    }
}
