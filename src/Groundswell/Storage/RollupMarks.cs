namespace Groundswell.Storage;

/// <summary>How far the stored bins hold the journal.</summary>
/// <param name="OfShards">Sequence by number of the shard, where it has one of its own.</param>
/// <param name="Everywhere">Sequence that holds for every shard at least.</param>
/// <param name="AliveMinute">The last minute in which the node is known to have been alive; 0 where it never was.</param>
public sealed record RollupMarks(IReadOnlyDictionary<int, long> OfShards, long Everywhere, int AliveMinute)
{
    public long Of(int shard) => Math.Max(Everywhere, OfShards.GetValueOrDefault(shard));
}
