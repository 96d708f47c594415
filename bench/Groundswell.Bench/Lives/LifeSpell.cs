namespace Groundswell.Bench.Lives;

/// <summary>A time in which a component or service is down.</summary>
internal sealed record LifeSpell
{
    public required LifeNode Node { get; init; }

    public required double From { get; init; }

    public required double To { get; init; }

    /// <summary>What it is down by; null for an outage of its own.</summary>
    public LifeOutage? Outage { get; init; }

    /// <summary>How it looks to a probe: a key of <see cref="LifeProbes"/>.</summary>
    public required string Look { get; init; }

    /// <summary>When users begin to report it; beyond <see cref="To"/> where they never do.</summary>
    public double ShownAt { get; init; }

    /// <summary>Share of the usual strength of its reports.</summary>
    public double Strength { get; init; } = 1;

    /// <summary>Until when probes see it, and whether they do at all.</summary>
    public double SeenTo { get; init; }

    /// <summary>Its users report it though it is up.</summary>
    public bool IsFalse { get; init; }

    /// <summary>The component that fails of itself, not by another.</summary>
    public bool IsRoot { get; init; }
}
