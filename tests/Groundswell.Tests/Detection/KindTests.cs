using Groundswell.Detection;

namespace Groundswell.Tests.Detection;

/// <summary>
/// What detection owes to the kinds of series that real counts show. Each kind has cases that are met, so that what is won on one is not lost on another; those
/// that are not met yet say so. <c>bench/detection/kinds.py</c> measures the same kinds with more series.
/// </summary>
public sealed class KindTests
{
    // What is not met yet. Each stands in docs/detection.md, with what was measured.
    private const string Half = "half of the reports lost for hours is within the reach of a series that drifts far";
    private const string Edges = "edges of a habit between slots";
    private const string Scatter = "slow and fast disturbances with heavy tails: up to five times what was asked, not two";
    private const string Anew = "a series that begins from nothing is called down now and then while it learns";

    private const int Day = 1440; // minutes
    private const int Week = 7 * Day;
    private const long Monday = 29_278_080; // 1 September 2025, in minutes since the epoch

    /// <summary>Two weeks, a lull, and six hours as ever: of eight series none is called down, at one false alarm in nine years or one a week.</summary>
    [Theory]
    [InlineData(1, 10, 0, 0)]
    [InlineData(60, 100, 1, 0.1)]
    [InlineData(1, 1, 1, 0)]
    [InlineData(1, 10, 1, 0)]
    [InlineData(1, 10, 1, 0.1)]
    [InlineData(1, 100, 6, 0)]
    [InlineData(1, 100, 24, 0.1)]
    [InlineData(5, 1, 6, 0)]
    [InlineData(5, 10, 6, 0.5, Skip = Half)]
    [InlineData(5, 100, 24, 0)]
    [InlineData(60, 10, 6, 0)]
    [InlineData(60, 100, 24, 0)]
    public void After_a_lull_the_usual_is_not_down(double binMinutes, double level, int hours, double left)
    {
        const int Begin = (2 * Week) + (9 * 60);
        var end = Begin + (hours * 60);
        foreach (var rate in new[] { 0.0022, 1 })
        {
            var down = CountSeries(8, seed =>
            {
                var counts = new KindCounts(seed) { BinMinutes = binMinutes, Level = level, Factor = t => t >= Begin && t < end ? left : 1 };
                return States(counts, rate, end + 360).Skip((int)(Begin / binMinutes)).Contains(SeriesState.Down);
            });

            // At one a week chance brings 0.3 in these hours, two or more in 3 of 100.
            Assert.InRange(down, 0, rate < 1 ? 0 : 1);
        }
    }

    /// <summary>A day after a lull an outage of five times the usual is found as ever.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(24)]
    public void A_day_after_a_lull_an_outage_is_found(int hours)
    {
        const int Begin = (2 * Week) + (9 * 60);
        var (end, outage) = (Begin + (hours * 60), Begin + (hours * 60) + (30 * 60));
        var found = CountSeries(8, seed =>
        {
            var counts = new KindCounts(seed) { BinMinutes = 5, Level = 3, Factor = t => t >= Begin && t < end ? 0 : t >= outage ? 5 : 1 };
            var states = States(counts, 0.05, outage + 60);
            return Found(states, outage / 5, outage / 5 + 12);
        });

        Assert.Equal(8, found);
    }

    /// <summary>A burst a day for four weeks, ten to thirty times the usual for a quarter of an hour; then two hours at so many times the usual of three in a quarter.</summary>
    [Theory]
    [InlineData("none", 14.3)]
    [InlineData("none", 4.4)]
    [InlineData("fixed", 14.3)]
    [InlineData("fixed", 4.4)]
    [InlineData("wandering", 14.3)]
    [InlineData("wandering", 4.4)]
    public void Past_bursts_do_not_hide_an_outage(string bursts, double times)
    {
        foreach (var (binMinutes, rate) in new[] { (5, 0.05), (15, 0.05), (15, 0.0022) })
        {
            var found = CountSeries(10, seed =>
            {
                var random = new Random(seed);
                var at = Enumerable.Range(0, 28).Select(day => (day * Day) + (bursts == "fixed" ? 570 : random.Next(0, 1410))).ToArray();
                var sizes = at.Select(_ => 10 + (20 * random.NextDouble())).ToArray();
                var outage = (28 * Day) + (random.Next(36, 84) * 15);
                var counts = new KindCounts(seed)
                {
                    BinMinutes = binMinutes,
                    Level = 0.2,
                    Week = _ => 1,
                    Factor = t => t >= outage ? times : bursts != "none" && t < 28 * Day && t - at[(int)t / Day] is >= 0 and < 20 ? sizes[(int)t / Day] : 1,
                };
                return Found(States(counts, rate, outage + 150), outage / binMinutes, (outage + 150) / binMinutes);
            });

            Assert.InRange(found, 9, 10);
        }
    }

    /// <summary>After three weeks, nine more of six series at one false alarm in nine years: none is expected, and one would be much.</summary>
    [Theory]
    [InlineData("afternoon", 0, 5, 20)]
    [InlineData("commute", 0, 60, 10)]
    [InlineData("commute", 9, 60, 10)]
    [InlineData("commute", -8, 5, 20)]
    [InlineData("commute", 9, 15, 100)]
    [InlineData("nights", 0, 5, 1)]
    [InlineData("nights", 0, 5, 20)]
    [InlineData("nights", -8, 15, 100, Skip = Edges)]
    [InlineData("nights", 9, 60, 10)]
    public void A_weekend_of_another_shape_is_no_outage(string shape, int hoursAhead, double binMinutes, double level)
    {
        Func<double, double> week = shape switch { "commute" => KindCounts.Commute, "nights" => KindCounts.Nights, _ => KindCounts.Afternoon };
        var episodes = CountEpisodes(6, 0.0022, 3 * Week, 12 * Week, seed => new KindCounts(seed) { BinMinutes = binMinutes, Level = level, Slow = 0.07, Week = hour => week(hour + 168 + hoursAhead) });

        Assert.InRange(episodes, 0, 1);
    }

    /// <summary>
    /// Scatter, disturbances and tails as measured of real series, but for their bursts. Twice what was asked for is allowed, and chance on top: at one a week 24 weeks may
    /// bring 48 (65 have a chance of 1 %), at one in five 10 (18).
    /// </summary>
    [Theory]
    [InlineData(1, 20, 1.4, 0, 0, 0.1, 5.5, 0, 0)]
    [InlineData(5, 20, 5, 0.1, 0, 0.15, 6, 0, 0)]
    [InlineData(60, 100, 6, 0.041, 0, 0.35, 7, 220, 24)] // purchases
    [InlineData(60, 1.2, 1, 0.021, 0, 0.13, 76, 162, 31, Skip = Scatter)] // requests to a shop
    [InlineData(30, 0.37, 2.2, 0.135, 0, 0.31, 30, 200, 40, Skip = Scatter)] // power cuts
    [InlineData(5, 0.86, 1.1, 0.23, 0, 0.42, 8.5, 177, 47, Skip = Scatter)] // posts on a company
    [InlineData(5, 3.5, 1, 0.22, 0.19, 0.29, 6.5, 149, 38, Skip = Scatter)] // on a larger one
    [InlineData(1, 4400, 1, 0.006, 0.084, 0.084, 4, 452, 106, Skip = Scatter)] // database requests
    [InlineData(1, 1_800_000, 173, 0, 0.017, 0.062, 10.5, 25, 6, Skip = Scatter)] // data ingress
    public void Quiet_weeks_of_real_kinds_are_as_quiet_as_was_asked(
        double binMinutes, double level, double phi, double proportional, double fast, double slow, double slowHours, double four, double eight)
    {
        foreach (var (rate, most) in new[] { (1, 64), (0.2, 17) })
        {
            var episodes = CountEpisodes(6, rate, 2 * Week, 6 * Week, seed => new KindCounts(seed)
            {
                BinMinutes = binMinutes,
                Level = level,
                Phi = phi,
                Proportional = proportional,
                Fast = fast,
                Slow = slow,
                SlowHours = slowHours,
                Tail = (four, eight),
            });

            Assert.InRange(episodes, 0, most);
        }
    }

    /// <summary>What stays for two days is the usual: no row of the four days after that is down.</summary>
    [Theory]
    [InlineData(1, 10, 2)]
    [InlineData(5, 10, 1.4)]
    [InlineData(5, 20, 0.5)]
    [InlineData(60, 10, 1.4)]
    [InlineData(60, 10, 2)]
    [InlineData(60, 10, 10)]
    [InlineData(1, 0, 667, Skip = Anew)]
    [InlineData(5, 0, 667)]
    [InlineData(60, 0, 667)]
    public void A_change_that_stays_is_the_usual_after_two_days(double binMinutes, double level, double times)
    {
        const int Change = (2 * Week) + (14 * 60);
        var down = CountSeries(4, seed =>
        {
            // Of nothing there is no multiple.
            var counts = new KindCounts(seed)
            {
                BinMinutes = binMinutes,
                Level = level > 0 ? level : 1,
                Slow = 0.05,
                Factor = t => t < Change ? Math.Sign(level) : times,
            };
            return States(counts, 0.0022, Change + (6 * Day)).Skip((int)((Change + (2 * Day)) / binMinutes) + 1).Contains(SeriesState.Down);
        });

        Assert.Equal(0, down);
    }

    private static List<SeriesState> States(KindCounts counts, double rate, double minutes)
    {
        var first = (long)(Monday / counts.BinMinutes);
        var detector = new SeriesDetector(new DetectorOptions { BinWidth = TimeSpan.FromMinutes(counts.BinMinutes), FalseAlarmsPerWeek = rate });
        var states = new List<SeriesState>();
        for (var bin = 0; bin * counts.BinMinutes < minutes; bin++)
        {
            states.Add(detector.Observe(first + bin, counts.Next(bin)).State);
        }

        return states;
    }

    /// <summary>Down from one bin to before another, and not already before the first.</summary>
    private static bool Found(List<SeriesState> states, int from, int to) =>
        states[from - 1] != SeriesState.Down && states.Take(to).Skip(from).Contains(SeriesState.Down);

    private static int CountSeries(int series, Func<int, bool> holds)
    {
        var count = 0;
        Parallel.For(300, 300 + series, seed => Interlocked.Add(ref count, holds(seed) ? 1 : 0));
        return count;
    }

    private static int CountEpisodes(int series, double rate, int from, int to, Func<int, KindCounts> make)
    {
        var count = 0;
        Parallel.For(300, 300 + series, seed =>
        {
            var counts = make(seed);
            var states = States(counts, rate, to);
            for (var i = (int)(from / counts.BinMinutes); i < states.Count; i++)
            {
                if (states[i] == SeriesState.Down && states[i - 1] != SeriesState.Down)
                {
                    Interlocked.Increment(ref count);
                }
            }
        });
        return count;
    }
}
