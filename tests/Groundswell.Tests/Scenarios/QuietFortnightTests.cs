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
}
