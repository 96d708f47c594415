using static Groundswell.Tests.Detection.SeriesRun;

namespace Groundswell.Tests.Detection;

public sealed class FalseAlarmTests
{
    /// <summary>At one false alarm in twenty weeks, these 18 weeks a level expect 0.9; four or more have a chance of 1.3 %.</summary>
    [Theory]
    [InlineData(0.005)]
    [InlineData(0.1)]
    [InlineData(2)]
    [InlineData(60)]
    [InlineData(3000)]
    public void Quiet_weeks_stay_quiet(double mean)
    {
        var episodes = 0;
        for (var seed = 100; seed < 106; seed++)
        {
            episodes += new SeriesRun(new SyntheticCounts(seed) { Mean = mean }).To(Day(28)).Episodes(Day(7));
        }

        Assert.InRange(episodes, 0, 3);
    }
}
