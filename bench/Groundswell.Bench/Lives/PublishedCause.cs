using Groundswell.Incidents;
using Groundswell.Incidents.Causes;

namespace Groundswell.Bench.Lives;

/// <summary>A cause that the node publishes at a minute.</summary>
/// <param name="Incident">Under which number.</param>
/// <param name="Name">The title.</param>
/// <param name="Probability">As it is shown.</param>
/// <param name="State">Of the incident.</param>
/// <param name="Down">Services that it says are down by it.</param>
/// <param name="SaysRepaired">The cause is said to work again.</param>
internal sealed record PublishedCause(IncidentId Incident, CauseName Name, double Probability, IncidentState State, int Down, bool SaysRepaired);
