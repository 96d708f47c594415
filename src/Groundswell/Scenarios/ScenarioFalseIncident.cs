using Groundswell.Catalogue;
using Groundswell.Incidents;

namespace Groundswell.Scenarios;

/// <summary>An incident, or a wave of one, that began when the service did not fail.</summary>
/// <param name="Incident">Its number.</param>
/// <param name="Service">The service that was wronged.</param>
/// <param name="At">When it began.</param>
/// <param name="WasConfirmed">Whether the incident was ever confirmed.</param>
public sealed record ScenarioFalseIncident(IncidentId Incident, ServiceId Service, DateTimeOffset At, bool WasConfirmed);
