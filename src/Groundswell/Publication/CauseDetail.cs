using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;
using Groundswell.Signals;

namespace Groundswell.Publication;

/// <summary>One incident with a shared cause as its own page shows it.</summary>
public sealed record CauseDetail
{
    public required CauseIncident Incident { get; init; }

    /// <summary>As the catalogue is now; services and components that were taken out are missing.</summary>
    public required ServiceCatalogue Catalogue { get; init; }

    /// <summary>What probes of its components saw from an hour before the onset on, newest first.</summary>
    public IReadOnlyList<ProbeChange> Probes { get; init; } = [];

    /// <summary>Services and components that need what fails and are not down yet, with when they are expected to be; soonest first.</summary>
    public IReadOnlyList<ExpectedOutage> Expected { get; init; } = [];
}
