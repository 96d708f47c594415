using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Scenarios;

/// <summary>A dependency that the catalogue lacks.</summary>
/// <param name="From">Who needs it: a service of the scenario, or a component.</param>
/// <param name="On">What is needed.</param>
/// <param name="Criticality">How much.</param>
public sealed record ScenarioNeed(ProbeTarget From, ComponentId On, Criticality Criticality);
