using Groundswell.Counting;

namespace Groundswell.Storage;

/// <summary>Counts of one-minute bins, derived from the journal by upserts that may be repeated.</summary>
public interface IRollups
{
    /// <summary>Stores what changed in every shard in one transaction.</summary>
    /// <param name="shards">Changed bins and detector states; later ones of a shard replace earlier ones.</param>
    /// <param name="mark">Every row up to this sequence has reached its shard; serves shards that have no mark of their own.</param>
    /// <param name="minute">The minute now: the node was alive then.</param>
    /// <param name="cancellationToken">Stops before the transaction begins.</param>
    ValueTask WriteAsync(IReadOnlyList<ShardRollup> shards, long mark, int minute, CancellationToken cancellationToken);

    /// <summary>How far the bins hold the journal, and until when the node was alive.</summary>
    ValueTask<RollupMarks> ReadMarksAsync(CancellationToken cancellationToken);

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
