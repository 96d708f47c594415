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

    /// <summary><see cref="Onset"/> was measured: by probes, or from the onsets of many services. Where it was not, nobody's lateness can be told from it.</summary>
    public bool IsOnsetMeasured { get; init; }

    /// <summary><see cref="End"/> was measured: every one of its services was seen to recover.</summary>
    public bool IsEndMeasured { get; init; }
}
