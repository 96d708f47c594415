using Groundswell.Catalogue;

namespace Groundswell.Incidents;

/// <summary>An event with the incident that it belongs to, as it goes to the store and comes back.</summary>
public sealed record IncidentEntry(IncidentId Incident, ServiceId Service, IncidentEvent Event);
