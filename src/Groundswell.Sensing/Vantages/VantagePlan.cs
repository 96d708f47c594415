using Groundswell.Signals;

namespace Groundswell.Sensing.Vantages;

/// <summary>What a vantage made of the plan that its node sent.</summary>
/// <param name="Probes">What to run.</param>
/// <param name="Faults">Why others of its probes are left out, such as those of a kind that a newer node knows.</param>
public sealed record VantagePlan(IReadOnlyList<PlannedProbe> Probes, IReadOnlyList<JsonFault> Faults);
