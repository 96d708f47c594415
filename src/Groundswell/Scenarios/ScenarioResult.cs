using Groundswell.Catalogue;

namespace Groundswell.Scenarios;

/// <summary>Whether an expectation was met, for one service or for the whole.</summary>
/// <param name="Expectation">What was expected.</param>
/// <param name="Service">Of which service; null where it is about all.</param>
/// <param name="Met">Whether it came so.</param>
/// <param name="Delay">The delay that was measured, where the expectation is about one and it was seen.</param>
/// <param name="Reason">What was seen, in words.</param>
public sealed record ScenarioResult(ScenarioExpectation Expectation, ServiceId? Service, bool Met, TimeSpan? Delay, string Reason);
