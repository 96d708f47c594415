using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Learning;
using Groundswell.Publication;
using Groundswell.Signals;

namespace Groundswell.Server.Tests.Pages;

/// <summary>
/// An incident with a shared cause, of the course that one of 20 October 2025 had: tables fail first and take queues down, then load balancers, which go
/// on failing on their own; the supplier speaks 23 minutes late, and calls it over before the end.
/// </summary>
public static class MadeUpCause
{
    public static readonly IncidentId Id = new(9001);
    public static readonly DateTimeOffset Onset = MadeUpWorld.Noon.AddHours(-4);

    private static readonly ComponentId Tables = ComponentId.Parse("nimbostratus/north/tables");
    private static readonly ComponentId Queues = ComponentId.Parse("nimbostratus/north/queues");
    private static readonly ComponentId Balancers = ComponentId.Parse("nimbostratus/north/balancers");
    private static readonly VantageId[] Vantages = [VantageId.Node, VantageId.Parse("frankfurt"), VantageId.Parse("virginia")];

    /// <summary>The supplied world with the incident in it, open still.</summary>
    public static PublicSnapshot Snapshot(int services = 40) => With(MadeUpSuppliers.Snapshot(services, 0), Histories.Open);

    /// <summary>The same, a quarter of an hour before noon over: resolved for users 41 minutes after its supplier had called it over.</summary>
    public static PublicSnapshot EndedSnapshot(int services = 40) => With(MadeUpSuppliers.Snapshot(services, 0), Histories.Ended);

    /// <summary>What probes of the tables saw, newest first.</summary>
    public static IReadOnlyList<ProbeChange> Changes { get; } =
    [
        new(new ProbeTarget(Tables), Sighting(VantageId.Node, ProbeState.Up, null, "203.0.113.7", 160)),
        new(new ProbeTarget(Tables), Sighting(VantageId.Node, ProbeState.Down, FailureClass.Empty, "no addresses", 1)),
    ];

    private enum Histories
    {
        Open,
        Ended,
    }

    private static PublicSnapshot With(PublicSnapshot world, Histories history)
    {
        var catalogue = Extended(world.Catalogue);
        var incident = CauseIncident.Fold(History([.. catalogue.Services.Keys.Order().Take(12)], history == Histories.Ended))!;
        var isOpen = incident.IsOpen;
        IReadOnlyList<NoticeThread> notices = [Thread(Tables, "Tables (North)", "Names of tables did not resolve. <b>Over</b>.", isResolved: true), Thread(Balancers, "Load balancers (North)", "Health checks fail.", isResolved: false)];
        return world with
        {
            Catalogue = catalogue,
            Causes = isOpen ? [incident] : [],
            EndedCauses = isOpen ? [] : [incident],
            CauseOf = isOpen ? incident.Members.Values.Where(m => m.IsDown).ToDictionary(m => m.Service, _ => incident) : new Dictionary<ServiceId, CauseIncident>(),
            Notices = notices,
            Components =
            [
                new() { Id = Balancers, Name = "Load balancers", Probes = Verdict(Balancers, ProbeState.Down), Notices = [notices[1]], Incident = isOpen ? Id : null },
                new() { Id = Tables, Name = "Tables", Probes = Verdict(Tables, ProbeState.Degraded) },
            ],
            Expected = isOpen ? new Dictionary<IncidentId, IReadOnlyList<ExpectedOutage>> { [Id] = Expected([.. catalogue.Services.Keys.Order().Skip(12)]) } : new Dictionary<IncidentId, IReadOnlyList<ExpectedOutage>>(),
            Hints = [Hint(catalogue.Services.Keys.Order().Last())],
            Sensing = new SensingStanding(
                null, "", [new("nimbostratus", new Uri("https://status.nimbostratus.example/feed"), MadeUpWorld.Noon.AddMinutes(-1), MadeUpWorld.Noon.AddMinutes(9), null, ["Tables in the West"])]),
        };
    }

    private static ServiceCatalogue Extended(ServiceCatalogue catalogue) => new(
        [.. catalogue.Services.Values],
        [.. catalogue.Symptoms.Values],
        [.. catalogue.Categories.Values],
        [.. catalogue.Providers.Values.Select(p => p.Id == "nimbostratus" ? p with { StatusPage = new Uri("https://status.nimbostratus.example/") } : p)],
        [
            .. catalogue.Components.Values,
            new() { Id = Queues, Name = "Queues", Kind = ComponentKind.Queue, Dependencies = [Need(Tables)] },
            new() { Id = Balancers, Name = "Load balancers", Kind = ComponentKind.LoadBalancer, Dependencies = [Need(Tables)] },
        ]);

    private static Dependency Need(ComponentId on) => new() { On = on, Criticality = Criticality.Hard, Evidence = [new(EvidenceKind.Stated, "made up")] };

    private static IEnumerable<CauseEvent> History(ServiceId[] services, bool isOver)
    {
        CauseEvidence[] evidence =
        [
            new(CauseEvidenceKind.Probes, "3 of 3 vantages get an empty DNS answer", 4.2),
            new(CauseEvidenceKind.Dependants, "11 of 12 services that depend on it are down", 6.1),
            new(CauseEvidenceKind.Notices, "its supplier says nothing of it", -0.3),
        ];
        yield return new CauseEvent.Opened(Id, new CauseName(Tables), 0.97, Onset, "Tables of Nimbostratus Cloud in north fail: its DNS answer is empty.", evidence, IsOnsetMeasured: true) { At = At(6) };
        yield return new CauseEvent.ComponentFailed(new(Tables, null, Onset, FailureClass.Empty, "from 3 of 3 vantages")) { At = At(6) };
        yield return new CauseEvent.ServicesJoined([.. services[..5].Select((s, i) => Joined(s, i, Tables, 1, 1))]) { At = At(7) };
        yield return new CauseEvent.SeverityChanged(Severity.Critical) { At = At(8) };
        yield return Notice("Tables (North)", NoticeState.Degraded, 23, isFirst: true, isResolved: false, "We investigate errors.");
        yield return new CauseEvent.ComponentFailed(new(Queues, Tables, At(62))) { At = At(65) };
        yield return new CauseEvent.ServicesJoined([.. services[5..9].Select((s, i) => Joined(s, 62 + i, Queues, 2, 1))]) { At = At(66) };
        yield return new CauseEvent.WaveBegan(2, At(62), Queues, Tables, false) { At = At(67) };
        yield return new CauseEvent.ComponentRecovered(Tables, At(155)) { At = At(160) };
        yield return new CauseEvent.ServicesRecovered([.. services[..5]]) { At = At(161) };
        yield return Notice("Tables (North)", NoticeState.Operational, 164, isFirst: false, isResolved: true, "The errors are over.");
        yield return new CauseEvent.ComponentFailed(new(Balancers, Tables, At(170), FailureClass.Http5xx, "from 3 of 3 vantages")) { At = At(172) };
        yield return new CauseEvent.ComponentOnItsOwn(Balancers, Tables) { At = At(172) };
        yield return new CauseEvent.ServicesFailedAgain([Joined(services[0], 171, Balancers, 2, 2)]) { At = At(173) };
        yield return new CauseEvent.ServicesJoined([.. services[9..].Select((s, i) => Joined(s, 171 + i, Balancers, 2, 2))]) { At = At(175) };
        yield return new CauseEvent.WaveBegan(3, At(170), Balancers, Tables, true) { At = At(176) };
        if (isOver)
        {
            yield return new CauseEvent.ServicesRecovered([services[0], .. services[5..]]) { At = At(205) };
            yield return new CauseEvent.ComponentRecovered(Balancers, At(205)) { At = At(206) };
            yield return new CauseEvent.RecoveryBegan { At = At(206) };
            yield return new CauseEvent.Spared([ServiceId.Parse("never-down")], [ComponentId.Parse("nimbostratus/north/compute")]) { At = At(225) };
            yield return new CauseEvent.Resolved { At = At(225) };
        }
    }

    private static List<ExpectedOutage> Expected(IReadOnlyList<ServiceId> services) =>
    [
        new() { Service = services[0], Via = Balancers, Probability = 0.62, Earliest = MadeUpWorld.Noon.AddMinutes(8), Latest = MadeUpWorld.Noon.AddMinutes(25) },
        new() { Component = Queues, Via = Tables, Probability = 0.3, Earliest = MadeUpWorld.Noon.AddMinutes(11), Latest = MadeUpWorld.Noon.AddMinutes(40) },
    ];

    private static DependencyHint Hint(ServiceId service) => new()
    {
        Service = service,
        Component = Tables,
        Incidents = 5,
        Cases = [.. Enumerable.Range(0, 4).Select(i => new HintCase(new IncidentId(80 - (10 * i)), new IncidentId(83 - (10 * i)), At(0).AddDays(-7 * (i + 1)).AddMinutes(6), TimeSpan.FromMinutes(6)))],
        BaseRate = 0.0013,
        Posterior = 0.9634,
        Criticality = Criticality.Hard,
    };

    private static JoinedService Joined(ServiceId service, int minute, ComponentId via, int depth, int wave) =>
        new(service, new IncidentId(2000 + minute), At(minute), via, depth, wave);

    private static CauseEvent.NoticeSeen Notice(string named, NoticeState state, int minute, bool isFirst, bool isResolved, string text) =>
        new("nimbostratus", named, state, At(minute), isFirst, isResolved, text, new Uri("https://status.nimbostratus.example/1")) { At = At(minute + 1) };

    private static NoticeThread Thread(ComponentId component, string named, string text, bool isResolved)
    {
        var posted = isResolved ? At(23) : At(180);
        var revised = isResolved ? At(164) : posted;
        var latest = new Notice
        {
            Provider = "nimbostratus",
            Named = named,
            Component = component,
            State = isResolved ? NoticeState.Operational : NoticeState.PartialOutage,
            PostedAt = posted,
            RevisedAt = revised,
            SeenAt = revised.AddMinutes(1),
            Incident = named,
            Resolved = isResolved,
            Text = text,
            Link = new Uri(isResolved ? "https://status.nimbostratus.example/1" : "javascript:alert(1)"),
        };
        return new NoticeThread(posted, posted.AddMinutes(1), latest, isResolved ? revised.AddMinutes(1) : null);
    }

    private static ProbeVerdict Verdict(ComponentId component, ProbeState state) => new()
    {
        Target = new ProbeTarget(component),
        State = state,
        Failure = FailureClass.Http5xx,
        Failing = state == ProbeState.Down ? 2 : 1,
        Known = 2,
        Vantages = 3,
        FailingSince = At(170),
        At = MadeUpWorld.Noon.AddSeconds(-20),
        Sightings =
        [
            Sighting(Vantages[0], ProbeState.Down, FailureClass.Http5xx, "503 Service Unavailable", 170),
            Sighting(Vantages[1], state == ProbeState.Down ? ProbeState.Down : ProbeState.Up, state == ProbeState.Down ? FailureClass.Http5xx : null, "answered", 171),
            Sighting(Vantages[2], ProbeState.Unknown, null, "no result since 11:40 UTC", 220),
        ],
    };

    private static ProbeSighting Sighting(VantageId vantage, ProbeState state, FailureClass? failure, string detail, int minute) =>
        new("https", vantage, state, failure, detail, At(minute), MadeUpWorld.Noon.AddSeconds(-20), TimeSpan.FromMilliseconds(state == ProbeState.Down ? 1_240 : 24));

    private static DateTimeOffset At(int minute) => Onset.AddMinutes(minute);
}
