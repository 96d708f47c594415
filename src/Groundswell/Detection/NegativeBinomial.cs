using System.Runtime.Intrinsics;

namespace Groundswell.Detection;

/// <summary>
/// The negative binomial law by its mean m and variance v ≥ m (size r = m²/(v − m), a gamma mixture of Poisson laws), in the log
/// domain, so that the far tail keeps its digits. With v = m it is the Poisson law.
/// </summary>
internal static class NegativeBinomial
{
    private const double PoissonSize = 1e9; // beyond this size the law differs from Poisson's by less than the rounding of its terms
    private const int MaximumIterations = 20_000;
    private const double Tiny = 1e-300;

    /// <summary>Size r of the law with this mean and variance; <see cref="PoissonSize"/> at the most.</summary>
    public static double Size(double mean, double variance) =>
        variance <= mean * (1 + 1e-9) ? PoissonSize : Math.Min(PoissonSize, mean * mean / (variance - mean));

    /// <summary>ln P(N ≥ n). Continued fraction of the incomplete beta function (Lentz) above the mean, its complement below.</summary>
    public static double LogUpperTail(double n, double mean, double size)
    {
        if (n <= 0)
        {
            return 0;
        }

        if (mean <= 0)
        {
            return double.NegativeInfinity;
        }

        // P(N >= n) = I_q(n, r) with q = m / (m + r).
        var lnQ = -Math.Log(1 + (size / mean));
        var lnP = -LogOnePlus(mean / size);
        var q = mean / (mean + size);
        var front = (n * lnQ) + (size * lnP) - LogBeta(n, size);
        if (q < (n + 1) / (n + size + 2))
        {
            return Math.Min(0, front - Math.Log(n) + Math.Log(BetaFraction(q, n, size)));
        }

        var lower = Math.Exp(front - Math.Log(size) + Math.Log(BetaFraction(size / (mean + size), size, n)));
        return Math.Log(Math.Max(Tiny, 1 - Math.Min(1, lower)));
    }

    /// <summary>ln P(N = n).</summary>
    public static double LogProbability(double n, double mean, double size)
    {
        if (mean <= 0)
        {
            return n > 0 ? double.NegativeInfinity : 0;
        }

        var none = -size * LogOnePlus(mean / size);
        return n <= 0 ? none : none - (n * Math.Log(1 + (size / mean))) - LogBeta(n, size) - Math.Log(n);
    }

    /// <summary>ln of the ratio of likelihoods of n between the best mean for it and <paramref name="mean"/>, with the same size; never negative.</summary>
    public static double Divergence(double n, double mean, double size)
    {
        if (mean <= 0)
        {
            return n > 0 ? double.PositiveInfinity : 0;
        }

        var own = n > 0 ? n * Math.Log(n / mean) : 0;
        return Math.Max(0, own - ((n + size) * LogOnePlus((n - mean) / (mean + size))));
    }

    /// <summary>The same of several; means are above zero.</summary>
    public static Vector256<double> Divergence(Vector256<double> n, Vector256<double> mean, Vector256<double> size)
    {
        var own = Vector256.ConditionalSelect(Vector256.GreaterThan(n, Vector256<double>.Zero), n * Vector256.Log(n / mean), Vector256<double>.Zero);
        return Vector256.Max(Vector256<double>.Zero, own - ((n + size) * LogOnePlus((n - mean) / (mean + size))));
    }

    /// <summary>ln P(n | factor · mean) / P(n | mean), with the same size.</summary>
    public static double LogLikelihoodRatio(double n, double mean, double size, double factor, double lnFactor) =>
        (n * lnFactor) - ((n + size) * LogOnePlus((factor - 1) * mean / (mean + size)));

    /// <summary>
    /// A quantile given by its normal deviate: summed exactly while the mean is small, else by Cornish and Fisher's expansion
    /// with the skewness of the law.
    /// </summary>
    public static double Quantile(double probability, double deviate, double mean, double size)
    {
        if (!(mean > 0))
        {
            return mean;
        }

        var variance = mean + (mean * mean / size);
        var sd = Math.Sqrt(variance);
        if (mean + (5 * sd) > 60)
        {
            var skewness = ((2 * variance) - mean) / (mean * sd);
            return Math.Max(0, mean + (sd * (deviate + (skewness * ((deviate * deviate) - 1) / 6))));
        }

        var q = mean / (mean + size);
        var term = Math.Exp(-size * LogOnePlus(mean / size));
        var sum = term;
        var n = 0;
        while (sum < probability && n < 200)
        {
            term *= (n + size) / (n + 1) * q;
            n++;
            sum += term;
        }

        return n;
    }

    /// <summary>ln Γ(x) for x &gt; 0: Stirling's series after shifting x above 8; relative error below 1e-13.</summary>
    internal static double LogGamma(double x)
    {
        var shift = 1.0;
        while (x < 8)
        {
            shift *= x;
            x++;
        }

        var i = 1 / x;
        var ii = i * i;
        var series = i * ((1 / 12.0) - (ii * ((1 / 360.0) - (ii * ((1 / 1260.0) - (ii * ((1 / 1680.0) - (ii * ((1 / 1188.0) - (ii * 691 / 360360.0))))))))));
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series - Math.Log(shift);
    }

    /// <summary>ln(1 + x), also for small x.</summary>
    internal static double LogOnePlus(double x) =>
        Math.Abs(x) > 1e-4 ? Math.Log(1 + x) : x * (1 - (x * (0.5 - (x * ((1 / 3.0) - (x / 4))))));

    private static Vector256<double> LogOnePlus(Vector256<double> x)
    {
        var near = x * (Vector256<double>.One - (x * (Vector256.Create(0.5) - (x * (Vector256.Create(1 / 3.0) - (x / 4))))));
        return Vector256.ConditionalSelect(Vector256.GreaterThan(Vector256.Abs(x), Vector256.Create(1e-4)), Vector256.Log(Vector256<double>.One + x), near);
    }

    private static double LogBeta(double a, double b)
    {
        if (b < 1e6 || b < a)
        {
            return LogGamma(a) + LogGamma(b) - LogGamma(a + b);
        }

        // ln Γ(b) − ln Γ(a + b) by Stirling's difference: the plain difference of two huge numbers would lose the digits.
        var s = a + b;
        var difference = -((b - 0.5) * LogOnePlus(a / b)) - (a * Math.Log(s)) + a + ((1 / b) - (1 / s)) / 12;
        return LogGamma(a) + difference;
    }

    private static double BetaFraction(double x, double a, double b)
    {
        var c = 1.0;
        var d = 1 - ((a + b) * x / (a + 1));
        d = 1 / (Math.Abs(d) < Tiny ? Tiny : d);
        var h = d;
        for (var m = 1; m <= MaximumIterations; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            Step(even, ref c, ref d);
            h *= c * d;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            Step(odd, ref c, ref d);
            var change = c * d;
            h *= change;
            if (Math.Abs(change - 1) < 1e-14)
            {
                break;
            }
        }

        return h;

        static void Step(double term, ref double c, ref double d)
        {
            d = 1 + (term * d);
            c = 1 + (term / c);
            d = 1 / (Math.Abs(d) < Tiny ? Tiny : d);
            c = Math.Abs(c) < Tiny ? Tiny : c;
        }
    }
}
