using Groundswell.Attribution;

namespace Groundswell.Cli.Attributing;

/// <summary>A world as it is known to the product, and what was seen of it in each case.</summary>
internal sealed record World
{
    /// <summary>Minutes at which a case is looked at, after the first cause; the columns' names carry them.</summary>
    public static readonly int[] Snapshots = [10, 25, 60];

    /// <summary>Minutes into each case's window from which snapshots count.</summary>
    public const double Start = 60;

    public required AttributionGraph Graph { get; init; }

    /// <summary>By component index: the id in the file.</summary>
    public required IReadOnlyList<int> ComponentIds { get; init; }

    /// <summary>By service index: how well reports tell down from up.</summary>
    public required IReadOnlyList<double> Separation { get; init; }

    /// <summary>Ordered by id.</summary>
    public required IReadOnlyList<WorldCase> Cases { get; init; }
}
