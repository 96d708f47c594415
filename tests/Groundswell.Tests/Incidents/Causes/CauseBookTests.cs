using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Signals;
using static Groundswell.Tests.Incidents.Causes.CauseStory;

namespace Groundswell.Tests.Incidents.Causes;

public sealed class CauseBookTests
{
    private readonly CauseStory _story = new();

    [Fact]
    public void Services_that_one_cause_explains_become_one_incident()
    {
        _story.Fail(Names(0, 12)).Find(Finding("acme/r1/db", Names(0, 12))).For(5);

        var incident = _story.Only;
        Assert.Equal(("acme/r1/db", 12, IncidentState.Confirmed, 1), (incident.Cause.ToString(), incident.Down, incident.State, incident.Waves.Count));
        Assert.Equal(12, incident.ServicesIn(incident.Waves[0]));
        Assert.Equal(incident.Id, _story.Book.Of(ServiceId.Parse("s03"))?.Id);
    }

    [Fact]
    public void A_service_that_is_up_does_not_join_however_likely_the_cause()
    {
        _story.Fail(Names(0, 6)).Find(Finding("acme/r1/db", Names(0, 9))).For(5);
        Assert.Equal(6, _story.Only.Members.Count);
    }

    [Fact]
    public void Nothing_is_opened_for_a_cause_that_takes_nothing_down()
    {
        _story.Find(Finding("acme/r1/db", Names(0, 9))).For(5);
        Assert.Empty(_story.Entries);
    }

    [Fact]
    public void A_cause_that_is_found_late_takes_in_what_was_open_and_the_history_shows_it()
    {
        _story.Fail(Names(0, 6)).For(30).Find(Finding("acme/r1/db", Names(0, 6))).For(2);
        var joined = Assert.Single(_story.Only.History.OfType<CauseEvent.ServicesJoined>());
        Assert.Equal(Start.AddMinutes(30), joined.At);
        Assert.All(joined.Services, s => Assert.Equal(Start, s.Onset));
    }

    [Fact]
    public void A_cause_named_more_deeply_revises_the_incident_and_a_shallower_one_does_not()
    {
        _story.Fail(Names(0, 6)).Find(Finding("acme/r1", Names(0, 6))).For(5)
            .Find(Finding("acme/r1/db", Names(0, 6))).For(5)
            .Find(Finding("acme/r1", Names(0, 6))).For(60);
        Assert.Equal("acme/r1/db", _story.Only.Cause.ToString());
        Assert.Single(_story.Only.History.OfType<CauseEvent.CauseRevised>());
    }

    [Fact]
    public void A_cause_below_the_first_one_named_replaces_it()
    {
        _story.Fail(Names(0, 6)).Find(Finding("acme/r1/launch", Names(0, 6))).For(5).Find(Finding("acme/r1/db", Names(0, 6))).For(5);
        Assert.Equal("acme/r1/db", _story.Only.Cause.ToString());
        Assert.Equal("acme/r1/launch", _story.Only.Revised?.From.ToString());
    }

    [Theory]
    [InlineData(10, 6, 3)]
    [InlineData(20, 11, 7)]
    [InlineData(240, 17, 12)]
    public void The_longer_a_name_has_stood_the_longer_another_must_be_likelier(int stood, int enough, int tooShort)
    {
        foreach (var (minutes, expected) in new[] { (tooShort, "acme/r1/launch"), (enough, "acme/r1/db") })
        {
            var story = new CauseStory();
            story.Fail(Names(0, 6)).Find(Finding("acme/r1/launch", Names(0, 6))).For(stood).Find(Finding("acme/r1/db", Names(0, 6))).For(minutes);
            Assert.Equal(expected, story.Only.Cause.ToString());
            Assert.Equal(expected == "acme/r1/db", story.Book.Open[0].InDoubt is null);
        }
    }

    [Fact]
    public void While_another_cause_is_likelier_the_two_probabilities_add_up_to_one_at_most()
    {
        _story.Fail(Names(0, 6)).Find(Finding("acme/r1/launch", Names(0, 6))).For(60).Find(Finding("acme/r1/db", Names(0, 6), 0.94)).For(5);
        Assert.Equal("acme/r1/db", _story.Book.Open[0].InDoubt?.ToString());
        Assert.True(_story.Book.Open[0].Probability <= 0.06 + 1e-9, $"{_story.Book.Open[0].Probability}");
    }

    [Fact]
    public void A_cause_that_was_seen_to_fail_and_works_again_keeps_the_name_whatever_is_found_then()
    {
        _story.Fail(Names(0, 12)).Probe(Db, ProbeState.Down).Find(Finding("acme/r1/db", Names(0, 12))).For(60)
            .Probe(Db, ProbeState.Up).Heal(Names(0, 11)).Find().For(15).Fail(Names(0, 11)).Find(Finding("bolt/r9/cdn", Names(0, 11), 0.99)).For(240);
        var first = _story.Find(_story.Entries[0].Incident);
        Assert.Equal(("acme/r1/db", null), (first.Cause.ToString(), first.Revised));
    }

    [Fact]
    public void A_cause_that_nothing_saw_fail_gives_way_to_one_that_explains_as_much()
    {
        _story.Fail(Names(0, 6)).Find(Finding("acme/r1", Names(0, 6))).For(10).Find(Finding("bolt/r9/cdn", Names(0, 6))).For(10);
        Assert.Equal("bolt/r9/cdn", _story.Only.Cause.ToString());
    }

    [Fact]
    public void A_large_incident_is_not_renamed_after_a_cause_that_explains_a_few_of_its_services()
    {
        _story.Fail(Names(0, 20)).Find(Finding("acme/r1", Names(0, 20))).For(30).Find(Finding("bolt/r9/cdn", Names(0, 3))).For(60);
        Assert.Equal("acme/r1", _story.Find(_story.Entries[0].Incident).Cause.ToString());
    }

    [Fact]
    public void Its_worst_moment_stays_known()
    {
        _story.Fail(Names(0, 12)).Find(Finding("acme/r1/db", Names(0, 12))).For(20).Heal(Names(0, 9)).For(20);
        Assert.Equal((12, 3), (_story.Only.Peak.Services, _story.Only.Down));
        Assert.Equal(Start, _story.Only.Peak.At);
    }

    [Fact]
    public void What_the_cause_triggered_is_a_part_of_its_incident_and_goes_on_by_itself_when_the_cause_is_repaired()
    {
        _story.Fail(Names(0, 12)).Probe(Db, ProbeState.Down).Find(Finding("acme/r1/db", Names(0, 12))).For(60)
            .Probe(Db, ProbeState.Up).Heal(Names(0, 11)).Find().For(45)
            .Fail(Names(0, 6)).Find(Finding("acme/r1/launch", Names(0, 6))).For(30);

        var incident = _story.Only;
        Assert.Equal("acme/r1/db", incident.Cause.ToString());
        Assert.NotNull(incident.Components[Db].RecoveredAt);
        Assert.Equal((Db, true), (incident.Components[Launch].Failing.Parent, incident.Components[Launch].OnItsOwn));
        var second = incident.Waves[1];
        Assert.Equal((2, Launch, Db, true, 6), (second.Number, second.Component, second.TriggeredBy, second.OnItsOwn, incident.ServicesIn(second)));
        Assert.Equal(Start.AddMinutes(105), second.Onset);
    }

    [Fact]
    public void Three_waves_of_one_day_are_one_incident()
    {
        _story.Fail(Names(0, 20)).Probe(Db, ProbeState.Down).Find(Finding("acme/r1/db", Names(0, 20))).For(150)
            .Probe(Db, ProbeState.Up).Heal(Names(0, 20)).Find().For(60)
            .Fail(Names(0, 5)).For(6).Find(Finding("acme/r1/launch", Names(0, 5))).For(60).Heal(Names(0, 5)).Find().For(70)
            .Fail(Names(0, 15)).For(8).Find(Finding("acme/r1/lb", Names(0, 15))).For(240).Heal(Names(0, 15)).Find().For(60);

        var incident = _story.Only;
        Assert.Equal(3, incident.Waves.Count);
        Assert.Equal([Db, Launch, Lb], incident.Waves.Select(w => w.Component!.Value));
        Assert.Equal([20, 5, 15], incident.Waves.Select(incident.ServicesIn));
        Assert.Equal(IncidentState.Resolved, incident.State);
    }

    [Fact]
    public void Services_that_fall_one_after_another_are_one_wave()
    {
        foreach (var i in Enumerable.Range(0, 20))
        {
            _story.Fail($"s{i:00}").Find(Finding("acme/r1/db", Names(0, i + 1))).For(4);
        }

        Assert.Single(_story.Only.Waves);
        Assert.Equal(20, _story.Only.ServicesIn(_story.Only.Waves[0]));
    }

    [Fact]
    public void A_service_that_no_cause_explains_any_more_leaves()
    {
        _story.Fail(Names(0, 7)).Find(Finding("acme/r1/db", Names(0, 7))).For(5).Find(Finding("acme/r1/db", Names(0, 6))).For(30);
        Assert.Equal(6, _story.Only.Members.Count);
        Assert.Equal([ServiceId.Parse("s06")], _story.Only.History.OfType<CauseEvent.ServicesLeft>().Single().Services);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(60, false)]
    public void What_fails_again_before_it_was_over_is_a_part_of_the_incident_still(int minutesAfter, bool isPart)
    {
        _story.Fail(Names(0, 12)).Probe(Db, ProbeState.Down).Find(Finding("acme/r1/db", Names(0, 12))).For(60)
            .Probe(Db, ProbeState.Up).Heal(Names(0, 11)).For(minutesAfter).Fail("s00").Find().For(5);

        Assert.Equal(isPart, _story.Find(_story.Entries[0].Incident).Members[ServiceId.Parse("s00")].IsDown);
    }

    [Fact]
    public void Services_said_too_early_to_be_back_are_no_new_wave_when_they_are_down_again()
    {
        _story.Fail(Names(0, 12)).Find(Finding("acme/r1/db", Names(0, 12))).For(120)
            .Heal(Names(0, 5)).For(6).Fail(Names(0, 5)).For(30);

        var incident = _story.Find(_story.Entries[0].Incident);
        Assert.Single(incident.Waves);
        Assert.Equal((12, 1), (incident.Down, incident.Members[ServiceId.Parse("s00")].Flickers));
    }

    [Fact]
    public void Two_causes_that_share_nothing_are_two_incidents()
    {
        _story.Fail(Names(0, 12)).Find(Finding("acme/r1/db", Names(0, 6)), Finding("bolt/r9/cdn", Names(6, 12))).For(5);
        Assert.Equal(2, _story.Book.Open.Count);
    }

    [Fact]
    public void Incidents_that_turn_out_to_have_one_cause_are_merged_into_the_older()
    {
        _story.Fail(Names(0, 6)).Find(Finding("acme/r1/launch", Names(0, 6))).For(5);
        var first = _story.Only.Id;
        _story.Fail(Names(6, 9)).Find(Finding("acme/r1/launch", Names(0, 6)), Finding("bolt/r9/cdn", Names(6, 9))).For(5);
        Assert.Equal(2, _story.Book.Open.Count);

        var second = _story.Book.Open.Single(i => i.Id != first).Id;
        _story.Find(Finding("acme/r1/launch", Names(0, 9))).For(20);
        Assert.Equal(9, _story.Find(first).Down);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void It_recovers_when_its_services_do_and_ends_after_a_while_of_calm()
    {
        _story.Fail(Names(0, 6)).Find(Finding("acme/r1/db", Names(0, 6))).For(20).Heal(Names(0, 6)).Find().For(5);
        Assert.Equal(IncidentState.Recovering, _story.Only.State);
        _story.For(30);
        Assert.Equal(IncidentState.Resolved, _story.Only.State);
    }

    [Fact]
    public void Its_number_is_given_to_no_other_incident()
    {
        _story.Fail(Names(0, 3)).Find(Finding("acme/r1/db", Names(0, 3))).For(5).Fail("later").For(5);
        var own = _story.Only.Members.Values.Select(m => m.First.Incident).ToList();
        Assert.DoesNotContain(_story.Only.Id, own);
        Assert.Equal(4, _story.Only.Id.Number);
    }

    [Fact]
    public void The_suppliers_word_stands_in_the_history_with_its_delay()
    {
        _story.Fail(Names(0, 6)).Find(Finding("acme/r1/db", Names(0, 6))).For(23);
        var notice = new Notice
        {
            Provider = "acme",
            Named = "Acme DB",
            Component = Db,
            State = NoticeState.Degraded,
            PostedAt = Start.AddMinutes(23),
            RevisedAt = Start.AddMinutes(23),
            SeenAt = Start.AddMinutes(23),
            Incident = "a",
            Text = "We are investigating.",
        };
        _story.Notices.Add(new NoticeThread(notice.PostedAt, notice.SeenAt, notice, null));
        _story.For(10);
        Assert.Equal(Start.AddMinutes(23), _story.Only.FirstNoticeAt);
        Assert.True(Assert.Single(_story.Only.History.OfType<CauseEvent.NoticeSeen>()).IsFirst);

        _story.Notices[0] = _story.Notices[0] with { Latest = notice with { Resolved = true, RevisedAt = Start.AddMinutes(33), State = NoticeState.Operational }, ResolvedAt = Start.AddMinutes(33) };
        _story.For(5);
        Assert.Equal(Start.AddMinutes(33), _story.Only.CalledOverAt);
    }

    [Fact]
    public void A_book_from_the_store_tells_the_same()
    {
        _story.Fail(Names(0, 6)).Find(Finding("acme/r1/db", Names(0, 6))).For(20).Heal(Names(0, 3)).For(5);
        var restored = CauseBook.Restore(_story.Entries, CauseOptions.Default);
        Assert.Equivalent(_story.Book.Open.Select(i => (i.Id, i.Cause, i.Down, i.State)), restored.Open.Select(i => (i.Id, i.Cause, i.Down, i.State)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"type":"opened"}""")]
    [InlineData("""{"type":"never-heard","at":"2025-10-20T00:00:00Z"}""")]
    [InlineData("""{"type":"resolved","at":5}""")]
    public void A_stored_event_that_is_none_says_so(string text) => Assert.Throws<FormatException>(() => CauseEventJson.Read(text));
}
