namespace Groundswell.Incidents.Causes;

/// <summary>How far two orders of the same things agree: Kendall's τ-b, which takes ties into account (Kendall, Rank Correlation Methods, 4th ed., ch. 3 and 4).</summary>
internal static class KendallTau
{
    /// <param name="x">One order.</param>
    /// <param name="y">The other; as long.</param>
    /// <returns>τ-b from -1 to 1, and how many standard deviations it lies from chance; both 0 where either has no order at all.</returns>
    public static (double Tau, double Deviations) Of(ReadOnlySpan<long> x, ReadOnlySpan<long> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        double n = x.Length;
        long sum = 0;
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                sum += Math.Sign(x[i].CompareTo(x[j])) * Math.Sign(y[i].CompareTo(y[j]));
            }
        }

        var (ties, others) = (new Ties(x), new Ties(y));
        var pairs = n * (n - 1) / 2;
        var scale = Math.Sqrt((pairs - (ties.Pairs / 2)) * (pairs - (others.Pairs / 2)));
        if (!(scale > 0))
        {
            return (0, 0);
        }

        var variance = (((n * (n - 1) * ((2 * n) + 5)) - ties.Spread - others.Spread) / 18)
            + (ties.Pairs * others.Pairs / (2 * n * (n - 1)))
            + (n > 2 ? ties.Triples * others.Triples / (9 * n * (n - 1) * (n - 2)) : 0);
        return (sum / scale, variance > 0 ? sum / Math.Sqrt(variance) : 0);
    }

    /// <summary>Sums over groups of equal values of size t: t(t-1), t(t-1)(t-2), t(t-1)(2t+5).</summary>
    private readonly struct Ties
    {
        public Ties(ReadOnlySpan<long> values)
        {
            long[] sorted = [.. values];
            Array.Sort(sorted);
            for (var i = 0; i < sorted.Length;)
            {
                var from = i;
                while (i < sorted.Length && sorted[i] == sorted[from])
                {
                    i++;
                }

                double t = i - from;
                Pairs += t * (t - 1);
                Triples += t * (t - 1) * (t - 2);
                Spread += t * (t - 1) * ((2 * t) + 5);
            }
        }

        public double Pairs { get; }

        public double Triples { get; }

        public double Spread { get; }
    }
}
