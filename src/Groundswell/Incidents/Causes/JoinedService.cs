using Groundswell.Catalogue;

namespace Groundswell.Incidents.Causes;

/// <summary>A service's incident as a part of a larger one.</summary>
/// <param name="Service">Which.</param>
/// <param name="Incident">The service's own incident.</param>
/// <param name="Onset">Estimated start of the failure.</param>
/// <param name="Via">The failing component that it stands on; null where that is not known.</param>
/// <param name="Depth">Steps from the cause; 0 where not known.</param>
/// <param name="Wave">The wave that it fell in.</param>
/// <param name="Probability">That the cause, rather than something of its own, took it down.</param>
public sealed record JoinedService(ServiceId Service, IncidentId Incident, DateTimeOffset Onset, ComponentId? Via, int Depth, int Wave, double Probability = 1);
