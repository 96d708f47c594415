using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Tests.Signals;

public sealed class NoticeBoardTests
{
    private static readonly DateTimeOffset Start = new(2025, 10, 20, 7, 11, 0, TimeSpan.Zero);
    private readonly NoticeBoard _board = new();

    [Fact]
    public void Revisions_keep_the_time_of_the_first_post()
    {
        _board.Apply(Say(0, NoticeState.Degraded));
        var thread = _board.Apply(Say(40, NoticeState.MajorOutage));
        Assert.Equal((Start, NoticeState.MajorOutage), (thread!.PostedAt, thread.Latest.State));
        Assert.Single(NoticeThread.Troubled(_board.Threads));
    }

    [Fact]
    public void A_word_holds_since_it_was_said_and_not_since_the_thread_began()
    {
        Assert.Equal(Start, _board.Apply(Say(0, NoticeState.Degraded))!.StateSince);
        Assert.Equal(Start.AddMinutes(40), _board.Apply(Say(40, NoticeState.MajorOutage))!.StateSince);
        Assert.Equal(Start.AddMinutes(40), _board.Apply(Say(50, NoticeState.MajorOutage) with { Text = "Still so." })!.StateSince);
        Assert.Equal(Start.AddMinutes(60), _board.Apply(Say(60, NoticeState.MajorOutage) with { Resolved = true })!.StateSince);
    }

    [Fact]
    public void A_repeated_notice_is_no_news()
    {
        Assert.NotNull(_board.Apply(Say(0, NoticeState.Degraded)));
        Assert.Null(_board.Apply(Say(0, NoticeState.Degraded) with { SeenAt = Start.AddMinutes(5) }));
    }

    [Fact]
    public void What_is_resolved_is_no_trouble_and_opens_again_when_the_supplier_says_so()
    {
        _board.Apply(Say(0, NoticeState.Degraded));
        Assert.Equal(Start.AddMinutes(30), _board.Apply(Say(30, NoticeState.Operational) with { Resolved = true })!.ResolvedAt);
        Assert.Empty(NoticeThread.Troubled(_board.Threads));

        var again = _board.Apply(Say(50, NoticeState.Degraded));
        Assert.Null(again!.ResolvedAt);
        Assert.Equal(Start, again.PostedAt);
    }

    [Fact]
    public void A_bare_condition_that_comes_back_is_a_new_thread()
    {
        _board.Apply(Say(0, NoticeState.Degraded, incident: ""));
        _board.Apply(Say(30, NoticeState.Operational, incident: "") with { Resolved = true });
        Assert.Equal(Start.AddMinutes(50), _board.Apply(Say(50, NoticeState.Degraded, incident: ""))!.PostedAt);
    }

    [Fact]
    public void Maintenance_is_no_trouble()
    {
        _board.Apply(Say(0, NoticeState.Maintenance));
        Assert.Empty(NoticeThread.Troubled(_board.Threads));
    }

    [Fact]
    public void A_name_that_stands_for_several_components_is_trouble_of_each()
    {
        var other = ComponentId.Parse("aws/us-east-1/ec2");
        _board.Apply(Say(0, NoticeState.Degraded));
        _board.Apply(Say(0, NoticeState.Degraded) with { Component = other });

        Assert.Equal([other, ComponentId.Parse("aws/us-east-1/dynamodb")], NoticeThread.Troubled(_board.Threads).Select(t => t.Key).OrderByDescending(c => c.Name, StringComparer.Ordinal));
        Assert.Null(_board.Apply(Say(0, NoticeState.Degraded) with { SeenAt = Start.AddMinutes(5) }));
    }

    [Fact]
    public void What_is_no_longer_to_be_kept_is_forgotten()
    {
        _board.Apply(Say(0, NoticeState.Degraded));
        _board.Apply(Say(0, NoticeState.Degraded) with { Feed = new Uri("https://status.example/") });
        _board.Keep(thread => thread.Latest.Feed is null);

        Assert.Null(Assert.Single(_board.Threads).Latest.Feed);
    }

    [Fact]
    public void What_is_over_for_days_is_forgotten()
    {
        _board.Apply(Say(0, NoticeState.Operational) with { Resolved = true });
        _board.Forget(Start.AddDays(1));
        Assert.Single(_board.Threads);
        _board.Forget(Start.AddDays(3));
        Assert.Empty(_board.Threads);
    }

    private static Notice Say(int minute, NoticeState state, string incident = "ddb-1") => new()
    {
        Provider = "aws",
        Named = "Amazon DynamoDB (N. Virginia)",
        Component = ComponentId.Parse("aws/us-east-1/dynamodb"),
        State = state,
        Incident = incident,
        PostedAt = Start.AddMinutes(minute),
        RevisedAt = Start.AddMinutes(minute),
        SeenAt = Start.AddMinutes(minute),
    };
}
