using Groundswell.Signals;

namespace Groundswell.Scenarios;

/// <summary>A time in which probes of a target fail.</summary>
/// <param name="Target">Which.</param>
/// <param name="Failure">How.</param>
/// <param name="From">From when on.</param>
/// <param name="To">Until when.</param>
/// <param name="Vantages">How many of the vantages see it, the first ones.</param>
public sealed record ScenarioFailure(ProbeTarget Target, FailureClass Failure, DateTimeOffset From, DateTimeOffset To, int Vantages);
