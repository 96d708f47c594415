namespace Groundswell.Tests.Scenarios;

public sealed class AwsDayTests(ITestOutputHelper output)
{
    // The whole node plays it in every run; this one takes other volumes and histories.
    [Theory(Explicit = true)]
    [InlineData(0.01, 28)]
    [InlineData(1, 4)]
    public void The_engine_meets_what_the_day_expects(double scale, int days)
    {
        var outcome = ScenarioPlay.Run(ShippedScenario.Read("aws-2025-10-20") with { Scale = scale, History = TimeSpan.FromDays(days) });

        output.WriteLine(outcome.Describe());
        Assert.Empty(outcome.NewMisses("aws-2025-10-20"));
    }
}
