using Groundswell.Detection;
using static Groundswell.Tests.Detection.ValueRun;

namespace Groundswell.Tests.Detection;

/// <summary>Streams by the hour, by five minutes and with gaps: what is counted in time must not depend on how many rows that is.</summary>
public sealed class ValueTimeTests
{
    private const int DayRows = 24;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(60)]
    [InlineData(30)]
    [InlineData(5)]
    public void A_spell_ends_with_its_event_and_the_next_one_is_called_as_well(int minutes)
    {
        var perHour = 60 / minutes;
        var values = Rush(1, 28 * DayRows * perHour, minutes);
        var first = At(24, 2, perHour);
        var second = At(24, 14, perHour);
        Change(values, first, first + (3 * perHour), v => v + 300);
        Change(values, second, second + (3 * perHour), v => v + 300);

        var said = Of(values, Step(minutes, 0.2));

        foreach (var start in (int[])[first, second])
        {
            Assert.Contains(Calls(said), c => c >= start && c <= start + perHour);
            Assert.NotEqual(SeriesState.Down, said[start + (6 * perHour)].State);
        }
    }

    [Theory]
    [InlineData(60, 300)]
    [InlineData(60, -70)]
    [InlineData(5, 300)]
    [InlineData(5, -70)]
    public void A_rise_and_a_drop_at_noon_are_called_though_the_night_is_as_low(int minutes, double by)
    {
        var perHour = 60 / minutes;
        var values = Rush(2, 28 * DayRows * perHour, minutes);
        var noon = At(24, 12, perHour);
        Change(values, noon, noon + (4 * perHour), v => v + by);

        Assert.Contains(Calls(Of(values, Step(minutes, 0.2))), c => c >= noon && c <= noon + perHour);
    }

    [Fact]
    public void High_spikes_upwards_do_not_deafen_to_a_drop()
    {
        var values = Rush(3, 35 * DayRows, 60);
        for (var day = 3; day < 30; day += 2)
        {
            values[At(day, 11, 1)] += 900;
        }

        var noon = At(32, 12, 1);
        Change(values, noon, noon + 3, v => v - 90);

        Assert.Contains(Calls(Of(values, Step(60, 1))), c => c >= noon && c <= noon + 1);
    }

    [Theory]
    [InlineData(60, 3)]
    [InlineData(60, 1000)]
    [InlineData(5, 3)]
    [InlineData(5, 1000)]
    [InlineData(60, 0.01)]
    public void A_change_that_stays_is_the_new_usual_after_two_days(int minutes, double factor)
    {
        var perHour = 60 / minutes;
        var values = Rush(4, 30 * DayRows * perHour, minutes);
        var start = At(21, 0, perHour);
        Change(values, start, values.Length, v => v * factor);

        var said = Of(values, Step(minutes, 0.2));

        Assert.Contains(Calls(said), c => c >= start && c <= start + (14 * perHour));
        Assert.DoesNotContain(said.Skip(start + (4 * DayRows * perHour)), a => a.State == SeriesState.Down);
    }

    [Theory]
    [InlineData(60, 8)]
    [InlineData(60, 30)]
    [InlineData(30, 30)]
    [InlineData(5, 30)]
    public void An_outage_of_many_hours_is_down_to_its_end_and_its_end_is_no_outage(int minutes, int hours)
    {
        var perHour = 60 / minutes;
        var values = SyntheticValues.White(14, 28 * DayRows * perHour);
        var start = At(24, 3, perHour);
        Change(values, start, start + (hours * perHour), v => v + 60);

        var said = Of(values, Step(minutes, 0.2));

        Assert.All(said[(start + perHour)..(start + (hours * perHour))], a => Assert.Equal(SeriesState.Down, a.State));
        Assert.All(said[(start + ((hours + 3) * perHour))..], a => Assert.NotEqual(SeriesState.Down, a.State));
    }

    [Fact]
    public void What_the_weekend_does_every_week_is_usual_in_its_fourth_week()
    {
        var values = Rush(5, 70 * DayRows, 60);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] *= i / DayRows % 7 >= 5 ? 0.2 : 1;
        }

        Assert.Empty(Calls(Of(values, Step(60, 0.2)), 28 * DayRows));
    }

    [Fact]
    public void After_a_gap_of_days_the_usual_is_the_usual()
    {
        var values = Rush(6, 35 * DayRows, 60);
        var rows = Enumerable.Range(0, values.Length).Where(i => i < At(25, 9, 1) || i >= At(29, 14, 1)).ToArray();

        Assert.Empty(Calls(Of(rows.Select(i => values[i]), rows.Select(i => i * Hour), Step(60, 0.2)), 14 * DayRows));
    }

    [Fact]
    public void A_spell_does_not_outlive_a_gap_after_which_all_is_well()
    {
        var values = Rush(7, 35 * DayRows, 60);
        var fault = At(25, 9, 1);
        Change(values, fault, fault + 2, v => v + 500);
        var rows = Enumerable.Range(0, values.Length).Where(i => i < fault + 2 || i >= fault + 8).ToArray();

        var said = Of(rows.Select(i => values[i]), rows.Select(i => i * Hour), Step(60, 0.2));

        Assert.Equal(SeriesState.Down, said[fault + 1].State);
        Assert.NotEqual(SeriesState.Down, said[fault + 2].State);
    }

    [Fact]
    public void Lost_rows_move_no_hour_to_another()
    {
        var values = Rush(8, 42 * DayRows, 60);
        var random = new Random(1);
        var rows = Enumerable.Range(0, values.Length).Where(_ => random.NextDouble() < 0.7).ToArray();
        var noon = At(40, 12, 1);

        Assert.Empty(Calls(Of(rows.Select(i => values[i]), rows.Select(i => i * Hour), Step(60, 0.2)), 14 * DayRows));

        Change(values, noon, noon + 4, v => v - 70);
        var calls = Calls(Of(rows.Select(i => values[i]), rows.Select(i => i * Hour), Step(60, 0.2)), 14 * DayRows);
        Assert.Contains(calls, c => rows[c] >= noon && rows[c] < noon + 4);
    }

    [Fact]
    public void Stamps_that_wander_by_seconds_and_a_clock_that_is_put_back_do_no_harm()
    {
        var values = Rush(9, 35 * DayRows, 60);
        var random = new Random(2);
        var times = Enumerable.Range(0, values.Length).Select(i => (i * Hour) + TimeSpan.FromSeconds(random.Next(-40, 40)) - (i >= At(28, 2, 1) ? Hour : TimeSpan.Zero));

        Assert.Empty(Calls(Of(values, times, Step(60, 0.2)), 14 * DayRows));
    }

    [Theory]
    [InlineData("white")]
    [InlineData("memory")]
    [InlineData("walk")]
    [InlineData("heavy")]
    [InlineData("rush")]
    public void Quiet_hours_keep_near_their_allowance(string kind)
    {
        foreach (var allowed in (double[])[1, 0.2, 0.05])
        {
            var calls = Enumerable.Range(1, 20).Sum(seed => Calls(Of(Quiet(kind, seed, 70 * DayRows), Step(60, allowed)), 7 * DayRows).Length);
            Assert.InRange(calls / (20 * 9.0), 0, (kind == "heavy" ? 3 : 1.5) * allowed);
        }
    }

    [Theory]
    [InlineData(60)]
    [InlineData(5)]
    public void A_day_without_its_rush_is_called_and_is_over_the_day_after(int minutes)
    {
        var perHour = 60 / minutes;
        var values = Rush(12, 28 * DayRows * perHour, minutes);
        Change(values, At(24, 6, perHour), At(24, 18, perHour), _ => 65);

        var said = Of(values, Step(minutes, 0.2));

        Assert.Contains(Calls(said), c => c >= At(24, 6, perHour) && c < At(24, 20, perHour));
        Assert.DoesNotContain(said.Skip(At(25, 6, perHour)), a => a.State == SeriesState.Down);
    }

    [Fact]
    public void The_unknown_lasts_a_day_by_the_hour_too()
    {
        var said = Of(Rush(10, 3 * DayRows, 60), Step(60, 0.2));

        Assert.All(said.Take(DayRows), a => Assert.Equal(SeriesState.Unknown, a.State));
        Assert.DoesNotContain(said.Skip(DayRows), a => a.State == SeriesState.Unknown);
    }

    [Fact]
    public void A_stream_that_departs_every_day_is_called_seldom_and_one_four_times_as_far_out_still_is()
    {
        var values = SyntheticValues.White(11, 200 * DayRows);
        var random = new Random(3);
        for (var day = 10; day < 200; day++)
        {
            values[At(day, random.Next(DayRows), 1)] += 6 + (3 * random.NextDouble());
        }

        var end = At(195, 3, 1);
        values[end] = 60;
        var calls = Calls(Of(values, Step(60, 0.2)));

        Assert.InRange(calls.Count(c => c >= 100 * DayRows && c < end), 0, 14);
        Assert.Contains(end, calls);
    }

    private static int At(int day, int hour, int perHour) => ((day * DayRows) + hour) * perHour;

    private static DetectorOptions Step(int minutes, double falseAlarms) => new() { BinWidth = TimeSpan.FromMinutes(minutes), FalseAlarmsPerWeek = falseAlarms };

    private static double[] Quiet(string kind, int seed, int rows) => kind switch
    {
        "white" => SyntheticValues.White(seed, rows),
        "memory" => SyntheticValues.Autoregressive(seed, rows, 0.9),
        "walk" => SyntheticValues.Autoregressive(seed, rows, 1),
        "heavy" => SyntheticValues.HeavyTailed(seed, rows),
        _ => Rush(seed, rows, 60),
    };

    /// <summary>Busy by day, 110, and quiet by night, 20, with a little noise.</summary>
    private static double[] Rush(int seed, int rows, int minutes) =>
        [.. SyntheticValues.White(seed, rows).Select((noise, i) => 65 - (45 * Math.Cos(2 * Math.PI * i * minutes / 1440)) + (3 * noise))];

    private static void Change(double[] values, int from, int to, Func<double, double> change)
    {
        for (var i = from; i < to; i++)
        {
            values[i] = change(values[i]);
        }
    }
}
