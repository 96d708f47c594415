using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Learning;
using Groundswell.Signals;

namespace Groundswell.Tests.Incidents.Causes;

/// <summary>
/// A small world on a virtual clock: <c>db</c> ← <c>launch</c> ← <c>lb</c> of one provider, and services that are down or not. Each
/// minute the story says what is down and what attribution names.
/// </summary>
internal sealed class CauseStory
{
    public static readonly ComponentId Db = ComponentId.Parse("acme/r1/db");
    public static readonly ComponentId Launch = ComponentId.Parse("acme/r1/launch");
    public static readonly ComponentId Lb = ComponentId.Parse("acme/r1/lb");
    public static readonly ComponentId Other = ComponentId.Parse("bolt/r9/cdn");
    public static readonly DateTimeOffset Start = new(2025, 10, 20, 6, 48, 0, TimeSpan.Zero);

    private static readonly Dictionary<ComponentId, IReadOnlySet<ComponentId>> Needed = new()
    {
        [Db] = new HashSet<ComponentId>(),
        [Launch] = new HashSet<ComponentId> { Db },
        [Lb] = new HashSet<ComponentId> { Launch, Db },
        [Other] = new HashSet<ComponentId>(),
    };

    private readonly HashSet<ServiceId> _down = [];
    private readonly AlarmLessons _lessons = new();
    private readonly Dictionary<ComponentId, ProbeState> _probes = [];
    private readonly List<CauseEntry> _entries = [];
    private readonly Dictionary<ServiceId, DateTimeOffset> _onsets = [];
    private List<CauseFinding> _findings = [];
    private IncidentBook _services = IncidentBook.Empty(IncidentOptions.Default);

    /// <summary>A service that needs nothing that is known.</summary>
    public static readonly ServiceId Stranger = ServiceId.Parse("s06");

    public CauseBook Book { get; private set; } = CauseBook.Empty(CauseOptions.Default);

    public DateTimeOffset Now { get; private set; } = Start;

    public List<NoticeThread> Notices { get; } = [];

    /// <summary>What is watched and needs what fails.</summary>
    public CauseBystanders Bystanders { get; set; } = CauseBystanders.None;

    public IReadOnlyList<CauseEntry> Entries => _entries;

    /// <summary>What was known of incidents when they were over.</summary>
    public List<AlarmLesson> Lessons { get; } = [];

    public CauseIncident Only => Assert.Single(_entries.Select(e => e.Incident).Distinct().Select(Find), i => i.MergedInto is null);

    public CauseIncident Find(IncidentId id) => CauseIncident.Fold(_entries.Where(e => e.Incident == id).Select(e => e.Event))!;

    public static IEnumerable<string> Names(int from, int to) => Enumerable.Range(from, to - from).Select(i => $"s{i:00}");

    public CauseStory Fail(params IEnumerable<string> services)
    {
        foreach (var service in services.Select(s => ServiceId.Parse(s)))
        {
            _down.Add(service);
            _onsets[service] = Now;
        }

        return this;
    }

    public CauseStory Heal(params IEnumerable<string> services)
    {
        _down.ExceptWith(services.Select(s => ServiceId.Parse(s)));
        return this;
    }

    public CauseStory Probe(ComponentId component, ProbeState state)
    {
        _probes[component] = state;
        return this;
    }

    /// <summary>From now on attribution names these causes; a text such as <c>acme/r1/db</c> explains the services that follow it.</summary>
    public CauseStory Find(params CauseFinding[] findings)
    {
        _findings = [.. findings];
        return this;
    }

    public static CauseFinding Finding(string cause, IEnumerable<string> services, double probability = 0.9, ComponentId? parent = null, string sentence = "") => new()
    {
        Cause = CauseName.Parse(cause),
        Probability = probability,
        Onset = Start,
        Sentence = sentence.Length > 0 ? sentence : $"Most likely {cause}.",
        Services = [.. services.Select(s => new ExplainedService(ServiceId.Parse(s), 0.95, ComponentId.TryParse(cause, null, out var c) ? c : Db, 1))],
        Components = ComponentId.TryParse(cause, null, out var component)
            ? [new FailingComponent(component, parent, Start, FailureClass.Empty, "3 of 3 vantages")]
            : [],
    };

    public CauseStory For(int minutes)
    {
        for (var i = 0; i < minutes; i++)
        {
            Tick();
            Now += TimeSpan.FromMinutes(1);
        }

        return this;
    }

    private void Tick()
    {
        _services = _services.Assess(Now, _onsets.Keys.Select(Assess)).Book;
        var tick = Book.Assess(
            new CauseCommand
            {
                Now = Now,
                Findings = [.. _findings.Select(f => f with { Onset = f.Services.Where(s => _down.Contains(s.Service)).Select(s => _onsets[s.Service]).DefaultIfEmpty(Start).Min() })],
                Services = _services,
                Needs = c => Needed[c],
                ServiceNeeds = s => Stranger == s ? new HashSet<ComponentId>() : new HashSet<ComponentId> { Db, Launch, Lb },
                Probes = c => _probes.TryGetValue(c, out var state) ? Verdict(c, state) : null,
                Notices = Notices,
                Bystanders = _ => Bystanders,
            },
            Math.Max(_services.HighestNumber, Book.HighestNumber));
        _entries.AddRange(tick.Events);
        Book = tick.Book;
        Lessons.AddRange(_lessons.Learn(Now, _onsets.Keys.Select(Assess), _services, Book));
        _services = _services.Reserve(Book.HighestNumber);

        // What is stored tells the same as what is held.
        Assert.Equal(tick.Events, tick.Events.Select(e => e with { Event = CauseEventJson.Read(CauseEventJson.Write(e.Event)) }), (a, b) => CauseEventJson.Write(a.Event) == CauseEventJson.Write(b.Event));
    }

    private ServiceAssessment Assess(ServiceId service)
    {
        var isDown = _down.Contains(service);
        return IncidentSimulator.Assessment(isDown ? SeriesState.Down : SeriesState.Normal, isDown ? 300 : 5, 5) with
        {
            Service = service,
            At = Now,
            Onset = isDown ? _onsets[service] : null,
        };
    }

    private ProbeVerdict Verdict(ComponentId component, ProbeState state) => new()
    {
        Target = new ProbeTarget(component),
        State = state,
        Failing = state == ProbeState.Down ? 3 : 0,
        Known = 3,
        Vantages = 3,
        At = Now,
        WellSince = state == ProbeState.Up ? Now : null,
        Sightings = [],
    };
}
