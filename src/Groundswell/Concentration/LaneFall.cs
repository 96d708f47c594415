namespace Groundswell.Concentration;

/// <summary>That a node fell in some samples, in one step.</summary>
internal record struct LaneFall
{
    public int Node { get; init; }

    /// <summary>0 for what failed by itself.</summary>
    public int Step { get; init; }

    /// <summary>Samples, a bit each.</summary>
    public ulong Lanes { get; init; }

    /// <summary>Index of the node's next fall, in other samples and later; negative for none.</summary>
    public int Next { get; set; }
}
