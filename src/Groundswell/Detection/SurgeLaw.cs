namespace Groundswell.Detection;

/// <summary>
/// How likely a service's latest counts are under each thing that may be the case: as usual, so many times the usual as all others of its
/// group (a surge), or an outage of its own. Likelihoods are negative binomial in their saddle-point form, of which the group needs thousands.
/// </summary>
internal static class SurgeLaw
{
    /// <summary>Grid points of a surge: each factor with each spread.</summary>
    public static int Points => Factors.Length * Spreads.Length;

    // Attention multiplies reports by little: what is beyond these is called an outage however many rise together.
    private static ReadOnlySpan<double> Factors => [1.2, 1.4, 1.65, 1.95, 2.3, 2.7, 3.2, 3.8, 4.5];

    private static ReadOnlySpan<double> FactorShares => [1, 1, 1, 1, 1, 1, 1, 0.7, 0.2];

    // How far, in logarithms, the services of a surge are from its factor: how common that is, and the largest factor with which it is.
    private static ReadOnlySpan<double> Spreads => [0.1, 0.25, 0.45];

    private static ReadOnlySpan<double> SpreadShares => [0.4, 0.4, 0.2];

    private static ReadOnlySpan<double> LargestFactors => [5, 4, 3];

    // Small surges are no excuse for one service that stands out widely.
    private static ReadOnlySpan<double> SmallestFactors => [1, 1, 1.6];

    // Reports over the usual in outages, and how common that is.
    private static ReadOnlySpan<double> Outages => [1.6, 2.5, 4, 6.5, 10, 18, 30, 60, 150];

    private static ReadOnlySpan<double> OutageShares => [0.08, 0.12, 0.16, 0.18, 0.16, 0.13, 0.09, 0.05, 0.03];

    private const double Negligible = -30; // ln of a share of a sum
    private const double LeastMean = 0.01;
    private const double OutageSpread = 0.25;
    private const double UsualSpread = 0.05; // what rhythm and level never get quite right

    public static double FactorAt(int point) => Factors[point % Factors.Length];

    /// <summary>Which of the spreads a point of the grid has.</summary>
    public static int SpreadOf(int point) => point / Factors.Length;

    public static int SpreadCount => Spreads.Length;

    /// <summary>ln of the share of surges at this point of the grid; minus infinity where there are none.</summary>
    public static double LogShare(int point)
    {
        var (sum, smallest, largest) = (0.0, SmallestFactors[SpreadOf(point)], LargestFactors[SpreadOf(point)]);
        for (var i = 0; i < Factors.Length; i++)
        {
            sum += Factors[i] >= smallest && Factors[i] <= largest ? FactorShares[i] : 0;
        }

        var factor = point % Factors.Length;
        return Factors[factor] >= smallest && Factors[factor] <= largest ? Math.Log(SpreadShares[SpreadOf(point)] * FactorShares[factor] / sum) : double.NegativeInfinity;
    }

    public static double Usual(in RecentCounts counts, int window) => Log(counts, window, counts.Expected[window], UsualSpread);

    public static double Surging(in RecentCounts counts, int window, int point) =>
        Log(counts, window, FactorAt(point) * counts.Expected[window], Spreads[SpreadOf(point)]);

    /// <summary>An outage of any size.</summary>
    public static double Failing(in RecentCounts counts, int window)
    {
        var all = double.NegativeInfinity;
        for (var i = 0; i < Outages.Length; i++)
        {
            all = Add(all, Math.Log(OutageShares[i]) + Log(counts, window, Outages[i] * counts.Expected[window], OutageSpread));
        }

        return all;
    }

    /// <summary>ln P(count of the window | its mean), where what is usual is known up to the series' drift and <paramref name="spread"/>.</summary>
    public static double Log(in RecentCounts counts, int window, double mean, double spread)
    {
        double n = counts.Reports[window];
        mean = Math.Max(mean, LeastMean);
        var over = Math.Max(0, counts.Scatter - 1) + ((counts.Drift + (spread * spread)) * mean);
        var size = mean / Math.Max(over, 1e-6);
        var log = -NegativeBinomial.Divergence(n, mean, size);
        return n > 0 ? log - (0.5 * Math.Log(2 * Math.PI * (n + (n * n / size)))) : log;
    }

    /// <summary>ln of the sum of e to the power of each.</summary>
    public static double Add(ReadOnlySpan<double> logs)
    {
        var top = double.NegativeInfinity;
        foreach (var log in logs)
        {
            top = Math.Max(top, log);
        }

        if (double.IsNegativeInfinity(top))
        {
            return top;
        }

        var sum = 0.0;
        foreach (var log in logs)
        {
            sum += log - top > Negligible ? Math.Exp(log - top) : 0;
        }

        return top + Math.Log(sum);
    }

    /// <summary>ln(e^a + e^b).</summary>
    public static double Add(double a, double b)
    {
        var (high, low) = a > b ? (a, b) : (b, a);
        return double.IsNegativeInfinity(low) ? high : high + Math.Log(1 + Math.Exp(low - high));
    }
}
