using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using static Groundswell.Tests.Incidents.Causes.CauseStory;

namespace Groundswell.Tests.Incidents.Causes;

public sealed class RecoveryOrderTests
{
    [Fact]
    public void Those_that_fell_last_and_came_back_first_recovered_in_reverse() =>
        Assert.Equal((RecoveryPattern.InReverse, -1, 8), Told(8, back: i => 200 - (10 * i)));

    [Fact]
    public void Those_that_fell_first_and_came_back_first_recovered_as_they_fell() =>
        Assert.Equal((RecoveryPattern.AsTheyFell, 1, 8), Told(8, back: i => 100 + (10 * i)));

    [Fact]
    public void Those_that_came_back_within_minutes_recovered_at_once_whatever_their_order() =>
        Assert.Equal(RecoveryPattern.AtOnce, RecoveryOrder.Of(Incident(8, i => 100 + i))?.Pattern);

    [Fact]
    public void A_straggler_does_not_make_a_common_recovery_less_common() =>
        Assert.Equal(RecoveryPattern.AtOnce, RecoveryOrder.Of(Incident(20, i => i == 3 ? 400 : 100 + (i % 5)))?.Pattern);

    [Fact]
    public void An_order_that_chance_would_give_is_none() =>
        Assert.Equal(RecoveryPattern.NoOrder, RecoveryOrder.Of(Incident(8, i => 100 + (50 * (i % 2)) + (i % 3 * 20)))?.Pattern);

    [Fact]
    public void Of_few_services_and_of_an_open_incident_nothing_is_said()
    {
        Assert.Null(RecoveryOrder.Of(Incident(RecoveryOrder.FewestServices - 1, i => 100 + (10 * i))));
        Assert.Null(RecoveryOrder.Of(Incident(8, i => 100 + (10 * i), isOver: false)));
    }

    [Fact]
    public void The_share_at_second_hand_is_of_services_whose_way_is_known()
    {
        var incident = Incident(8, i => 100, depth: i => i switch { < 2 => 0, < 5 => 1, _ => 2 });
        Assert.Equal(0.5, incident.SecondOrderShare);
        Assert.Null(Incident(8, i => 100, depth: _ => 0).SecondOrderShare);
    }

    private static (RecoveryPattern, double, int) Told(int services, Func<int, int> back)
    {
        var order = RecoveryOrder.Of(Incident(services, back))!;
        return (order.Pattern, Math.Round(order.Tau, 9), order.Services);
    }

    /// <summary>Services that fall two minutes apart, and come back when they are told to.</summary>
    private static CauseIncident Incident(int services, Func<int, int> back, bool isOver = true, Func<int, int>? depth = null)
    {
        ServiceId[] ids = [.. Names(0, services).Select(s => ServiceId.Parse(s))];
        var id = new IncidentId(1);
        List<CauseEvent> history =
        [
            new CauseEvent.Opened(id, new CauseName(Db), 0.9, Start, "", []) { At = Start },
            new CauseEvent.ServicesJoined([.. ids.Select((s, i) => new JoinedService(s, new IncidentId(2 + i), Start.AddMinutes(2 * i), Db, depth?.Invoke(i) ?? 1, 1))]) { At = Start },
            .. ids.Select((s, i) => (Service: s, At: Start.AddMinutes(back(i)))).OrderBy(r => r.At).Select(r => new CauseEvent.ServicesRecovered([r.Service]) { At = r.At }),
        ];
        if (isOver)
        {
            history.Add(new CauseEvent.Resolved { At = Start.AddHours(10) });
        }

        return CauseIncident.Fold(history)!;
    }
}
