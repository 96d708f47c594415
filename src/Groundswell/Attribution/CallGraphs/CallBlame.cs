namespace Groundswell.Attribution.CallGraphs;

/// <summary>Who is to blame for trouble in a window.</summary>
public sealed record CallBlame
{
    /// <summary>Natural logarithm of how much likelier the window is with a fault than without.</summary>
    public required double Evidence { get; init; }

    /// <summary>What <see cref="Evidence"/> must exceed, from windows in which nothing was wrong.</summary>
    public required double Threshold { get; init; }

    /// <summary>First row in which the fault shows.</summary>
    public required int FirstRow { get; init; }

    /// <summary>Last row in which the fault shows.</summary>
    public required int LastRow { get; init; }

    /// <summary>All nodes that the target reaches by calls, itself included, likeliest first.</summary>
    public required IReadOnlyList<BlamedNode> Nodes { get; init; }

    /// <summary>Something is wrong, by the standard of the windows in which nothing was.</summary>
    public bool IsTrouble => Evidence > Threshold;
}
