using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
    private const double LeastPower = -700; // below this range the runtime would take all four one by one
    private const double LeastMean = 0.01;
    private const double OutageSpread = 0.25;
    private const double UsualSpread = 0.05; // what rhythm and level never get quite right

    private static readonly double[] PointFactors = Whole(Enumerable.Range(0, Points).Select(FactorAt));
    private static readonly double[] PointSpreads = Whole(Enumerable.Range(0, Points).Select(p => Spreads[SpreadOf(p)]));
    private static readonly double[] OutageFactors = Whole([.. Outages]);
    private static readonly double[] OutageSpreads = Whole(Enumerable.Repeat(OutageSpread, Outages.Length));
    private static readonly double[] LogOutageShares = [.. OutageShares.ToArray().Select(s => Math.Log(s))];

    /// <summary><see cref="Points"/>, up to whole vectors.</summary>
    public static int Room => PointFactors.Length;

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

    /// <summary>ln P(its count | a surge), by point.</summary>
    /// <param name="counts">Of the service.</param>
    /// <param name="window">Index into <see cref="RecentCounts.Minutes"/>.</param>
    /// <param name="logs">By point, out; room for whole vectors. Of points without a share they mean nothing.</param>
    public static void Surging(in RecentCounts counts, int window, Span<double> logs) => Logs(counts, window, PointFactors, PointSpreads, logs);

    /// <summary>An outage of any size.</summary>
    public static double Failing(in RecentCounts counts, int window)
    {
        Span<double> logs = stackalloc double[OutageFactors.Length];
        Logs(counts, window, OutageFactors, OutageSpreads, logs);
        for (var i = 0; i < LogOutageShares.Length; i++)
        {
            logs[i] += LogOutageShares[i];
        }

        return Add(logs[..LogOutageShares.Length]);
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

    /// <summary><see cref="Log"/> of several means: factors of what is usual, each with its spread. As many of them as fill whole vectors.</summary>
    private static void Logs(in RecentCounts counts, int window, ReadOnlySpan<double> factors, ReadOnlySpan<double> spreads, Span<double> logs)
    {
        var n = Vector256.Create((double)counts.Reports[window]);
        var scatter = Vector256.Create((double)Math.Max(0, counts.Scatter - 1));
        for (var i = 0; i < factors.Length; i += Vector256<double>.Count)
        {
            var spread = Vector256.Create(spreads[i..]);
            var mean = Vector256.Max(Vector256.Create(factors[i..]) * counts.Expected[window], Vector256.Create(LeastMean));
            var size = mean / Vector256.Max(scatter + ((Vector256.Create((double)counts.Drift) + (spread * spread)) * mean), Vector256.Create(1e-6));
            var log = -NegativeBinomial.Divergence(n, mean, size);
            log -= n[0] > 0 ? 0.5 * Vector256.Log(2 * Math.PI * (n + (n * n / size))) : Vector256<double>.Zero;
            log.CopyTo(logs[i..]);
        }
    }

    /// <summary>ln(e^a + e^b) of each of several; neither may be infinite.</summary>
    public static void AddEach(ReadOnlySpan<double> a, double b, Span<double> sums)
    {
        var vectors = MemoryMarshal.Cast<double, Vector256<double>>(sums);
        for (var i = 0; i < vectors.Length; i++)
        {
            var (one, other) = (Vector256.Create(a[(i * Vector256<double>.Count)..]), Vector256.Create(b));
            var apart = Vector256.Max(-Vector256.Abs(one - other), Vector256.Create(LeastPower));
            vectors[i] = Vector256.Max(one, other) + Vector256.Log(Vector256<double>.One + Vector256.Exp(apart));
        }
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

    /// <summary>The last one again, up to whole vectors.</summary>
    private static double[] Whole(IEnumerable<double> values)
    {
        var all = values.ToList();
        while (all.Count % Vector256<double>.Count != 0)
        {
            all.Add(all[^1]);
        }

        return [.. all];
    }
}
