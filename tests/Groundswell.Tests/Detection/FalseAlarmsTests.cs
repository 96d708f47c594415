using System.Buffers;
using Groundswell.Detection;
using static Groundswell.Tests.Detection.SeriesRun;

namespace Groundswell.Tests.Detection;

/// <summary>What is told of the promise, and what later evidence makes of it.</summary>
public sealed class FalseAlarmsTests
{
    private const double PromisedAWeek = 0.5;
    private const int HoursAWeek = 168;
    private const int Weeks = 40;

    private static readonly SeriesModel Hourly = SeriesModel.Of(new DetectorOptions { BinWidth = TimeSpan.FromHours(1), FalseAlarmsPerWeek = PromisedAWeek });

    [Fact]
    public void Equal_options_share_what_follows_from_them()
    {
        var options = new DetectorOptions { BinWidth = TimeSpan.FromMinutes(7), FalseAlarmsPerWeek = 0.3 };

        Assert.Same(SeriesModel.Of(options), SeriesModel.Of(options with { }));
        Assert.NotSame(SeriesModel.Of(options), SeriesModel.Of(options with { FalseAlarmsPerWeek = 0.4 }));
    }

    /// <summary>Share of a hundred times forty weeks in which a promise is called exceeded, by how many times as many mistakes come as were promised.</summary>
    [Theory]
    [InlineData(1, 0, 0.02)]
    [InlineData(3, 0.65, 0.9)]
    [InlineData(10, 0.95, 1)]
    public void A_promise_is_called_exceeded_where_it_is_and_hardly_where_it_is_not(double times, double least, double most)
    {
        var exceeded = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var count = new FalseAlarmCount();
            for (var hour = 1; hour <= Weeks * HoursAWeek; hour++)
            {
                count.Watch(1);
                if (random.NextDouble() < times * PromisedAWeek / HoursAWeek)
                {
                    count.Add(1, Hourly);
                }

                exceeded += hour % HoursAWeek == 0 && count.Of(Hourly).State == PromiseState.Exceeded ? 1 : 0;
            }
        }

        Assert.InRange(exceeded / (100.0 * Weeks), least, most);
    }

    [Fact]
    public void A_promise_is_known_to_be_kept_after_some_time_and_bad_weeks_pass()
    {
        var count = new FalseAlarmCount();
        count.Watch(24);
        Assert.Equal(PromiseState.Unknown, count.Of(Hourly).State);
        count.Watch(10 * 168);
        Assert.Equal(PromiseState.Kept, count.Of(Hourly).State);

        for (var i = 0; i < 5; i++)
        {
            count.Add(1, Hourly);
            count.Watch(24);
        }

        Assert.Equal(PromiseState.Exceeded, count.Of(Hourly).State);
        Assert.InRange(count.Of(Hourly).Rate, 5, 9); // five within five days, not within eleven weeks
        count.Watch(5 * 168);
        Assert.NotEqual(PromiseState.Exceeded, count.Of(Hourly).State);
    }

    [Fact]
    public void The_interval_is_the_posterior_of_a_poisson_rate()
    {
        var count = new FalseAlarmCount();
        count.Watch(20 * 168);
        count.Add(1, Hourly);
        count.Add(1, Hourly);
        count.Add(1, Hourly);
        count.Add(1, Hourly);

        // Quantiles of the gamma law with shape 4.5: 2.084 and 7.342 (R's qgamma).
        Assert.Equal(2.084 / 20, count.Of(Hourly).Lower, 0.002);
        Assert.Equal(7.342 / 20, count.Of(Hourly).Upper, 0.002);
    }

    [Fact]
    public void A_short_alarm_is_a_mistake_until_somebody_saw_it_fail_and_a_long_one_none_until_all_was_seen_well()
    {
        Assert.Equal(1, MistakesAfter(20, AlarmVerdict.None), 0.01);
        Assert.Equal(0, MistakesAfter(20, AlarmVerdict.Sound), 0.01);
        Assert.Equal(0, MistakesAfter(150, AlarmVerdict.None), 0.01);
        Assert.Equal(1, MistakesAfter(150, AlarmVerdict.Mistaken), 0.01);
    }

    [Fact]
    public void A_word_on_another_time_changes_nothing()
    {
        var run = Run(20);
        run.To(Day(9));
        run.Detector.Reconsider(Day(3), Day(4), AlarmVerdict.Sound);

        Assert.Equal(1, run.Detector.FalseAlarms.Mistakes, 0.01);
    }

    [Fact]
    public void Later_evidence_is_stored_with_the_detector()
    {
        var run = Run(20);
        run.To(Day(8, 9));
        run.Detector.Reconsider(Day(8, 8), Day(8, 9), AlarmVerdict.Sound);
        var buffer = new ArrayBufferWriter<byte>();
        run.Detector.Write(buffer);
        var copy = SeriesDetector.Read(buffer.WrittenSpan, new DetectorOptions())!;
        for (var bin = Day(8, 9); bin < Day(9); bin++)
        {
            copy.Observe(bin, 5);
        }

        Assert.Equal(0, copy.FalseAlarms.Mistakes, 0.01);
        Assert.InRange(copy.FalseAlarms.Weeks, 1.1, 1.3);
    }

    private static SeriesRun Run(int minutes) =>
        new(new SyntheticCounts(11) { Mean = 5, Swing = 0, Excess = bin => bin >= Day(8, 8) && bin < Day(8, 8, minutes) ? 25 : 0 });

    /// <summary>Whether the word comes while the alarm is hardly over or hours later makes no difference.</summary>
    private static double MistakesAfter(int minutes, AlarmVerdict verdict)
    {
        double[] mistakes = [.. new[] { Day(8, 8, minutes + 15), Day(8, 20) }.Select(told =>
        {
            var run = Run(minutes).To(told);
            run.Detector.Reconsider(Day(8, 8), Day(8, 8, minutes), verdict);
            return run.To(Day(9)).Detector.FalseAlarms.Mistakes;
        })];
        Assert.Equal(mistakes[0], mistakes[1], 0.01);
        return mistakes[0];
    }
}
