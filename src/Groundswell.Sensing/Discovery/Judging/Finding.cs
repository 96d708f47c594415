using Groundswell.Catalogue;

namespace Groundswell.Sensing.Discovery.Judging;

/// <summary>A supplier of a domain, with how that is known.</summary>
public sealed record Finding
{
    public required SuppliedFunction Function { get; init; }

    /// <summary>Short name: a fingerprint's id, or the brand of a domain that no fingerprint knows.</summary>
    public required string Supplier { get; init; }

    public required string SupplierName { get; init; }

    /// <summary>The component of the catalogue; null where the catalogue has none for it.</summary>
    public ComponentId? Component { get; init; }

    /// <summary>The region that was seen, by the supplier's own name.</summary>
    public string? Region { get; init; }

    /// <summary>True if the domain's own organisation does it.</summary>
    public bool IsPrivate { get; init; }

    public required Criticality Criticality { get; init; }

    /// <summary>Redundancy group: its members are different organisations that do the same; null where there is no other.</summary>
    public string? Group { get; init; }

    /// <summary>The surest first, never empty.</summary>
    public required IReadOnlyList<FindingEvidence> Evidence { get; init; }

    /// <summary>That of the surest evidence.</summary>
    public double Confidence => Evidence[0].Confidence;
}
