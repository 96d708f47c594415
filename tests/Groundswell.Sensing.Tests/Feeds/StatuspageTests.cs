namespace Groundswell.Sensing.Tests.Feeds;

public sealed class StatuspageTests
{
    [Theory]
    [InlineData("statuspage/healthy.json")]
    [InlineData("statuspage/status-only-fine.json")]
    [InlineData("statuspage/unresolved-none.json")]
    public void A_page_with_nothing_open_is_healthy(string name) => Assert.Empty(Fixture.Lines(name));

    [Fact]
    public void A_critical_incident_is_open_though_the_indicator_says_none()
    {
        var entry = Assert.Single(Fixture.Open("statuspage/indicator-none-while-critical-incident.json"));

        Assert.Equal("API: MajorOutage", $"{entry.Component}: {entry.State}");
        Assert.Equal((Fixture.At(10, 0), Fixture.At(10, 20)), (entry.PostedAt, entry.RevisedAt));
        Assert.Equal("i1", entry.Incident);
        Assert.Equal("API fails: We found it & work on it.", entry.Words);
        Assert.Equal("https://stspg.example/i1", entry.Link?.ToString());
    }

    [Fact]
    public void Components_that_are_down_without_an_incident_are_told()
    {
        Assert.Equal(["API: MajorOutage", "Web: Degraded"], Fixture.Lines("statuspage/components-down-without-incident.json"));
        Assert.Equal(["API: PartialOutage"], Fixture.Lines("statuspage/components-down.json"));
        Assert.All(Fixture.Open("statuspage/components-down-without-incident.json"), e => Assert.Empty(e.Incident));
    }

    [Fact]
    public void A_maintenance_for_later_is_not_one_now_though_its_components_are_under_maintenance() =>
        Assert.Empty(Fixture.Lines("statuspage/later-maintenance-embeds-under-maintenance.json"));

    [Fact]
    public void A_maintenance_that_is_verified_still_runs_and_is_told_once() =>
        Assert.Equal(["API: Maintenance"], Fixture.Lines("statuspage/verifying-still-runs.json"));

    [Fact]
    public void A_maintenance_among_the_incidents_is_a_maintenance() =>
        Assert.Equal(["API: Maintenance"], Fixture.Lines("statuspage/maintenance-under-incidents.json"));

    [Fact]
    public void A_maintenance_in_progress_for_five_weeks_is_told_with_its_age()
    {
        var entry = Assert.Single(Fixture.Open("statuspage/in-progress-five-weeks-old.json"));

        Assert.Equal("API: Maintenance", $"{entry.Component}: {entry.State}");
        Assert.Equal(35, (Fixture.Day - entry.RevisedAt!.Value).Days + 1);
    }

    [Fact]
    public void Names_that_repeat_across_groups_are_told_apart_and_groups_do_not_count()
    {
        var open = Fixture.Open("statuspage/names-repeat-across-groups.json");

        Assert.Equal(["Europe/API: MajorOutage", "Asia/API: Degraded"], open.Select(e => $"{e.Names[0]}: {e.State}"));
    }

    [Fact]
    public void A_group_whose_members_are_not_shown_speaks_for_itself() =>
        Assert.Equal(["Storage: PartialOutage"], Fixture.Lines("statuspage/group-without-shown-members.json"));

    [Fact]
    public void An_incident_that_is_watched_after_a_repair_is_open_and_not_yet_fine() =>
        Assert.Equal(["API: Degraded"], Fixture.Lines("statuspage/monitoring-is-open.json"));

    [Fact]
    public void What_a_component_says_of_itself_counts_more_than_the_impact_of_the_incident() =>
        Assert.Equal(["API: MajorOutage", "Web: Degraded"], Fixture.Lines("statuspage/component-says-more-than-impact.json"));

    [Fact]
    public void An_open_incident_is_never_good_news() => Assert.Equal(["API: Degraded"], Fixture.Lines("statuspage/impact-none.json"));

    [Fact]
    public void An_incident_that_names_no_component_is_of_the_page() =>
        Assert.Equal(["Examplia: PartialOutage"], Fixture.Lines("statuspage/no-components-on-incident.json"));

    [Fact]
    public void Components_that_only_the_updates_name_are_taken_from_there() =>
        Assert.Equal(["Web: PartialOutage"], Fixture.Lines("statuspage/components-only-in-updates.json"));

    [Fact]
    public void Incidents_that_are_over_are_listed_as_over()
    {
        var entries = Fixture.Entries("statuspage/incidents-most-resolved.json");

        Assert.Equal(["i3 False", "i2 True", "i1 True"], entries.Select(e => $"{e.Incident} {e.Resolved}"));
    }

    [Fact]
    public void An_indicator_alone_is_believed() => Assert.Equal(["Examplia: PartialOutage"], Fixture.Lines("statuspage/status-only-major.json"));

    [Fact]
    public void Nulls_in_place_of_lists_are_empty_lists() => Assert.Equal(["Examplia: Degraded"], Fixture.Lines("statuspage/incident-io-nulls.json"));

    [Fact]
    public void An_outage_in_the_middle_of_a_maintenance_is_an_outage() =>
        Assert.Equal(["API: MajorOutage", "API: Maintenance"], Fixture.Lines("statuspage/incident-and-maintenance-on-one-component.json"));

    [Fact]
    public void The_latest_update_counts_wherever_it_stands() =>
        Assert.Equal("We found it & work on it.", Assert.Single(Fixture.Open("statuspage/updates-out-of-order.json")).Text);

    [Fact]
    public void A_state_that_is_not_known_is_unknown_and_not_fine() => Assert.Equal(["API: Unknown"], Fixture.Lines("statuspage/unknown-word.json"));

    [Fact]
    public void A_page_that_tells_no_times_is_read_without_them()
    {
        var entry = Assert.Single(Fixture.Open("statuspage/no-times.json"));

        Assert.Null(entry.PostedAt);
        Assert.Equal("Examplia: Degraded", $"{entry.Component}: {entry.State}");
    }

    [Fact]
    public void Of_hostile_text_only_the_words_are_left()
    {
        var entry = Assert.Single(Fixture.Open("statuspage/hostile-text.json"));

        Assert.Equal("API: We look <here> \uFFFD end", entry.Words);
        Assert.Equal("https://status.examplia.example/", entry.Link?.ToString());
    }

    [Fact]
    public void Incident_io_tells_what_is_ongoing_and_not_what_is_planned() =>
        Assert.Equal(["Uploads: PartialOutage", "Search: Degraded", "Mail: Maintenance"], Fixture.Lines("incident-io/ongoing.json"));

    [Fact]
    public void Instatus_leaves_out_lists_that_are_empty() => Assert.Empty(Fixture.Lines("instatus/healthy.json"));

    [Fact]
    public void Instatus_work_that_has_not_begun_is_not_told() =>
        Assert.Equal(["Examplia: MajorOutage", "Examplia: Maintenance"], Fixture.Lines("instatus/issues.json"));

    [Fact]
    public void Instatus_components_are_read_flat_and_nested()
    {
        Assert.Equal(["API: Degraded"], Fixture.Lines("instatus/components-flat.json"));
        Assert.Equal(["Europe/API: MajorOutage"], Fixture.Open("instatus/components-nested.json").Select(e => $"{e.Names[0]}: {e.State}"));
    }

    [Fact]
    public void Instatus_that_has_issues_and_says_not_which_is_troubled_as_a_whole() =>
        Assert.Equal(["Examplia: Degraded"], Fixture.Lines("instatus/issues-unexplained.json"));

    [Fact]
    public void Better_Stack_leaves_the_end_of_resolved_reports_out() => Assert.Empty(Fixture.Lines("better-stack/resolved-without-end.json"));

    [Fact]
    public void Better_Stack_tells_what_is_affected_and_what_is_down_without_a_report() =>
        Assert.Equal(["API: MajorOutage Found & fixing.", "Mail: Degraded "], Fixture.Open("better-stack/downtime.json").Select(e => $"{e.Component}: {e.State} {e.Text}"));

    [Fact]
    public void Better_Stack_work_that_is_announced_is_not_told() => Assert.Empty(Fixture.Lines("better-stack/maintenance-announced.json"));
}
