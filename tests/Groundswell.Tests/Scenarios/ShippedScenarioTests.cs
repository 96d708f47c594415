namespace Groundswell.Tests.Scenarios;

public sealed class ShippedScenarioTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("slow-ramp")]
    [InlineData("small-service")]
    [InlineData("one-spammer")]
    [InlineData("regional-outage")]
    [InlineData("rivals-2020-06-15")]
    public void The_engine_meets_what_it_expects(string name)
    {
        var outcome = ScenarioPlay.Run(ShippedScenario.Read(name));

        output.WriteLine(outcome.Describe());
        Assert.Empty(outcome.NewMisses(name));
    }
}
