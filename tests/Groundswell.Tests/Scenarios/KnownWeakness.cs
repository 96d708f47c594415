using Groundswell.Scenarios;

namespace Groundswell.Tests.Scenarios;

/// <summary>
/// Expectations of shipped scenarios that the engine does not meet yet. They stay in the scenarios, so that a replay shows them; a line
/// here only keeps them from hiding a new miss. Whoever makes one good takes its line out.
/// </summary>
internal static class KnownWeakness
{
    public static bool Covers(string scenario, ScenarioResult missed) => (scenario, missed.Expectation) switch
    {
        // The engine alone, with four days of history, closes minutes; a node also looks inside them, and knows four weeks: it meets five minutes.
        ("aws-2025-10-20", ScenarioExpectation.MedianDelay) => missed.Delay is null || missed.Delay <= TimeSpan.FromMinutes(6),

        // The smallest sends a report in three minutes while its third wave sags, and seems to recover for a while.
        ("aws-2025-10-20", ScenarioExpectation.StateAt) => missed.Service?.ToString() is null or "twilio",

        // Found after two minutes and a half by a node, which looks inside minutes; the engine alone sees three reports in the first minute and none in the next.
        ("small-service", ScenarioExpectation.Down) => missed.Delay is null || missed.Delay <= TimeSpan.FromMinutes(6),
        _ => false,
    };
}
