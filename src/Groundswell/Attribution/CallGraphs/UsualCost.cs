namespace Groundswell.Attribution.CallGraphs;

/// <summary>What a call of a node costs usually, and how much the sum of a row's costs swings around that.</summary>
/// <param name="Level">Cost of a call; NaN where too few rows told.</param>
/// <param name="Noise">Standard deviation of a row's sum of costs, from its middle and upper tail.</param>
/// <param name="CallsPerRow">Mean number of calls.</param>
internal readonly record struct UsualCost(double Level, double Noise, double CallsPerRow)
{
    /// <summary>Below this no spread can be told from rows.</summary>
    private const int FewestRows = 10;

    /// <summary>A series of equal values is rounded or short, not exact: seconds are never better known than to this part.</summary>
    private const double FinestPart = 0.02;

    /// <summary>One usual row in ten may be out of the ordinary: nobody checks that all was well all the time.</summary>
    private const double Trusted = 0.9;

    private const double NormalAtTrusted = 1.2816;

    public bool IsKnown => !double.IsNaN(Level);

    public static UsualCost Of(CallLoads loads, int node, CallTrouble trouble)
    {
        var (calls, costs) = Told(loads, node);
        var callsPerRow = Mean(loads.CallsOf(node));
        if (calls.Count < FewestRows)
        {
            return new UsualCost(double.NaN, double.NaN, callsPerRow);
        }

        // Of failures, which are rare and whole, the mean tells; of seconds, which have long tails, the median.
        var level = trouble is CallTrouble.Failure
            ? TrustedMean(calls, costs)
            : Quantile(costs, 0.5);
        var excess = calls.Zip(costs, (n, cost) => n * (cost - level)).ToList();
        var noise = Spread(excess);
        noise = trouble is CallTrouble.Failure
            ? Math.Sqrt((noise * noise) + 1) // one failure more or less is never news
            : Math.Max(noise, FinestPart * level * Quantile(calls, 0.5));
        return new UsualCost(level, noise, callsPerRow);
    }

    private static double TrustedMean(List<double> calls, List<double> costs)
    {
        var trusted = calls.Zip(costs).OrderBy(row => row.Second).Take((int)Math.Ceiling(Trusted * calls.Count)).ToList();
        return trusted.Sum(row => row.First * row.Second) / trusted.Sum(row => row.First);
    }

    /// <summary>The larger of the median absolute deviation and the upper tail's, both scaled to a normal's: a skewed series must not look quiet.</summary>
    private static double Spread(List<double> values)
    {
        var median = Quantile(values, 0.5);
        var deviations = values.ConvertAll(v => Math.Abs(v - median));
        return Math.Max(1.4826 * Quantile(deviations, 0.5), (Quantile(values, Trusted) - median) / NormalAtTrusted);
    }

    private static (List<double> Calls, List<double> Costs) Told(CallLoads loads, int node)
    {
        List<double> calls = [], costs = [];
        for (var row = 0; row < loads.Rows; row++)
        {
            if (loads.TryGet(node, row, out var n, out var cost))
            {
                calls.Add(n);
                costs.Add(cost);
            }
        }

        return (calls, costs);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in values)
        {
            if (double.IsFinite(value))
            {
                sum += value;
                count++;
            }
        }

        return count == 0 ? 0 : sum / count;
    }

    private static double Quantile(List<double> values, double part)
    {
        var sorted = values.Order().ToArray();
        var at = part * (sorted.Length - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }
}
