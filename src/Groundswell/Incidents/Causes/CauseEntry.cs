namespace Groundswell.Incidents.Causes;

/// <summary>An event with the incident that it belongs to, as it goes to the store and comes back.</summary>
public sealed record CauseEntry(IncidentId Incident, CauseEvent Event);
