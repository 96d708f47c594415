using Groundswell.Detection;
using Groundswell.Incidents;

namespace Groundswell.Tests.Incidents;

public sealed class IncidentLifecycleTests
{
    [Fact]
    public void An_outage_is_detected_confirmed_recovers_and_is_resolved()
    {
        var day = new IncidentSimulator().For(10, SeriesState.Normal).For(30, SeriesState.Down).For(40, SeriesState.Normal);

        Assert.Equal("10 Detected, 12 Confirmed, 42 RecoveryBegan, 60 Resolved", day.Story);
        Assert.Equal(IncidentState.Resolved, day.Incident!.State);
        Assert.Equal(day.Incident.History[^1].At, day.Incident.ResolvedAt);
    }

    [Fact]
    public void An_overwhelming_outage_is_confirmed_at_once() =>
        Assert.Equal("0 Detected, 0 Confirmed", new IncidentSimulator().For(3, SeriesState.Down, reports: 2000).Story);

    [Fact]
    public void What_goes_away_unconfirmed_ends_quietly() =>
        Assert.Equal(
            "0 Detected, 7 Resolved",
            new IncidentSimulator().For(2, SeriesState.Down).For(30, SeriesState.Normal).Story);

    [Fact]
    public void Suspicion_alone_opens_nothing_and_ends_nothing()
    {
        Assert.Equal("", new IncidentSimulator().For(60, SeriesState.Suspect).Story);
        Assert.Equal("0 Detected, 2 Confirmed", new IncidentSimulator().For(5, SeriesState.Down).For(600, SeriesState.Suspect).Story);
    }

    [Fact]
    public void Silence_neither_confirms_nor_ends()
    {
        Assert.Equal("0 Detected", new IncidentSimulator().For(1, SeriesState.Down).For(600, SeriesState.Unknown).Story);
        var recovering = new IncidentSimulator().For(5, SeriesState.Down).For(10, SeriesState.Normal).For(600, SeriesState.Unknown);
        Assert.Equal("0 Detected, 2 Confirmed, 7 RecoveryBegan", recovering.Story);
    }

    [Fact]
    public void A_detector_that_stands_still_confirms_nothing()
    {
        var day = new IncidentSimulator();
        var frozen = IncidentSimulator.Assessment(SeriesState.Down, 30, 5);
        for (var i = 0; i < 60; i++)
        {
            day.Assess(frozen);
        }

        Assert.Equal("0 Detected", day.Story);
    }

    [Fact]
    public void A_second_wave_while_recovering_belongs_to_the_same_incident()
    {
        var day = new IncidentSimulator().For(5, SeriesState.Down).For(10, SeriesState.Recovering).For(5, SeriesState.Down);

        Assert.Equal("0 Detected, 2 Confirmed, 7 RecoveryBegan, 15 WaveBegan", day.Story);
        Assert.Equal(2, day.Incident!.Waves);
        Assert.Equal(IncidentState.Confirmed, day.Incident.State);
    }

    [Fact]
    public void Down_again_within_the_reopening_time_opens_the_same_incident()
    {
        var day = new IncidentSimulator().For(5, SeriesState.Down).For(300, SeriesState.Normal).For(5, SeriesState.Down);

        Assert.Equal("0 Detected, 2 Confirmed, 7 RecoveryBegan, 25 Resolved, 305 WaveBegan, 307 Confirmed", day.Story);
        Assert.Null(day.Incident!.ResolvedAt);
        Assert.Single(day.Entries.Select(e => e.Incident).Distinct());
    }

    [Fact]
    public void Down_again_after_the_reopening_time_is_a_new_incident()
    {
        var day = new IncidentSimulator().For(5, SeriesState.Down).For(500, SeriesState.Normal).For(5, SeriesState.Down);

        Assert.Equal("0 Detected, 2 Confirmed, 7 RecoveryBegan, 25 Resolved, 505 Detected, 507 Confirmed", day.Story);
        Assert.Equal(new IncidentId(2), day.Incident!.Id);
    }

    [Fact]
    public void Peaks_are_recorded_at_doublings_and_at_the_end_of_a_wave()
    {
        var day = new IncidentSimulator();
        for (var reports = 10; reports <= 90; reports += 10)
        {
            day.For(1, SeriesState.Down, reports);
        }

        day.For(5, SeriesState.Normal, reports: 5);

        double[] peaks = [.. day.Entries.Select(e => e.Event).OfType<IncidentEvent.PeakPassed>().Select(e => e.Peak.Reports)];
        Assert.Equal([30, 70, 90], peaks);
        Assert.Equal(90, day.Incident!.Peak.Reports);
    }

    [Fact]
    public void Severity_rises_at_once_and_falls_late_and_only_when_clearly_below()
    {
        var day = new IncidentSimulator()
            .For(1, SeriesState.Down, reports: 20)
            .For(1, SeriesState.Down, reports: 200)
            .For(1, SeriesState.Down, reports: 5000)
            .For(30, SeriesState.Down, reports: 900)
            .For(30, SeriesState.Down, reports: 20);

        Assert.Equal(
            [(1, Severity.Major), (2, Severity.Critical), (33, Severity.Minor)],
            day.Entries.Where(e => e.Event is IncidentEvent.SeverityChanged)
                .Select(e => ((int)(e.Event.At - IncidentSimulator.Start).TotalMinutes, ((IncidentEvent.SeverityChanged)e.Event).To)));
    }

    [Fact]
    public void Scope_is_recorded_at_most_once_in_ten_minutes_and_a_new_order_is_no_news()
    {
        var day = new IncidentSimulator().For(5, SeriesState.Down, regions: ["US"]);
        for (var i = 0; i < 20; i++)
        {
            day.For(1, SeriesState.Down, regions: ["GB", "US"]).For(1, SeriesState.Down, regions: ["US", "GB"]);
        }

        day.For(1, SeriesState.Down, regions: ["FR", "US"]).For(5, SeriesState.Normal);

        Assert.Equal("0 Detected, 2 Confirmed, 10 ScopeChanged, 45 ScopeChanged, 48 RecoveryBegan", day.Story);
    }

    [Fact]
    public void Once_it_is_over_the_incident_shows_its_widest_scope()
    {
        var day = new IncidentSimulator()
            .For(11, SeriesState.Down, regions: ["US", "GB", "NL"])
            .For(11, SeriesState.Down, regions: ["US"])
            .For(5, SeriesState.Normal);

        Assert.Equal(["US", "GB", "NL"], day.Incident!.Regions.Select(r => r.ToString()));
    }

    [Fact]
    public void The_onset_is_never_in_the_future_and_never_in_the_wave_before()
    {
        var day = new IncidentSimulator().For(5, SeriesState.Down).For(10, SeriesState.Normal);
        day.Assess(IncidentSimulator.Assessment(SeriesState.Down, 30, 5) with
        {
            At = day.Now,
            Onset = IncidentSimulator.Start - TimeSpan.FromHours(1),
        });

        var wave = Assert.IsType<IncidentEvent.WaveBegan>(day.Entries[^1].Event);
        Assert.Equal(IncidentSimulator.Start + TimeSpan.FromMinutes(7), wave.Onset);
    }

    [Fact]
    public void A_restart_changes_nothing_but_starts_the_dwell_times_anew()
    {
        var day = new IncidentSimulator().For(5, SeriesState.Down).For(10, SeriesState.Normal).Restart().For(30, SeriesState.Normal);

        Assert.Equal("0 Detected, 2 Confirmed, 7 RecoveryBegan, 35 Resolved", day.Story);
    }

    [Fact]
    public void What_has_lasted_for_days_ends_as_the_new_usual_and_not_as_a_recovery()
    {
        var day = new IncidentSimulator().For(5, SeriesState.Down).For(2, SeriesState.Normal, 30, 30);
        day.Assess(IncidentSimulator.Assessment(SeriesState.Normal, 30, 30) with { At = day.Now, BecameUsual = true });
        day.For(40, SeriesState.Normal, 30, 30);

        Assert.Equal("BecameUsual", day.Story.Split(", ").Select(e => e.Split(' ')[1]).Single(name => name is "BecameUsual" or "RecoveryBegan"));
        Assert.EndsWith("Resolved", day.Story, StringComparison.Ordinal);
    }

    [Fact]
    public void What_turns_out_to_be_a_surge_is_withdrawn_and_a_later_outage_is_another_incident()
    {
        var day = new IncidentSimulator().For(5, SeriesState.Down, 30, 12);
        day.Assess(Surging(30, 12, 2.5) with { At = day.Now });
        day.Assess(Surging(30, 12, 2.5) with { At = day.Now, IsSettled = true });

        Assert.Equal("0 Detected, 2 Confirmed, 5 Withdrawn", day.Story);
        Assert.Equal(IncidentState.Resolved, day.Incident!.State);

        Assert.EndsWith("5 Withdrawn, 5 Detected, 5 Confirmed", day.For(1, SeriesState.Down, 200, 12).Story);
    }

    [Fact]
    public void An_outage_of_which_no_more_than_a_surge_is_left_is_over_not_withdrawn()
    {
        var day = new IncidentSimulator().For(5, SeriesState.Down, 200, 12);
        day.Assess(Surging(30, 12, 2.5) with { At = day.Now, IsSettled = true });
        day.Assess(Surging(30, 12, 2.5) with { At = day.Now, IsSettled = true });

        Assert.EndsWith("5 RecoveryBegan, 5 Resolved", day.Story);
    }

    [Fact]
    public void Reports_that_are_explained_open_no_incident_and_end_none_until_that_is_settled()
    {
        var day = new IncidentSimulator();
        day.Assess(Surging(30, 12, 2.5) with { At = day.Now });
        Assert.Empty(day.Entries);

        day.For(5, SeriesState.Down, 30, 12);
        for (var minute = 0; minute < 60; minute++)
        {
            day.Assess(Surging(30, 12, 2.5) with { At = day.Now.AddMinutes(minute) });
        }

        Assert.True(day.Incident!.IsOpen);
    }

    private static ServiceAssessment Surging(double reports, double expected, double factor) =>
        IncidentSimulator.Assessment(SeriesState.Suspect, reports, expected) with { Surge = new Surge(SurgeScope.Category, "email", default, "", factor, IncidentSimulator.Start) };
}
