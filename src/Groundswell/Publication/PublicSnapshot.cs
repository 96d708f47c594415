using Groundswell.Catalogue;
using Groundswell.Incidents;

namespace Groundswell.Publication;

/// <summary>All that is public at one tick, immutable: pages and API read it without a lock.</summary>
public sealed record PublicSnapshot
{
    /// <summary>Rises by one with each snapshot of this process.</summary>
    public required long Version { get; init; }

    /// <summary>The tick's time on the node's clock.</summary>
    public required DateTimeOffset At { get; init; }

    public required ServiceCatalogue Catalogue { get; init; }

    /// <summary>Every service of the catalogue, by name.</summary>
    public required IReadOnlyList<ServiceSummary> Services { get; init; }

    /// <summary>Open incidents, worst first.</summary>
    public required IReadOnlyList<Incident> Open { get; init; }

    /// <summary>Incidents resolved lately, newest first; at most 20.</summary>
    public required IReadOnlyList<Incident> RecentlyResolved { get; init; }
}
