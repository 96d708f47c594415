using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Signals;
using static Groundswell.Tests.Incidents.Causes.CauseStory;

namespace Groundswell.Tests.Incidents.Causes;

/// <summary>What of the course of an incident becomes a line of its history, and what does not.</summary>
public sealed class CauseTellingTests
{
    private readonly CauseStory _story = new();

    [Fact]
    public void A_probability_that_goes_to_and_fro_is_told_once_and_is_live_all_the_same()
    {
        _story.Fail(Names(0, 6)).Find(Finding("acme/r1/db", Names(0, 6), 0.99)).For(10);
        var told = Explanations;
        for (var i = 0; i < 20; i++)
        {
            _story.Find(Finding("acme/r1/db", Names(0, 6), 0.8)).For(7);
            Assert.Equal(0.8, Live.Probability);
            _story.Find(Finding("acme/r1/db", Names(0, 6), 0.99)).For(7);
            Assert.Equal(0.99, Live.Probability);
        }

        Assert.Equal(told, Explanations);
    }

    [Fact]
    public void A_probability_that_stays_elsewhere_is_told_once()
    {
        _story.Fail(Names(0, 6)).Find(Finding("acme/r1/db", Names(0, 6), 0.99)).For(10);
        var told = Explanations;
        _story.Find(Finding("acme/r1/db", Names(0, 6), 0.85)).For(14);
        Assert.Equal(told, Explanations);
        _story.For(60);
        Assert.Equal(told + 1, Explanations);
        Assert.Equal(0.85, _story.Only.Probability);
    }

    [Fact]
    public void The_live_sentence_is_that_of_the_live_probability()
    {
        _story.Fail(Names(0, 6)).Find(Finding("acme/r1/db", Names(0, 6), 0.9, sentence: "First.")).For(8)
            .Find(Finding("acme/r1/db", Names(0, 6), 0.93, sentence: "Second.")).For(2);
        Assert.Equal(("Second.", 0.93), (Live.Sentence, Live.Probability));
        Assert.Equal("First.", _story.Only.Sentence);
    }

    [Fact]
    public void Once_it_is_over_what_held_last_stands()
    {
        _story.Fail(Names(0, 6)).Find(Finding("acme/r1/db", Names(0, 6), 0.9)).For(8).Find(Finding("acme/r1/db", Names(0, 6), 0.93)).For(2)
            .Heal(Names(0, 6)).Find().For(90);
        Assert.Equal(0.93, Assert.Single(_story.Book.RecentlyResolved).Probability);
    }

    [Fact]
    public void Nothing_is_explained_twice_in_the_minute_in_which_it_was_named()
    {
        _story.Fail(Names(0, 6)).Find(Finding("acme/r1/db", Names(0, 6))).For(4);
        Assert.Equal(0, Explanations);
    }

    [Fact]
    public void Evidence_of_a_kind_not_told_before_is_news_and_the_same_kind_coming_and_going_is_not()
    {
        var plain = Finding("acme/r1/db", Names(0, 6));
        var noticed = plain with { Evidence = [new CauseEvidence(CauseEvidenceKind.Notices, "its supplier says so", 3)] };
        _story.Fail(Names(0, 6)).Find(plain).For(10);
        var told = Explanations;
        for (var i = 0; i < 5; i++)
        {
            _story.Find(noticed).For(10).Find(plain).For(10);
        }

        Assert.Equal(told + 1, Explanations);
    }

    [Fact]
    public void A_service_that_goes_up_and_down_within_the_hour_flickers_and_makes_no_wave()
    {
        _story.Fail(Names(0, 12)).Find(Finding("acme/r1/db", Names(0, 12))).For(30);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            _story.Heal(Names(0, 8)).For(14).Fail(Names(0, 8)).For(16);
        }

        var member = _story.Only.Members[ServiceId.Parse("s03")];
        Assert.Equal((3, 2, Start), (member.Falls, member.Flickers, member.EpisodeOnset));
        Assert.Single(_story.Only.Waves);
        Assert.Equal(0, _story.Only.Members[ServiceId.Parse("s09")].Flickers);
    }

    [Fact]
    public void A_service_that_falls_again_after_hours_does_not_flicker()
    {
        _story.Fail(Names(0, 12)).Find(Finding("acme/r1/db", Names(0, 12))).For(60)
            .Heal(Names(0, 8)).For(60).Fail(Names(0, 8)).For(30);
        var member = _story.Only.Members[ServiceId.Parse("s03")];
        Assert.Equal((2, 0, Start.AddMinutes(120)), (member.Falls, member.Flickers, member.EpisodeOnset));
    }

    [Fact]
    public void A_component_that_probes_see_only_later_is_told_anew_and_works_again_when_they_say_so()
    {
        var unseen = Finding("acme/r1/db", Names(0, 6)) with { Components = [new FailingComponent(Db, null, Start)] };
        _story.Fail(Names(0, 6)).Find(unseen).For(5).Probe(Db, ProbeState.Down).Find(Finding("acme/r1/db", Names(0, 6))).For(10)
            .Probe(Db, ProbeState.Up).For(2);
        Assert.Equal([null, FailureClass.Empty], _story.Only.History.OfType<CauseEvent.ComponentFailed>().Select(e => e.Component.Failure));
        Assert.NotNull(_story.Only.Components[Db].RecoveredAt);
    }

    [Fact]
    public void At_the_end_it_is_told_who_was_watched_and_stayed_up_and_nobody_who_fell()
    {
        _story.Bystanders = new([ServiceId.Parse("s03"), ServiceId.Parse("s40")], [Launch, Db]);
        _story.Fail(Names(0, 6)).Find(Finding("acme/r1/db", Names(0, 6))).For(30).Probe(Db, ProbeState.Up).Heal(Names(0, 6)).Find().For(60);
        var spared = Assert.Single(_story.Only.History.OfType<CauseEvent.Spared>());
        Assert.Equal((IncidentState.Resolved, "s40", Launch), (_story.Only.State, Assert.Single(spared.Services).ToString(), Assert.Single(spared.Components)));
    }

    private CauseIncident Live => Assert.Single(_story.Book.Open);

    private int Explanations => _story.Only.History.OfType<CauseEvent.Explained>().Count();
}
