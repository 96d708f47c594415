using Groundswell.Detection;
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

    /// <summary>One a week is asked for, in 72 weeks a level, after four weeks of life: a half to twice as many come, sparse or busy, smooth or in bursts.</summary>
    [Theory]
    [InlineData(0.02, 1)]
    [InlineData(0.02, 3)]
    [InlineData(0.1, 1.3)]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(10, 1.3)]
    public void As_many_false_alarms_come_as_were_asked_for(double mean, double dispersion)
    {
        var episodes = 0;
        Parallel.For(200, 224, seed =>
        {
            var options = new DetectorOptions { FalseAlarmsPerWeek = 1 };
            var run = new SeriesRun(new SyntheticCounts(seed) { Mean = mean, Dispersion = dispersion }, options).To(Day(49));
            Interlocked.Add(ref episodes, run.Episodes(Day(28)));
        });

        Assert.InRange(episodes, 36, 144);
    }
}
