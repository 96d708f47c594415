using CsCheck;
using Groundswell.Catalogue;
using Groundswell.Scenarios;

namespace Groundswell.Tests.Scenarios;

public sealed class ScenarioReportsTests
{
    private static readonly Scenario Busy = ScenarioTexts.With(
        "history 2d",
        "repeats 20%",
        "dispersion 8",
        "service b \"B\" social usual 30/min in two",
        "regions two GB 3 FR 1",
        "outage acme from 06:00 to 08:00 peak 50/min rise 10m fall 5m",
        "stray 8% of acme to b",
        "spam acme from 06:30 to 07:30 by 3 at 10/min");

    [Fact]
    public void The_same_seed_gives_the_same_reports_and_another_seed_others()
    {
        Assert.Equal(new ScenarioReports(Busy).Played(), new ScenarioReports(Busy).Played());
        Assert.Equal(new ScenarioReports(Busy).History(), new ScenarioReports(Busy).History());
        Assert.NotEqual(new ScenarioReports(Busy).Played(), new ScenarioReports(Busy with { Seed = 2 }).Played());
    }

    /// <summary>A seed is a promise to those who compare runs: these figures may change only with a line in the changelog.</summary>
    [Fact]
    public void A_seed_means_the_same_on_every_machine_and_in_every_version()
    {
        var reports = new ScenarioReports(Busy).Played(ScenarioTexts.Start.AddHours(7), ScenarioTexts.Start.AddHours(7).AddMinutes(1)).ToList();

        Assert.Equal(70, reports.Count);
        Assert.Equal("02.264 b app GB", $"{reports[0].Time:ss.fff} {reports[0].Service} {reports[0].Symptom} {reports[0].Region}");
    }

    [Fact]
    public void Any_minute_is_the_same_alone_as_in_a_row()
    {
        var day = new ScenarioReports(Busy).Played().ToLookup(r => r.Time.ToUnixTimeSeconds() / 60);
        var alone = new ScenarioReports(Busy);

        Gen.Int[0, 1439].Sample(
            minute =>
            {
                var from = ScenarioTexts.Start.AddMinutes(minute);
                Assert.Equal(day[from.ToUnixTimeSeconds() / 60], alone.Played(from, from.AddMinutes(1)));
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public void Reports_come_in_order_of_time_and_stay_within_their_day()
    {
        var times = new ScenarioReports(Busy).Played().Select(r => r.Time).ToList();

        Assert.Equal(times.Order(), times);
        Assert.InRange(times[0], Busy.Start, Busy.End);
        Assert.True(times[^1] < Busy.End);
    }

    [Fact]
    public void History_ends_where_the_played_part_begins()
    {
        var minutes = new ScenarioReports(Busy).History().Select(m => m.Minute).ToList();

        Assert.Equal(minutes.Order(), minutes);
        Assert.Equal((Busy.Start.AddDays(-2), Busy.Start.AddMinutes(-1)), (minutes[0], minutes[^1]));
    }

    /// <summary>28,800 minutes: the mean is within 5 standard errors, the variance within 10 %.</summary>
    [Theory]
    [InlineData(0.02, double.PositiveInfinity)]
    [InlineData(3, double.PositiveInfinity)]
    [InlineData(3, 2)]
    [InlineData(40, double.PositiveInfinity)]
    [InlineData(40, 10)]
    [InlineData(900, 25)]
    public void Counts_have_the_mean_and_the_spread_that_were_asked_for(double mean, double dispersion)
    {
        const int Minutes = 28_800;
        var random = ScenarioRandom.For(5, 6, 7);
        var counts = Enumerable.Range(0, Minutes).Select(_ => (double)CountSampler.Draw(ref random, mean, dispersion)).ToList();
        var variance = mean + (mean * mean / dispersion);
        var drawn = counts.Average();

        Assert.InRange(drawn, mean - (5 * Math.Sqrt(variance / Minutes)), mean + (5 * Math.Sqrt(variance / Minutes)));
        Assert.InRange(counts.Sum(c => (c - drawn) * (c - drawn)) / Minutes, variance * 0.9, variance * 1.1);
    }

    [Fact]
    public void Scale_divides_what_people_send_and_leaves_spammers_alone()
    {
        var tenth = new ScenarioReports(Busy with { Scale = 0.1 }).Played().ToList();
        var whole = new ScenarioReports(Busy).Played().ToList();

        Assert.InRange(tenth.Count(r => r.Reporter >= 0) / (double)whole.Count(r => r.Reporter >= 0), 0.095, 0.105);
        Assert.Equal(whole.Count(r => r.Reporter < 0), tenth.Count(r => r.Reporter < 0));
    }

    [Fact]
    public void Places_follow_their_shares()
    {
        var regions = new ScenarioReports(Busy).Played(Busy.Start, Busy.Start.AddHours(5)).Where(r => r.Service == ServiceId.Parse("b")).ToList();

        Assert.InRange(regions.Count(r => r.Region == RegionId.Parse("FR")) / (double)regions.Count, 0.23, 0.27);
    }

    [Fact]
    public void A_repeat_is_the_same_person_on_the_same_service_a_little_later()
    {
        var byPerson = new ScenarioReports(Busy).Played().Where(r => r.Reporter >= 0).GroupBy(r => r.Reporter).ToList();

        Assert.InRange(byPerson.Count(g => g.Count() == 2) / (double)byPerson.Count, 0.19, 0.21);
        Assert.All(byPerson, g => Assert.True(g.Count() <= 2 && g.Select(r => (r.Service, r.Symptom, r.Region)).Distinct().Count() == 1));
    }

    [Fact]
    public void Spam_comes_from_few_people_and_only_in_its_time()
    {
        var spam = new ScenarioReports(Busy).Played().Where(r => r.Reporter < 0).ToList();

        Assert.Equal(3, spam.Select(r => r.Reporter).Distinct().Count());
        Assert.InRange(spam.Count, 500, 700);
        Assert.All(spam, r => Assert.InRange(r.Time, ScenarioTexts.Start.AddHours(6.5), ScenarioTexts.Start.AddHours(7.5)));
    }

    [Fact]
    public void Stray_reports_are_a_share_of_the_victims_excess()
    {
        var quiet = new ScenarioReports(Busy with { Strays = [] });
        var reports = new ScenarioReports(Busy);
        var (from, to) = (ScenarioTexts.Start.AddHours(6), ScenarioTexts.Start.AddHours(8));
        int On(ScenarioReports source, string service) => source.Played(from, to).Count(r => r.Reporter >= 0 && r.Service == ServiceId.Parse(service));

        var strays = On(reports, "b") - On(quiet, "b");

        Assert.InRange(strays / (double)On(reports, "acme"), 0.065, 0.095);
    }
}
