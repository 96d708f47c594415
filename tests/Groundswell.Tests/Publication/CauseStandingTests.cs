using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;

namespace Groundswell.Tests.Publication;

public sealed class CauseStandingTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 6, 0, 0, TimeSpan.Zero);
    private static readonly ComponentId Balancers = ComponentId.Parse("acme/r1/balancers");
    private static readonly ComponentId Queues = ComponentId.Parse("acme/r1/queues");

    [Theory]
    [InlineData(0, "Most likely acme r1 tables (90 %). 9 services are down in later waves, since 07:00, most likely through acme r1 balancers.")]
    [InlineData(1, "Most likely acme r1 tables (90 %). 9 services are down in later waves, since 07:00, most likely through acme r1 balancers. 1 more is down from the first.")]
    public void Who_is_down_in_two_later_waves_is_not_down_since_the_last_of_them_only(int first, string expected)
    {
        var events = new List<CauseEvent>
        {
            new CauseEvent.Opened(new IncidentId(1), CauseName.Parse("acme/r1/tables"), 0.9, Start, "", []) { At = Start },
            new CauseEvent.ComponentFailed(new FailingComponent(Balancers, null, Start.AddHours(1))) { At = Start.AddHours(1) },
        };
        if (first > 0)
        {
            events.Add(new CauseEvent.ServicesJoined([Joined(0, 0, 1, null)]) { At = Start });
        }

        events.AddRange(
        [
            new CauseEvent.WaveBegan(2, Start.AddMinutes(60), Balancers, null, false) { At = Start.AddMinutes(65) },
            new CauseEvent.ServicesJoined([.. Enumerable.Range(1, 6).Select(i => Joined(i, 60, 2, Balancers))]) { At = Start.AddMinutes(65) },
            new CauseEvent.WaveBegan(3, Start.AddMinutes(110), Queues, null, false) { At = Start.AddMinutes(115) },
            new CauseEvent.ServicesJoined([.. Enumerable.Range(7, 3).Select(i => Joined(i, 110, 3, Queues))]) { At = Start.AddMinutes(115) },
        ]);

        Assert.Equal(expected, CauseStanding.Write(CauseIncident.Fold(events)!, ServiceCatalogue.Empty, Start.AddMinutes(120)));
    }

    private static JoinedService Joined(int number, int minutes, int wave, ComponentId? via) =>
        new(ServiceId.Parse($"s{number}"), new IncidentId(100 + number), Start.AddMinutes(minutes), via, via is null ? 0 : 1, wave);
}
