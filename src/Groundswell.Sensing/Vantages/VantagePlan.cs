using Groundswell.Signals;

namespace Groundswell.Sensing.Vantages;

/// <summary>What a node asks of a vantage: its probes, and nothing else of what the node knows.</summary>
/// <param name="Now">The node's clock, by which the vantage corrects its own.</param>
/// <param name="Probes">What to run.</param>
public sealed record VantagePlan(DateTimeOffset Now, IReadOnlyList<PlannedProbe> Probes);
