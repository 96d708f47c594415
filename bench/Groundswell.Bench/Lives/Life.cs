namespace Groundswell.Bench.Lives;

/// <summary>One life: all that is true in it, and all that may be seen.</summary>
internal sealed record Life
{
    public required string Kind { get; init; }

    public required int Number { get; init; }

    public required int Minutes { get; init; }

    public required LifeWorld World { get; init; }

    public required KnownEdges Known { get; init; }

    public required IReadOnlyList<LifeOutage> Outages { get; init; }

    public required IReadOnlyList<LifeSpell> Spells { get; init; }

    public required IReadOnlyList<LifeNotice> Notices { get; init; }

    /// <summary>For series, probes and the catalogue.</summary>
    public required int Seed { get; init; }
}
