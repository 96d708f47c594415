namespace Groundswell.Tests.Scenarios;

public sealed class QuietFortnightTests(ITestOutputHelper output)
{
    /// <summary>One false outage a week is what a node allows; more than two in this one would break the fortnight's promise.</summary>
    [Fact]
    public void The_engine_finds_next_to_nothing_in_the_first_week_of_a_quiet_fortnight()
    {
        var fortnight = ShippedScenario.Read("quiet-fortnight");
        var outcome = ScenarioPlay.Run(fortnight with { History = TimeSpan.FromDays(7), Length = TimeSpan.FromDays(7) });

        output.WriteLine(outcome.Describe());
        Assert.Empty(outcome.NewMisses("quiet-fortnight"));
    }

    /// <summary>Five fortnights are allowed ten: 19 or more have a chance of 0.7 %.</summary>
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
