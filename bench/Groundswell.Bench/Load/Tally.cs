using System.Diagnostics;

namespace Groundswell.Bench.Load;

/// <summary>What one connection saw. Latencies are kept in steps of 5 %.</summary>
internal sealed class Tally
{
    private const double Step = 1.05;
    private readonly long[] _latencies = new long[400];

    public long Requests { get; set; }

    public long Items { get; set; }

    public long Bytes { get; set; }

    public long Failures { get; set; }

    public string? Failure { get; set; }

    public void Add(long ticks) => _latencies[Math.Clamp((int)(Math.Log(ticks * 1e6 / Stopwatch.Frequency) / Math.Log(Step)), 0, _latencies.Length - 1)]++;

    /// <summary>Latency that a share of all requests did not exceed, in milliseconds.</summary>
    public static double Quantile(IReadOnlyList<Tally> tallies, double share)
    {
        var left = tallies.Sum(t => t.Requests) * share;
        for (var i = 0; i < 400; i++)
        {
            left -= tallies.Sum(t => t._latencies[i]);
            if (left <= 0)
            {
                return Math.Pow(Step, i + 1) / 1000;
            }
        }

        return double.NaN;
    }
}
