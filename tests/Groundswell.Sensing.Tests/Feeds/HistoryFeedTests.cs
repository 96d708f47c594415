using Groundswell.Signals;

namespace Groundswell.Sensing.Tests.Feeds;

public sealed class HistoryFeedTests
{
    [Theory]
    [InlineData("history/open.atom")]
    [InlineData("history/open.rss")]
    public void An_incident_that_is_not_over_is_open_since_its_first_update(string name)
    {
        var entry = Assert.Single(Fixture.Open(name));

        Assert.Equal("Examplia: Degraded", $"{entry.Component}: {entry.State}");
        Assert.Equal((Fixture.At(10, 0), Fixture.At(10, 20)), (entry.PostedAt, entry.RevisedAt));
        Assert.Equal("API fails", entry.Title);
    }

    [Fact]
    public void An_edit_after_the_end_opens_nothing()
    {
        var over = Assert.Single(Fixture.Entries("history/open.atom"), e => e.Resolved);

        Assert.Equal(new DateTimeOffset(2031, 3, 1, 0, 30, 0, TimeSpan.Zero), over.RevisedAt);
    }

    [Fact]
    public void Investigating_after_Resolved_is_a_slip_once_a_day_has_passed() =>
        Assert.Empty(Fixture.Lines("history/newest-says-investigating-after-resolved.atom"));

    [Fact]
    public void Investigating_after_Resolved_opens_the_incident_again_while_it_is_fresh() =>
        Assert.Equal(["Examplia: Degraded"], Fixture.Lines("history/reopened-now.atom"));

    [Fact]
    public void Work_that_is_scheduled_or_done_is_not_told_and_work_in_progress_is()
    {
        var entry = Assert.Single(Fixture.Open("history/maintenance.atom"));

        Assert.Equal((NoticeState.Maintenance, "Work now"), (entry.State, entry.Title));
    }

    [Fact]
    public void Affected_components_are_taken_from_the_text() =>
        Assert.Equal(["Uploads: PartialOutage", "Search: Degraded"], Fixture.Lines("history/incident-io.atom"));

    [Fact]
    public void An_incident_that_nobody_closed_is_left_behind_after_a_fortnight_and_how_it_is_now_is_not_known() =>
        Assert.Equal(["Examplia: Unknown"], Fixture.Lines("history/never-closed.atom"));

    [Fact]
    public void A_feed_without_marks_is_read_by_its_words_and_only_while_fresh()
    {
        var entry = Assert.Single(Fixture.Open("feed/unmarked.rss"));

        Assert.Equal("Trouble with sending: Users may see errors & delays.", entry.Words);
    }

    [Fact]
    public void What_is_fresh_is_judged_by_the_time_of_the_fetch() =>
        Assert.Equal(["Service news of Examplia: Unknown"], Fixture.Lines("feed/unmarked.rss", at: Fixture.Day.AddDays(30)));

    [Fact]
    public void Silence_is_good_news_only_in_kinds_that_are_known()
    {
        Assert.Contains("no entry", Fixture.Reason("feed/empty.rss"), StringComparison.Ordinal);
        Assert.Empty(Fixture.Lines("feed/empty.rss", kind: Catalogue.FeedKind.StatuspageHistory));
    }
}
