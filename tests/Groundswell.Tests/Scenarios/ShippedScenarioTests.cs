using Groundswell.Scenarios;

namespace Groundswell.Tests.Scenarios;

public sealed class ShippedScenarioTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("aws-2025-10-20")]
    public void The_engine_meets_what_it_expects(string name)
    {
        var outcome = ScenarioPlay.Run(Read(name));

        output.WriteLine(outcome.Describe());
        Assert.Empty(outcome.Misses);
    }

    private static Scenario Read(string name)
    {
        var result = ScenarioParser.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "scenarios", name + ".scenario")));
        Assert.Empty(result.Errors);
        return Assert.IsType<Scenario>(result.Scenario);
    }
}
