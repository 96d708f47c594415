namespace Groundswell.Sensing.Tests.Feeds;

public sealed class OtherPagesTests
{
    [Theory]
    [InlineData("slack/healthy.json")]
    [InlineData("status-io/healthy.json")]
    public void A_page_with_nothing_open_is_healthy(string name) => Assert.Empty(Fixture.Lines(name));

    [Theory]
    [InlineData("slack/notes-newest-first.json", "Messaging: Degraded|Search: Degraded")]
    [InlineData("slack/notes-oldest-first-no-services.json", "Slack: MajorOutage")]
    public void Slack_notes_are_read_in_either_order(string name, string lines)
    {
        var open = Fixture.Open(name);

        Assert.Equal(lines.Split('|'), open.Select(e => $"{e.Component}: {e.State}"));
        Assert.All(open, e => Assert.Equal(("Latest", Fixture.At(10, 0), Fixture.At(10, 40)), (e.Text, e.PostedAt, e.RevisedAt)));
    }

    [Fact]
    public void Slack_ids_are_numbers_or_texts()
    {
        Assert.Equal("901", Fixture.Open("slack/notes-newest-first.json")[0].Incident);
        Assert.Equal("902", Fixture.Open("slack/notes-oldest-first-no-services.json")[0].Incident);
    }

    [Fact]
    public void Slack_is_troubled_by_an_active_incident_whatever_its_status_says() =>
        Assert.Equal(["Login/SSO: Degraded"], Fixture.Lines("slack/says-ok-with-an-active-incident.json"));

    [Fact]
    public void Of_Slacks_history_what_is_active_is_open() => Assert.Equal(["Files: Degraded"], Fixture.Lines("slack/history.json"));

    [Fact]
    public void Heroku_systems_are_told_with_an_incident_and_without() =>
        Assert.Equal(["Apps: MajorOutage Found.", "Tools: Degraded "], Fixture.Open("heroku/red.json").Select(e => $"{e.Component}: {e.State} {e.Text}"));

    [Fact]
    public void Heroku_states_count_more_than_its_flags() => Assert.Empty(Fixture.Lines("heroku/resolved-false-and-stale-maintenance.json"));

    [Fact]
    public void Salesforce_instances_are_told_by_how_much_fails() =>
        Assert.Equal(["NA2: MajorOutage", "NA3: Degraded", "NA4: Maintenance"], Fixture.Lines("salesforce/instances.json"));

    [Fact]
    public void Salesforce_incidents_are_open_while_an_impact_has_no_end() =>
        Assert.Equal(["NA2: MajorOutage", "NA3: MajorOutage"], Fixture.Lines("salesforce/incidents-active.json"));

    [Fact]
    public void Status_io_tells_where_a_component_fails()
    {
        var open = Fixture.Open("status-io/disruption.json");

        Assert.Equal(["Git: MajorOutage", "Pages: Degraded"], open.Select(e => $"{e.Component}: {e.State}"));
        Assert.Equal(["Europe"], open[0].Regions);
        Assert.Equal("Git fails: Found.", open[0].Words);
    }

    [Fact]
    public void Status_io_work_that_runs_is_told_once() => Assert.Equal(["Git: Maintenance"], Fixture.Lines("status-io/maintenance-now.json"));

    [Fact]
    public void Cachet_components_are_read_in_each_version()
    {
        Assert.Equal(["Web: MajorOutage"], Fixture.Lines("cachet/components.json"));
        Assert.Equal(["Web: PartialOutage"], Fixture.Lines("cachet/version-3-components.json"));
    }

    [Fact]
    public void Cachet_incidents_that_are_watched_are_open_and_scheduled_ones_are_not() =>
        Assert.Equal(["Web: Degraded"], Fixture.Lines("cachet/incidents.json"));
}
