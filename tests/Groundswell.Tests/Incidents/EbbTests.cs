using System.Runtime.Intrinsics;
using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Signals;

namespace Groundswell.Tests.Incidents;

/// <summary>Reports of a service that the detector calls down throughout, drawn minute by minute; what is said of it.</summary>
public sealed class EbbTests
{
    private const int Usual = 15; // minutes to a report, as usual

    [Theory]
    [InlineData(20, 4, 14)]
    [InlineData(5, 4, 20)]
    [InlineData(20, 8, 22)]
    public void Recovery_is_said_soon_after_reports_begin_to_go(double level, double halfLife, int within)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var day = Play(seed, 150, m => m < 90 ? level : level * Math.Pow(2, -(m - 90) / halfLife));

            Assert.InRange(Recovery(day), 91, 90 + within);
            Assert.DoesNotContain("WaveBegan", day.Story, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void It_is_said_sooner_where_it_is_seen_to_work_again()
    {
        static double Level(int m) => m < 90 ? 8 : 8 * Math.Pow(2, -(m - 90) / 8.0);
        var (seen, unseen) = (0, 0);
        for (var seed = 0; seed < 10; seed++)
        {
            seen += Recovery(Play(seed, 150, Level, worksAgain: true));
            unseen += Recovery(Play(seed, 150, Level));
        }

        Assert.True(seen + 20 < unseen, $"{seen / 10.0} and {unseen / 10.0}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(15)]
    public void People_who_tire_of_reporting_over_hours_end_no_outage(double level)
    {
        var recoveries = 0;
        for (var seed = 0; seed < 20; seed++)
        {
            var day = Play(seed, 360, m => level * (1 - (0.7 * m / 360)));
            recoveries += day.Entries.Count(e => e.Event is IncidentEvent.RecoveryBegan);
        }

        Assert.InRange(recoveries, 0, 4); // in 120 hours
    }

    [Fact]
    public void What_stops_far_above_the_usual_is_not_recovering()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var day = Play(seed, 240, m => m < 90 ? 20 : 5, worksAgain: true);

            Assert.Equal(IncidentState.Confirmed, day.Incident!.State);
            Assert.InRange(day.Entries.Count(e => e.Event is IncidentEvent.RecoveryBegan), 0, 1);
        }
    }

    [Fact]
    public void A_second_wave_is_down_again_within_minutes()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var day = Play(seed, 150, m => m is < 90 or >= 110 ? 10 : 10 * Math.Pow(2, -(m - 90) / 4.0));
            var again = day.Entries.Select(e => e.Event).OfType<IncidentEvent.WaveBegan>().First();

            Assert.InRange((again.At - IncidentSimulator.Start).TotalMinutes, 110, 117);
            Assert.Equal(IncidentState.Confirmed, day.Incident!.State);
        }
    }

    [Fact]
    public void Nothing_recovers_that_its_own_probes_see_fail()
    {
        var day = Play(1, 150, m => m < 90 ? 10 : 10 * Math.Pow(2, -(m - 90) / 4.0), probes: new ProbeVerdict { Target = new ProbeTarget(IncidentSimulator.Service), State = ProbeState.Down, Failing = 3, Known = 3, Vantages = 3, At = IncidentSimulator.Start, Sightings = [] });

        Assert.DoesNotContain("RecoveryBegan", day.Story, StringComparison.Ordinal);
    }

    [Fact]
    public void One_country_of_many_recovers_by_its_own_reports()
    {
        var day = Play(1, 150, m => m < 90 ? 10 : 10 * Math.Pow(2, -(m - 90) / 4.0), elsewhere: 200);

        Assert.InRange(Recovery(day), 91, 105);
    }

    private static int Recovery(IncidentSimulator day) =>
        day.Entries.FirstOrDefault(e => e.Event is IncidentEvent.RecoveryBegan) is { } entry ? (int)(entry.Event.At - IncidentSimulator.Start).TotalMinutes : int.MaxValue / 100;

    private static IncidentSimulator Play(int seed, int minutes, Func<int, double> level, bool worksAgain = false, ProbeVerdict? probes = null, int elsewhere = 0)
    {
        var dice = new Random(seed);
        var (day, drawn) = (new IncidentSimulator(), new List<int>());
        for (var m = 0; m < minutes; m++)
        {
            drawn.Add(Poisson(dice, level(m) + (1.0 / Usual)));
            var counts = Counts(drawn, 0);
            var whole = elsewhere == 0 ? SeriesState.Down : SeriesState.Normal;
            var assessment = IncidentSimulator.Assessment(SeriesState.Down, counts.Reports[RecentCounts.Quarter], 1);
            day.Assess(assessment with
            {
                At = day.Now,
                Total = assessment.Total with { State = whole },
                Counts = elsewhere == 0 ? counts : Counts(drawn, elsewhere),
                Regions = elsewhere == 0 ? [] : [new AffectedRegion(RegionId.Parse("NZ"), counts.Reports[RecentCounts.Quarter], 1, SeriesState.Down)],
                Places = elsewhere == 0 ? [] : [new PlaceCounts(RegionId.Parse("NZ"), counts), new PlaceCounts(RegionId.Parse("US"), Counts([], elsewhere))],
                WorksAgain = worksAgain && m >= 90,
                Probes = probes,
            }).Pass();
        }

        return day;
    }

    private static RecentCounts Counts(List<int> drawn, int elsewhere)
    {
        var (reports, expected) = (Vector256<float>.Zero, Vector256<float>.Zero);
        for (var i = 0; i < RecentCounts.Minutes.Length; i++)
        {
            var width = RecentCounts.Minutes[i];
            reports = reports.WithElement(i, drawn.TakeLast(width).Sum() + (width * elsewhere));
            expected = expected.WithElement(i, ((float)width / Usual) + (width * elsewhere));
        }

        return new RecentCounts(reports, expected, 1, 0);
    }

    private static int Poisson(Random dice, double mean)
    {
        var (n, left) = (0, Math.Exp(-mean));
        for (var p = dice.NextDouble(); p > left; p *= dice.NextDouble())
        {
            n++;
        }

        return n;
    }
}
