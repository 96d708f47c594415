using Groundswell.Catalogue;
using Groundswell.Incidents;

namespace Groundswell.Storage;

/// <summary>An event with the incident it belongs to.</summary>
public sealed record StoredIncidentEvent(IncidentId Incident, ServiceId Service, IncidentEvent Event);
