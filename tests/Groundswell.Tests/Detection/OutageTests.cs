using Groundswell.Detection;
using static Groundswell.Tests.Detection.SeriesRun;

namespace Groundswell.Tests.Detection;

public sealed class OutageTests
{
    [Theory]
    [InlineData(0.01, 3)]
    [InlineData(0.5, 10)]
    [InlineData(20, 100)]
    [InlineData(2000, 4000)]
    public void A_step_is_found_within_minutes_and_over_soon_after_its_end(double usual, double excess)
    {
        var run = new SeriesRun(new SyntheticCounts(11) { Mean = usual, Excess = Between(Day(14, 10), Day(14, 11), excess) }).To(Day(14, 14));

        var found = run.FirstDownRow(Day(14, 10), Day(14, 11));
        Assert.InRange(found!.Value.Bin - Day(14, 10), 0, 5);
        Assert.InRange(found.Value.OnsetBin!.Value - Day(14, 10), -4, 4);
        var over = run.Rows.First(r => r.Bin >= Day(14, 11) && r.State != SeriesState.Down).Bin - Day(14, 11);
        Assert.InRange(over, 0, 15);
        Assert.Equal(SeriesState.Normal, run.Rows[^1].State);
        Assert.Equal(1, run.Episodes(Day(13)));
    }

    [Fact]
    public void A_ramp_is_found_before_it_is_up()
    {
        var run = new SeriesRun(new SyntheticCounts(12) { Mean = 2, Excess = bin => Math.Clamp((bin - Day(14, 10)) / 120.0, 0, 1) * 40 }).To(Day(14, 13));

        Assert.InRange(run.FirstDown(Day(14, 10), Day(14, 13))!.Value - Day(14, 10), 1, 40);
    }

    [Fact]
    public void A_second_wave_is_a_new_outage_with_its_own_onset()
    {
        var first = Between(Day(14, 7), Day(14, 9, 25), 300);
        var second = Between(Day(14, 12, 30), Day(14, 15), 150);
        var run = new SeriesRun(new SyntheticCounts(13) { Mean = 3, Excess = bin => first(bin) + second(bin) }).To(Day(14, 17));

        Assert.Equal(2, run.Episodes(Day(14)));
        var found = run.FirstDownRow(Day(14, 12), Day(14, 15));
        Assert.InRange(found!.Value.OnsetBin!.Value - Day(14, 12, 30), -3, 3);
    }

    [Fact]
    public void An_outage_is_not_learned()
    {
        var quiet = new SeriesRun(new SyntheticCounts(14) { Mean = 5 }).To(Day(21));
        var shaken = new SeriesRun(new SyntheticCounts(14) { Mean = 5, Excess = Between(Day(14, 7), Day(14, 22), 200) }).To(Day(21));

        var expected = quiet.Detector.Expect(Day(21, 12)).Expected;
        Assert.InRange(shaken.Detector.Expect(Day(21, 12)).Expected / expected, 0.9, 1.1);
        Assert.All(shaken.Rows.Where(r => r.Bin >= Day(14, 8) && r.Bin < Day(14, 22)), r => Assert.Equal(SeriesState.Down, r.State));
    }

    [Fact]
    public void What_lasts_for_days_becomes_the_usual()
    {
        var run = new SeriesRun(new SyntheticCounts(15) { Mean = 5, Excess = bin => bin >= Day(14) ? 20 : 0 }).To(Day(28));

        Assert.NotNull(run.FirstDown(Day(14), Day(15)));
        Assert.Equal(0, run.Episodes(Day(16, 1)));
        Assert.Equal(SeriesState.Normal, run.Rows[^1].State);
        Assert.InRange(run.Detector.Expect(Day(28)).Expected, 20, 30);
    }

    [Fact]
    public void Silence_where_thousands_are_usual_is_unknown_and_not_down()
    {
        var run = new SeriesRun(new SyntheticCounts(16) { Mean = 50 }).To(Day(7));
        Assessment last = default;
        for (var bin = Day(7); bin < Day(7, 2); bin++)
        {
            last = run.Detector.Observe(bin, 0);
            Assert.NotEqual(SeriesState.Down, last.State);
        }

        Assert.Equal(SeriesState.Unknown, last.State);
    }

    /// <summary>At one false alarm in twenty weeks, these 57 weeks of first days expect 2.9; seven or more have a chance of 3 %.</summary>
    [Fact]
    public void A_new_service_is_not_down_because_it_is_new()
    {
        var episodes = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            episodes += new SeriesRun(new SyntheticCounts(seed) { Mean = 1 / 60.0, Dispersion = 1 }).To(Day(2)).Episodes(Monday);
        }

        Assert.InRange(episodes, 0, 6);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(5)]
    [InlineData(1000)]
    public void A_service_that_begins_at_any_level_is_not_down(double mean)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var run = new SeriesRun(new SyntheticCounts(seed) { Mean = mean }).To(Day(3));
            Assert.Equal(0, run.Episodes(Monday));
        }
    }

    [Fact]
    public void Forty_reports_in_minutes_on_two_an_hour_are_an_outage_from_the_first_day_on()
    {
        var run = new SeriesRun(new SyntheticCounts(17) { Mean = 2 / 60.0, Excess = Between(Day(0, 5), Day(0, 5, 5), 8) }).To(Day(0, 6));

        Assert.InRange(run.FirstDown(Day(0, 5), Day(0, 6))!.Value - Day(0, 5), 0, 4);
    }

    [Fact]
    public void Silence_of_a_tiny_service_is_worth_little_and_of_a_busy_one_much()
    {
        var tiny = new SeriesRun(new SyntheticCounts(18) { Mean = 0.001 }).To(Day(7)).Rows[^1];
        var busy = new SeriesRun(new SyntheticCounts(18) { Mean = 50 }).To(Day(7)).Rows[^1];

        Assert.InRange(tiny.Information, 0, 2);
        Assert.True(busy.Information > 10);
        Assert.True(busy.LogBayesFactor < 0);
        Assert.InRange(tiny.LogBayesFactor, -1, 0.1);
    }

    private static Func<long, double> Between(long from, long to, double excess) => bin => bin >= from && bin < to ? excess : 0;
}
