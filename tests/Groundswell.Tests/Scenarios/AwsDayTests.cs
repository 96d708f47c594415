namespace Groundswell.Tests.Scenarios;

public sealed class AwsDayTests(ITestOutputHelper output)
{
    // The shipped four weeks take minutes to learn; every expectation must hold after the last four days of them as well.
    [Fact]
    public void The_engine_meets_what_the_day_expects_after_a_short_history()
    {
        var outcome = ScenarioPlay.Run(ShippedScenario.Read("aws-2025-10-20") with { History = TimeSpan.FromDays(4) });

        output.WriteLine(outcome.Describe());
        Assert.Empty(outcome.NewMisses("aws-2025-10-20"));
    }

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
