namespace Groundswell.Tests.Scenarios;

public sealed class QuietFortnightTests(ITestOutputHelper output)
{
    [Fact]
    public void The_engine_finds_nothing_in_a_quiet_fortnight()
    {
        var outcome = ScenarioPlay.Run(ShippedScenario.Read("quiet-fortnight"));

        output.WriteLine(outcome.Describe());
        Assert.Empty(outcome.Misses);
    }

    /// <summary>18 services for two weeks at one false outage in 20 weeks are 1.8 a fortnight: 9 in five of them, and 18 with 0.5 %.</summary>
    [Fact(Explicit = true)]
    public void False_incidents_stay_within_what_a_node_allows()
    {
        var incidents = 0;
        for (var seed = 1; seed <= 5; seed++)
        {
            var outcome = ScenarioPlay.Run(ShippedScenario.Read("quiet-fortnight") with { Seed = seed });
            output.WriteLine(outcome.Describe());
            incidents += outcome.Judgment.FalseIncidents.Count;
        }

        Assert.InRange(incidents, 0, 18);
    }
}
