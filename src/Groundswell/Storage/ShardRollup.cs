using Groundswell.Counting;

namespace Groundswell.Storage;

/// <summary>What a shard hands to the store at one time.</summary>
/// <param name="Shard">Its number.</param>
/// <param name="Mark">Every journal row of the shard up to this sequence is in its bins.</param>
/// <param name="Bins">Absolute counts of the bins that changed.</param>
/// <param name="Detectors">Detector states to keep, or none this time.</param>
public sealed record ShardRollup(int Shard, long Mark, IReadOnlyList<RollupBin> Bins, IReadOnlyList<DetectorState> Detectors);
