using Groundswell.Detection;
using static Groundswell.Tests.Detection.SyntheticValues;
using static Groundswell.Tests.Detection.ValueRun;

namespace Groundswell.Tests.Detection;

public sealed class ValueDetectorTests
{
    [Fact]
    public void What_comes_later_changes_nothing_said_before()
    {
        var values = Office(1, 8 * Day);

        Assert.Equal(Of(values[..(6 * Day)]), Of(values).Take(6 * Day));
    }

    [Theory]
    [InlineData(1e-6, 0)]
    [InlineData(1000, 0)]
    [InlineData(1, 1e6)]
    [InlineData(0.01, -500)]
    [InlineData(-1, 0)]
    public void Neither_unit_nor_zero_nor_sign_changes_a_score(double scale, double offset)
    {
        var values = Office(2, 6 * Day);
        values[5 * Day] = 200;

        var scores = Of(values).Select(a => a.Score);
        var others = Of(values.Select(v => (v * scale) + offset)).Select(a => a.Score);

        Assert.All(scores.Zip(others), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void A_shift_of_the_level_is_called_at_its_first_row()
    {
        var values = White(3, 8 * Day);
        Change(values, 5 * Day, values.Length, v => v + 12);

        var said = Of(values);

        Assert.Contains(5 * Day, Calls(said));
        Assert.Equal(5 * Day, said[5 * Day].OnsetBin);
        Assert.Equal(SeriesState.Down, said[6 * Day].State);
        Assert.NotEqual(SeriesState.Down, said[7 * Day].State); // by now it is how things are
    }

    [Fact]
    public void A_lone_spike_is_called_and_then_is_over()
    {
        var values = White(4, Week);
        values[1500] += 25;

        var said = Of(values);

        Assert.Equal([1500], Calls(said, 1000));
        Assert.Equal(SeriesState.Normal, said[1500 + 60].State);
    }

    [Fact]
    public void A_working_day_without_work_is_found_though_each_value_is_usual()
    {
        var values = Office(5, 10 * Day);
        var noise = White(6, values.Length);
        Change(values, 9 * Day, 10 * Day, (_, i) => 20 + noise[i]);

        var call = Assert.Single(Calls(Of(values), 4 * Day));

        Assert.InRange(call, (9 * Day) + 108, (9 * Day) + 216);
    }

    [Fact]
    public void One_absurd_value_does_not_hide_a_missing_day()
    {
        var values = Office(5, 10 * Day);
        values[(5 * Day) + 30] = 1e300;
        var noise = White(6, values.Length);
        Change(values, 9 * Day, 10 * Day, (_, i) => 20 + noise[i]);

        Assert.Contains(Calls(Of(values, FiveMinutes(1)), 8 * Day), call => call >= (9 * Day) + 108 && call < (9 * Day) + 216);
    }

    [Fact]
    public void A_lively_stream_that_stands_still_is_found()
    {
        var values = White(7, Week);
        Change(values, 1500, 1700, _ => 0.1);

        Assert.InRange(Assert.Single(Calls(Of(values), 1000)), 1530, 1660);
    }

    [Fact]
    public void A_burst_of_noise_is_found()
    {
        var values = White(8, Week);
        Change(values, 1500, 1540, v => 8 * v);

        Assert.InRange(Assert.Single(Calls(Of(values), 1000)), 1500, 1510);
    }

    [Fact]
    public void A_stream_that_never_changes_is_silent() =>
        Assert.All(Of(Enumerable.Repeat(42.0, Week)), a => Assert.True(a.Score < 0.6 && a.State is SeriesState.Normal or SeriesState.Unknown));

    [Fact]
    public void A_square_wave_is_silent_once_it_has_been_seen() =>
        Assert.Empty(Calls(Of(Enumerable.Range(0, Week).Select(i => IsWork(i) ? 80.0 : 20.0), FiveMinutes(10)), 2 * Day));

    [Fact]
    public void The_unknown_lasts_until_there_is_something_to_compare_with()
    {
        var said = Of(White(9, 2 * Day));

        Assert.All(said.Take(Day - 1), a => Assert.Equal(SeriesState.Unknown, a.State));
        Assert.DoesNotContain(said.Skip(Day), a => a.State == SeriesState.Unknown);
    }

    [Fact]
    public void Extreme_values_leave_scores_finite_and_between_zero_and_one()
    {
        double[] extremes = [1e300, -1e300, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon, 0, 1, 1e-310, 1e100];
        var random = new Random(1);
        var values = Enumerable.Range(0, 3000).Select(_ => extremes[random.Next(extremes.Length)]);

        Assert.All(Of(values), a => Assert.InRange(a.Score, 0, 1));
        Assert.All(Of(White(10, 3000).Select(v => v * 1e-308)), a => Assert.InRange(a.Score, 0, 1));
    }

    [Fact]
    public void One_absurd_value_does_not_deafen_the_detector()
    {
        var values = White(11, 2 * Week);
        values[1000] = 1e300;
        Change(values, 3000, 3100, v => v + 15);

        var calls = Calls(Of(values), Day);

        Assert.Contains(1000, calls);
        Assert.Contains(3000, calls);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_no_number_is_refused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ValueDetector().Observe(0, value));

    [Fact]
    public void A_stream_costs_less_than_64_KiB_and_nothing_a_value()
    {
        var values = Office(12, 4 * Week);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var detector = new ValueDetector(FiveMinutes());
        var created = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < values.Length; i++)
        {
            detector.Observe(i, values[i]);
        }

        var after = GC.GetAllocatedBytesForCurrentThread();
        Assert.InRange(created - before, 1, 65_536);
        Assert.Equal(created, after);
    }

    private static void Change(double[] values, int from, int to, Func<double, double> change) => Change(values, from, to, (v, _) => change(v));

    private static void Change(double[] values, int from, int to, Func<double, int, double> change)
    {
        for (var i = from; i < to; i++)
        {
            values[i] = change(values[i], i);
        }
    }
}
