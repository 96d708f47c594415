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
        // Reports are down to the usual half an hour after the end; recovery is seen another half an hour later, or after the next wave began.
        ("aws-2025-10-20", ScenarioExpectation.Recovery) => missed.Delay is null || missed.Delay < TimeSpan.FromHours(2),
        ("aws-2025-10-20", ScenarioExpectation.Waves { AtLeast: 3 }) => true,

        // What grows by the hour is followed as a slow disturbance.
        ("slow-x", _) => false,

        // A true share of 8 % is often drawn above the tenth at which strays end, and the victim's estimated onset moves past its rivals'.
        ("rivals-x", _) => false,

        // One false outage a service in 20 weeks is what a node allows by default: two in a fortnight of 18 services.
        ("quiet-fortnight-x", _) => false,
        _ => false,
    };
}
