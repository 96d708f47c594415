using Groundswell.Catalogue;
using Groundswell.Counting;
using Groundswell.Detection;
using Groundswell.Tests.Detection;

namespace Groundswell.Tests;

public sealed class ShardChartsTests
{
    private const int Days = 8;

    [Theory]
    [InlineData(0.004, 5)]
    [InlineData(0.02, 5)]
    [InlineData(0.02, 30)]
    [InlineData(0.3, 30)]
    [InlineData(4, 5)]
    [InlineData(4, 30)]
    [InlineData(60, 30)]
    public void The_band_of_a_step_holds_what_steps_of_a_quiet_service_hold(double reportsAMinute, int stepMinutes)
    {
        var (detector, counts) = Run(reportsAMinute);

        var inside = 0;
        var steps = 2 * 1440 / stepMinutes;
        for (var step = 0; step < steps; step++)
        {
            var from = (int)SeriesRun.Day(Days - 2) + (step * stepMinutes);
            var band = ShardCharts.Expect(detector, from, stepMinutes);
            var count = counts.Skip(from - (int)SeriesRun.Monday).Take(stepMinutes).Sum();
            Assert.InRange(band.Expected, band.Lower, band.Upper);
            inside += count >= band.Lower && count <= band.Upper ? 1 : 0;
        }

        Assert.InRange(inside / (double)steps, 0.88, 1);
    }

    [Fact]
    public void The_band_of_a_step_is_wider_than_a_minutes_and_narrower_than_as_many_minutes_bands()
    {
        var (detector, _) = Run(10);
        var minute = (int)SeriesRun.Day(Days - 1);

        var one = detector.Expect(minute + 15);
        var step = ShardCharts.Expect(detector, minute, 30);

        Assert.InRange(step.Expected / one.Expected, 28, 32);
        Assert.InRange((step.Upper - step.Lower) / (one.Upper - one.Lower), 4, 8);
    }

    [Fact]
    public void Of_a_service_that_was_never_heard_of_no_step_is_known() =>
        Assert.True(double.IsNaN(ShardCharts.Expect(Detector(), (int)SeriesRun.Monday, 30).Expected));

    private static ServiceDetector Detector() => new(ServiceId.Parse("acme", null), _ => SymptomId.Parse("app", null), new DetectorOptions());

    private static (ServiceDetector Detector, List<int> Counts) Run(double reportsAMinute)
    {
        var random = new Random(7);
        var detector = Detector();
        var counts = new List<int>();
        for (var minute = SeriesRun.Monday; minute < SeriesRun.Day(Days); minute++)
        {
            var count = Poisson(random, reportsAMinute);
            counts.Add(count);
            detector.Observe(minute, count == 0 ? [] : [new SeriesCount(RegionId.Unknown, 0, count)]);
        }

        return (detector, counts);
    }

    private static int Poisson(Random random, double mean)
    {
        var count = -1;
        for (var left = mean; left >= 0; count++)
        {
            left += Math.Log(1 - random.NextDouble());
        }

        return count;
    }
}
