namespace Groundswell.Storage;

/// <summary>Counts of one-minute bins, derived from the journal by upserts that may be repeated.</summary>
public interface IRollups
{
    /// <summary>Stores a shard's changed bins, totals and detector states, and how far in the journal they reach, in one transaction.</summary>
    ValueTask WriteAsync(ShardRollup rollup, CancellationToken cancellationToken);

    /// <summary>The sequence up to which a shard's bins hold the journal; 0 where nothing was ever written.</summary>
    ValueTask<long> ReadMarkAsync(int shard, CancellationToken cancellationToken);

    /// <summary>Non-zero bins of one service with <c>fromMinute ≤ minute &lt; toMinute</c>, in order of minute.</summary>
    ValueTask ReadBinsAsync(int service, int fromMinute, int toMinute, Action<RollupBin> read, CancellationToken cancellationToken);

    /// <summary>Totals of one service in steps of <paramref name="stepMinutes"/> from <paramref name="fromMinute"/> on.</summary>
    ValueTask<int[]> ReadTotalsAsync(int service, int fromMinute, int stepMinutes, int steps, CancellationToken cancellationToken);

    /// <summary>The first minute in which a service has a bin, or null.</summary>
    ValueTask<int?> ReadFirstMinuteAsync(int service, CancellationToken cancellationToken);

    /// <summary>The newest detector state of a service, or null.</summary>
    ValueTask<DetectorState?> ReadDetectorAsync(int service, CancellationToken cancellationToken);

    /// <summary>Adds bins that no journal holds (a history brought along). Replaces bins of the same key.</summary>
    ValueTask ImportAsync(IReadOnlyList<RollupBin> bins, CancellationToken cancellationToken);

    /// <summary>Replaces every bin from <paramref name="fromMinute"/> on, sets every shard's mark, and drops the detector states.</summary>
    ValueTask ReplaceAsync(int fromMinute, IEnumerable<RollupBin> bins, long mark, CancellationToken cancellationToken);
}
