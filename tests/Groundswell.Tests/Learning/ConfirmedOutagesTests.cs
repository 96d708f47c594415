using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using static Groundswell.Tests.Learning.LearningWorld;

namespace Groundswell.Tests.Learning;

public sealed class ConfirmedOutagesTests
{
    [Fact]
    public void An_incident_that_was_named_surely_to_its_end_confirms_its_cause_and_tells_who_fell_by_it_and_who_did_not()
    {
        var outage = Assert.Single(Outages(Incident(1, 0, Fell(0, 4, "shop", Db, 0.9), Spared(0, "bank"))));
        Assert.Equal((Db, At(0, 0), At(0, 120)), (outage.Component, outage.Onset, outage.Until));
        Assert.Equal((At(0, 4), 0.9), (outage.Fell["shop"].Onset, outage.Fell["shop"].Probability));
        Assert.Equal(["bank"], outage.Spared);
    }

    [Fact]
    public void One_whose_cause_became_doubtful_confirms_nothing() =>
        Assert.Empty(Outages(Incident(1, 0, Fell(0, 4, "shop", Db), new CauseEvent.Explained(0.6, "", []) { At = At(0, 30) }, new CauseEvent.Explained(0.95, "", []) { At = At(0, 60) })));

    [Fact]
    public void Doubts_of_an_earlier_name_do_not_count_against_a_later_one() =>
        Assert.Single(Outages(Incident(
            1,
            0,
            new CauseEvent.Explained(0.5, "", []) { At = At(0, 10) },
            new CauseEvent.CauseRevised(new CauseName(Db), new CauseName(Queue), 0.9, "", []) { At = At(0, 20) },
            Failed(0, 1, Queue, null, isSeen: false))), o => o.Component == Queue);

    [Fact]
    public void A_component_that_probes_saw_fail_is_confirmed_and_one_that_was_inferred_is_not()
    {
        Assert.Equal([Db, Queue], Outages(Incident(1, 0, Failed(0, 5, Queue, Db, isSeen: true))).Select(o => o.Component));
        Assert.Equal([Db], Outages(Incident(1, 0, Failed(0, 5, Queue, Db, isSeen: false))).Select(o => o.Component));
    }

    [Fact]
    public void A_component_that_was_seen_to_fail_by_another_fell_by_it() =>
        Assert.Equal(At(0, 5), Outages(Incident(1, 0, Failed(0, 5, Queue, Db, isSeen: true)))[0].Fell[Queue.ToString()].Onset);

    [Fact]
    public void An_incident_that_is_open_or_part_of_another_confirms_nothing()
    {
        var history = Incident(1, 0, Fell(0, 4, "shop", Db)).History;
        Assert.Empty(Outages(CauseIncident.Fold(history.RemoveAt(history.Count - 1))!));
        Assert.Empty(Outages(CauseIncident.Fold([.. history.RemoveAt(history.Count - 1), new CauseEvent.MergedInto(new IncidentId(7)) { At = At(0, 90) }])!));
    }
}
