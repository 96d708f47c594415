namespace Groundswell.Cluster;

/// <summary>What a shard shall hand over for storing at a tick.</summary>
public enum RollupWish
{
    Nothing,
    Bins,
    BinsAndDetectors,
}
