namespace Groundswell.Sensing.Probes.Scheduling;

/// <summary>How late runs began, by milliseconds up to a second. Safe for several threads.</summary>
internal sealed class LatenessHistogram
{
    private const int Most = 1_000;

    private readonly long[] _byMillisecond = new long[Most + 1];

    public void Add(TimeSpan lateness) => Interlocked.Increment(ref _byMillisecond[(int)Math.Clamp(lateness.TotalMilliseconds, 0, Most)]);

    /// <summary>Runs that were a second late or more.</summary>
    public long Beyond => Interlocked.Read(ref _byMillisecond[Most]);

    /// <summary>The bound that a share of the runs stays within, to the millisecond above.</summary>
    public TimeSpan Quantile(double share)
    {
        var total = _byMillisecond.Sum();
        var wanted = (long)Math.Ceiling(total * share);
        long seen = 0;
        for (var i = 0; i <= Most; i++)
        {
            seen += _byMillisecond[i];
            if (seen >= wanted && total > 0)
            {
                return TimeSpan.FromMilliseconds(i + 1);
            }
        }

        return TimeSpan.Zero;
    }
}
