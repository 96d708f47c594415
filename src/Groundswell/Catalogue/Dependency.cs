namespace Groundswell.Catalogue;

/// <summary>That a service or component needs a component, how much, and how that is known.</summary>
public sealed record Dependency
{
    public required ComponentId On { get; init; }

    public required Criticality Criticality { get; init; }

    /// <summary>Name of the redundancy group within the dependent, or null where it stands alone.</summary>
    public string? Group { get; init; }

    /// <summary>How many members of <see cref="Group"/> must work (k of n); 1 where there is no group.</summary>
    public int Needed { get; init; } = 1;

    /// <summary>Chance that the dependent carries on without it by other means, 0 to 1; 0 where no such means is known.</summary>
    public double Fallback { get; init; }

    /// <summary>At least one: where a stranger can check it, or a plain statement that it is assumed.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>True if nothing but an assumption supports it.</summary>
    public bool IsAssumed => Evidence.All(e => e.Kind == EvidenceKind.Assumed);
}
