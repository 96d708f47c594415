namespace Groundswell.Tests.Scenarios;

public sealed class QuietFortnightTests(ITestOutputHelper output)
{
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
