using Groundswell.Catalogue;
using Groundswell.Incidents;

namespace Groundswell.Learning;

/// <summary>An outage of one service, as its own incident tells of it.</summary>
/// <param name="Service">Which.</param>
/// <param name="Incident">Its incident.</param>
/// <param name="Onset">When it began.</param>
public readonly record struct OwnOutage(ServiceId Service, IncidentId Incident, DateTimeOffset Onset);
