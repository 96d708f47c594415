using CsCheck;
using Groundswell.Sensing.Feeds.Watching;
using Groundswell.Signals;

namespace Groundswell.Sensing.Tests.Feeds;

public sealed class FeedWatchTests
{
    private static readonly DateTimeOffset Start = Fixture.At(10, 0);

    [Fact]
    public void What_a_page_says_is_told_once()
    {
        var first = FeedWatch.Begin.Read([Open("API")], Start);
        var second = first.Watch.Read([Open("API", revised: 5)], Start.AddMinutes(5));

        Assert.Equal([FeedChangeKind.FirstSeen], first.Changes.Select(c => c.Kind));
        Assert.Empty(second.Changes);
        Assert.Equal(Start, Assert.Single(second.Watch.Open).SeenAt);
    }

    [Fact]
    public void What_it_says_otherwise_is_a_revision()
    {
        var watch = FeedWatch.Begin.Read([Open("API")], Start).Watch;

        var step = watch.Read([Open("API", text: "We found it.")], Start.AddMinutes(5));

        Assert.Equal([FeedChangeKind.Revised], step.Changes.Select(c => c.Kind));
    }

    [Fact]
    public void The_end_that_a_page_states_is_told_once()
    {
        var watch = FeedWatch.Begin.Read([Open("API")], Start).Watch;

        var step = watch.Read([Over("API")], Start.AddMinutes(5));

        Assert.Equal([FeedChangeKind.Resolved], step.Changes.Select(c => c.Kind));
        Assert.Empty(step.Watch.Read([Over("API")], Start.AddMinutes(10)).Changes);
    }

    [Fact]
    public void What_a_page_no_longer_says_has_vanished()
    {
        var watch = FeedWatch.Begin.Read([Open("API"), Open("Web")], Start).Watch;

        var change = Assert.Single(watch.Read([Open("Web")], Start.AddMinutes(5)).Changes);

        Assert.Equal((FeedChangeKind.Vanished, "API", true), (change.Kind, change.Notice.Named, change.Notice.Resolved));
    }

    [Fact]
    public void A_page_that_cannot_be_read_ends_nothing()
    {
        var watch = FeedWatch.Begin.Read([Open("API")], Start).Watch.Failed("it is an HTML page", Start.AddMinutes(5));

        Assert.Single(watch.Open);
        Assert.Equal("it is an HTML page", watch.Condition.Failure);
        Assert.Equal(Start.AddMinutes(5), watch.Failed("again", Start.AddMinutes(9)).Condition.Since);
        Assert.Empty(watch.Read([Open("API")], Start.AddMinutes(10)).Changes);
    }

    [Fact]
    public void A_feed_is_stale_once_it_was_not_read_for_five_intervals()
    {
        var interval = TimeSpan.FromMinutes(2);
        var watch = FeedWatch.Begin.Read([], Start).Watch.Failed("down", Start.AddMinutes(2));

        Assert.Null(FeedWatch.Begin.Condition.CurrentUntil(interval));
        Assert.Equal(Start.AddMinutes(10), watch.Condition.CurrentUntil(interval));
        Assert.Equal(Start.AddMinutes(21), watch.Unchanged(Start.AddMinutes(11)).Condition.CurrentUntil(interval));
    }

    [Fact]
    public void What_was_over_before_the_first_reading_is_no_news_and_later_is()
    {
        var first = FeedWatch.Begin.Read([Over("API")], Start);
        var second = first.Watch.Read([Over("API"), Over("Web")], Start.AddMinutes(5));

        Assert.Empty(first.Changes);
        Assert.Equal([(FeedChangeKind.Resolved, "Web")], second.Changes.Select(c => (c.Kind, c.Notice.Named)));
    }

    [Fact]
    public void What_opens_again_is_a_revision_and_what_was_posted_later_is_new()
    {
        var watch = FeedWatch.Begin.Read([Open("API")], Start).Watch.Read([Over("API")], Start.AddMinutes(20)).Watch;

        Assert.Equal([FeedChangeKind.Revised], watch.Read([Open("API")], Start.AddMinutes(25)).Changes.Select(c => c.Kind));
        Assert.Equal([FeedChangeKind.FirstSeen], watch.Read([Open("API") with { PostedAt = Start.AddHours(5) }], Start.AddHours(5)).Changes.Select(c => c.Kind));
    }

    [Fact]
    public void After_a_restart_nothing_is_told_twice()
    {
        var watch = FeedWatch.Resume([Open("API")]);

        Assert.Empty(watch.Read([Open("API", revised: 7)], Start.AddMinutes(10)).Changes);
        Assert.Null(watch.Condition.ReadAt);
    }

    [Fact]
    public void What_vanished_while_nobody_read_is_told_after_a_restart_as_of_then()
    {
        var change = Assert.Single(FeedWatch.Resume([Open("API")]).Read([], Start.AddHours(2)).Changes);

        Assert.Equal((FeedChangeKind.Vanished, true), (change.Kind, change.Notice.Resolved));
        Assert.Equal((Start, Start.AddHours(2), Start.AddHours(2)), (change.Notice.PostedAt, change.Notice.RevisedAt, change.Notice.SeenAt));
    }

    [Fact]
    public void Of_what_is_over_at_the_first_reading_after_a_restart_only_that_is_news_which_began_since()
    {
        var watch = FeedWatch.Resume([Over("Mail") with { SeenAt = Start.AddMinutes(30) }]);

        var changes = watch.Read([Over("Mail"), Over("API"), Over("Web") with { PostedAt = Start.AddMinutes(31), RevisedAt = Start.AddMinutes(40) }], Start.AddHours(1)).Changes;

        Assert.Equal([(FeedChangeKind.Resolved, "Web")], changes.Select(c => (c.Kind, c.Notice.Named)));
    }

    [Fact]
    public void A_page_of_which_nothing_was_stored_begins_anew() =>
        Assert.Empty(FeedWatch.Resume([]).Read([Over("API")], Start).Changes);

    [Fact]
    public void Of_a_thing_that_is_listed_twice_the_open_one_counts() =>
        Assert.Single(FeedWatch.Begin.Read([Over("API"), Open("API"), Open("API")], Start).Watch.Open);

    [Fact]
    public void Whatever_is_read_what_is_open_is_what_was_told_and_has_not_ended() =>
        Gen.Select(Gen.Int[0, 5], Gen.Bool, Gen.Int[0, 2]).Array[0, 6].Array[1, 12].Sample(pages =>
        {
            var told = new HashSet<string>(StringComparer.Ordinal);
            var watch = FeedWatch.Begin;
            foreach (var page in pages)
            {
                var step = watch.Read([.. page.Select(n => n.Item2 ? Open($"c{n.Item1}", text: $"t{n.Item3}") : Over($"c{n.Item1}"))], Start);
                watch = step.Watch;
                foreach (var change in step.Changes)
                {
                    var isNew = change.Kind is FeedChangeKind.FirstSeen or FeedChangeKind.Revised ? told.Add(change.Notice.Named) : told.Remove(change.Notice.Named);
                    Assert.True(isNew || change.Kind is FeedChangeKind.Revised or FeedChangeKind.Resolved);
                }

                Assert.Equal(watch.Open.Select(n => n.Named).Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
            }
        });

    private static Notice Open(string named, string text = "We look.", int revised = 0) => new()
    {
        Provider = "examplia",
        Named = named,
        State = NoticeState.Degraded,
        PostedAt = Start,
        RevisedAt = Start.AddMinutes(revised),
        SeenAt = Start.AddMinutes(revised),
        Incident = "i1",
        Text = text,
    };

    private static Notice Over(string named) => Open(named) with { State = NoticeState.Operational, Resolved = true, RevisedAt = Start.AddMinutes(20) };
}
