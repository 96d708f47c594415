using Groundswell.Catalogue;
using Groundswell.Scenarios;

namespace Groundswell.Tests.Scenarios;

/// <summary>What is usual but not every day so, and what does not arrive.</summary>
public sealed class ScenarioUsualTests
{
    private const string Hours = "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1";
    private static readonly string[] Busy = ["history 7d", "service bolt \"Bolt\" social usual 6000/h", "service cog \"Cog\" social usual 6000/h"];

    // Monday, 20 October 2025.
    private static DateTimeOffset At(int day, double hour) => ScenarioTexts.Start.AddDays(day).AddHours(hour);

    [Fact]
    public void A_lull_keeps_reports_from_the_node_and_they_come_as_before_afterwards()
    {
        string[] outage = ["outage cog from 06:00 to 12:00 peak 100/min", "spam bolt from 06:00 to 12:00 by 3 at 50/min"];
        var plain = Count(ScenarioTexts.With([.. Busy, .. outage]), 0, 24);
        var day = ScenarioTexts.With([.. Busy, .. outage, "lull bolt from 08:00 to 09:00", "lull cog from 08:00 to 09:00 leaves 20%"]);

        Assert.Equal(0, Count(day, 8, 9)["bolt"]);
        Assert.InRange(Count(day, 8, 9)["cog"] / 2400.0, 0.9, 1.1);
        Assert.Equal(Reports(ScenarioTexts.With([.. Busy, .. outage]), 9, 24), Reports(day, 9, 24));
        Assert.Equal(plain["acme"], Count(day, 0, 24)["acme"]);
        Assert.Equal(2, day.Lulls.Count);
        Assert.Single(day.Truths());
    }

    [Fact]
    public void A_lull_is_not_in_the_history()
    {
        var day = ScenarioTexts.With([.. Busy, "lull everything from 00:00 to 23:00"]);

        Assert.Equal(new ScenarioReports(ScenarioTexts.With(Busy)).HistoryUntil(At(0, 2)), new ScenarioReports(day).HistoryUntil(At(0, 2)));
    }

    [Fact]
    public void Days_bring_their_multiple_by_the_calendar_of_the_services_rhythm()
    {
        var day = ScenarioTexts.With(
            $"rhythm east {Hours} zone UTC+9",
            "service bolt \"Bolt\" social usual 60/h rhythm east",
            "days bolt on last,1 by 2x",
            "days bolt on 1,2025-10-25 by 3x",
            "days acme on last-workday by 4x");
        var (bolt, acme) = (Of(day, "bolt"), Of(day, "acme"));

        Assert.Equal(1, bolt.UsualAt(new DateTimeOffset(2025, 10, 30, 14, 59, 0, TimeSpan.Zero)), 12);
        Assert.Equal(2, bolt.UsualAt(new DateTimeOffset(2025, 10, 30, 15, 1, 0, TimeSpan.Zero)), 12);
        Assert.Equal(6, bolt.UsualAt(new DateTimeOffset(2025, 10, 31, 15, 1, 0, TimeSpan.Zero)), 12);
        Assert.Equal(3, bolt.UsualAt(new DateTimeOffset(2025, 10, 24, 20, 0, 0, TimeSpan.Zero)), 12);
        Assert.Equal(4, acme.UsualAt(new DateTimeOffset(2025, 10, 31, 12, 0, 0, TimeSpan.Zero)), 12); // a Friday
        Assert.Equal(4, acme.UsualAt(new DateTimeOffset(2025, 11, 28, 12, 0, 0, TimeSpan.Zero)), 12); // a Friday; Sunday is the 30th
        Assert.Equal(1, acme.UsualAt(new DateTimeOffset(2025, 11, 30, 12, 0, 0, TimeSpan.Zero)), 12);
        Assert.Equal(1, acme.UsualAt(new DateTimeOffset(2026, 1, 30, 12, 0, 0, TimeSpan.Zero)) - acme.UsualAt(new DateTimeOffset(2026, 3, 31, 12, 0, 0, TimeSpan.Zero)) + 1, 12);
    }

    [Fact]
    public void A_weekend_has_hours_of_its_own_and_its_night_begins_on_the_day_before()
    {
        var friday = string.Join(' ', Enumerable.Repeat("1", 22).Concat(["3", "3"]));
        var saturday = string.Join(' ', new[] { "3", "3" }.Concat(Enumerable.Repeat("1", 22)));
        var rhythm = Of(ScenarioTexts.With($"rhythm default {Hours} friday {friday} saturday {saturday} sunday 50%"), "acme").Rhythm;

        Assert.Equal(1, rhythm.At(At(3, 23.75)), 12);
        Assert.Equal(1, rhythm.At(At(4, 0.1)), 12);
        Assert.Equal(2, rhythm.At(At(4, 22)), 12);
        Assert.Equal(3, rhythm.At(At(4, 23.9)), 12);
        Assert.Equal(3, rhythm.At(At(5, 0.1)), 12);
        Assert.Equal(2, rhythm.At(At(5, 2)), 12);
        Assert.Equal(0.5, rhythm.At(At(6, 12)), 12);
        Assert.Equal(1, rhythm.At(At(7, 12)), 12);
    }

    [Fact]
    public void A_day_that_is_named_goes_before_the_weekend_wherever_it_stands()
    {
        const string Half = "0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5";
        foreach (var line in new[] { $"rhythm default {Hours} sunday 2 weekend {Half}", $"rhythm default {Hours} weekend {Half} sunday 2", $"rhythm default {Hours} sunday 2 weekend 50%" })
        {
            var rhythm = Of(ScenarioTexts.With(line), "acme").Rhythm;

            Assert.Equal((0.5, 2.0), (rhythm.At(At(5, 12)), rhythm.At(At(6, 12))));
        }
    }

    [Fact]
    public void A_zone_moves_hours_and_days()
    {
        var evening = string.Join(' ', Enumerable.Repeat("0", 18).Append("24").Concat(Enumerable.Repeat("0", 5)));
        var rhythm = Of(ScenarioTexts.With($"rhythm default {evening} weekend 10% zone UTC-8"), "acme").Rhythm;

        Assert.Equal(24, rhythm.At(At(5, 2.5)), 12); // Friday, half past six, there
        Assert.Equal(2.4, rhythm.At(At(7, 2.5)), 12); // Sunday there
        Assert.Equal(0, rhythm.At(At(7, 18.5)), 12);
    }

    [Fact]
    public void A_burst_at_a_fixed_hour_comes_every_day_and_was_in_the_history()
    {
        var day = ScenarioTexts.With([.. Busy, "burst bolt every 1d at 09:30 peak 4x for 20m"]);
        var history = new ScenarioReports(day).History().Where(m => m.Service.ToString() == "bolt").ToLookup(m => m.Minute.TimeOfDay >= TimeSpan.FromMinutes(570) && m.Minute.TimeOfDay < TimeSpan.FromMinutes(590), m => m.Count);

        Assert.InRange(history[true].Sum() / (7 * 20 * 500.0), 0.98, 1.02);
        Assert.InRange(history[false].Sum() / (7 * 1420 * 100.0), 0.98, 1.02);
        Assert.InRange(Count(day, 9.5, 9.5 + (1 / 3.0))["bolt"] / 10_000.0, 0.95, 1.05);
        Assert.Empty(day.Truths());
    }

    [Fact]
    public void A_burst_without_an_hour_wanders_one_in_each_stretch_and_its_size_has_a_tail()
    {
        var day = ScenarioTexts.With([.. Busy, "burst cog every 6h peak 600/min for 30m tail 1.2"]);
        var burst = Assert.Single(day.Bursts);
        var minutes = Enumerable.Range(-10_000, 10_000).Select(m => day.Start.AddMinutes(m)).Where(t => burst.PerMinuteAt(t, 1, 9) > 0).ToList();
        var sizes = minutes.Select(t => burst.PerMinuteAt(t, 1, 9)).Distinct().ToList();

        Assert.InRange(minutes.Count, 27 * 30, 29 * 30);
        Assert.True(minutes.Select(t => t.TimeOfDay.Hours).Distinct().Count() > 12);
        Assert.True(sizes.Max() > 3 * sizes.Min());
        Assert.InRange(sizes.Count(s => s > 600), sizes.Count * 0.2, sizes.Count * 0.8);
    }

    [Fact]
    public void Bursts_leave_the_other_reports_of_a_day_as_they_were()
    {
        var plain = Reports(ScenarioTexts.With([.. Busy, "surge cog from 01:00 to 02:00 by 2x"]), 0, 24).Where(r => r.Service.ToString() != "bolt");
        var burst = Reports(ScenarioTexts.With([.. Busy, "surge cog from 01:00 to 02:00 by 2x", "burst bolt every 1d peak 5x for 20m"]), 0, 24).Where(r => r.Service.ToString() != "bolt");

        Assert.Equal(plain.Select(r => (r.Time, r.Service)), burst.Select(r => (r.Time, r.Service)));
    }

    private static ScenarioService Of(Scenario day, string service) => day.Services.Single(s => s.Id == ServiceId.Parse(service));

    private static List<ScenarioReport> Reports(Scenario day, double from, double to) =>
        [.. new ScenarioReports(day).Played(day.Start.AddMinutes(Math.Round(from * 60)), day.Start.AddMinutes(Math.Round(to * 60)))];

    private static Dictionary<string, int> Count(Scenario day, double from, double to)
    {
        var counts = Reports(day, from, to).CountBy(r => r.Service.ToString()).ToDictionary();
        foreach (var service in day.Services)
        {
            counts.TryAdd(service.Id.ToString(), 0);
        }

        return counts;
    }
}
