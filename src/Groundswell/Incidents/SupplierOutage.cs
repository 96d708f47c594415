using Groundswell.Catalogue;

namespace Groundswell.Incidents;

/// <summary>An outage that was traced to a supplier, as users felt it.</summary>
public sealed record SupplierOutage
{
    /// <summary>Slug of the provider at fault.</summary>
    public required string Provider { get; init; }

    /// <summary>Its components at fault; empty where only the provider is known.</summary>
    public IReadOnlyList<ComponentId> Components { get; init; } = [];

    /// <summary>When users began to report.</summary>
    public required DateTimeOffset Onset { get; init; }

    /// <summary>When they had stopped, or null while they have not.</summary>
    public DateTimeOffset? End { get; init; }
}
