using Groundswell.Catalogue;

namespace Groundswell.Incidents.Causes;

/// <summary>A service whose outage a cause explains.</summary>
/// <param name="Service">Which.</param>
/// <param name="Probability">That the cause, rather than something of its own, took it down.</param>
/// <param name="Via">The failing component that it stands on itself.</param>
/// <param name="Depth">Steps from the cause to it: 1 where it stands on the cause itself.</param>
public sealed record ExplainedService(ServiceId Service, double Probability, ComponentId Via, int Depth);
