using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;
using Groundswell.Scenarios.Watching;

namespace Groundswell.Scenarios;

/// <summary>
/// Compares what a node says with what a scenario knows. It is fed the events of incidents as they happen, and what is published at every
/// tick, and judges at the end; the times of events are those that they carry. Not safe for use by several threads at once.
/// </summary>
public sealed class ScenarioJudge(Scenario scenario)
{
    private readonly Dictionary<IncidentId, ScenarioSighting> _sightings = [];
    private readonly List<CauseEntry> _causes = [];
    private readonly Dictionary<ServiceId, DateTimeOffset> _foreseen = [];
    private readonly IReadOnlyList<ScenarioTruth> _truths = scenario.Truths();
    private readonly Dictionary<ScenarioExpectation, IReadOnlyList<ReaderWatch>> _watches = Watches.Of(scenario);

    private DateTimeOffset _looked = scenario.Start;

    /// <summary>Takes one event. Events of one incident must come in order; those before the start of the scenario count as well.</summary>
    public void Observe(IncidentEntry entry) => Observe(entry.Incident, entry.Service, entry.Event);

    public void Observe(IncidentId incident, ServiceId service, IncidentEvent happened)
    {
        if (!_sightings.TryGetValue(incident, out var sighting))
        {
            _sightings[incident] = sighting = new ScenarioSighting(incident, service);
        }

        sighting.Add(happened);
    }

    /// <summary>Takes one event of an incident with a shared cause.</summary>
    public void Observe(CauseEntry entry) => _causes.Add(entry);

    /// <summary>Takes what is said at a time of a service that is up: that it may fall soon.</summary>
    public void Foresee(ServiceId service, DateTimeOffset at) => _foreseen.TryAdd(service, at);

    /// <summary>Takes what a reader sees. Looks must come in order of time; each stands for the time since the last.</summary>
    /// <param name="snapshot">What is published.</param>
    /// <param name="home">What the head of the home page says.</param>
    public void Look(PublicSnapshot snapshot, Func<string> home)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var view = new ReaderView(snapshot, home, snapshot.At - _looked);
        _looked = snapshot.At;
        foreach (var watch in _watches.Values.SelectMany(w => w))
        {
            watch.Look(view);
        }
    }

    public ScenarioJudgment Judge()
    {
        var findings = _truths.Select(Find).ToList();
        var median = MedianOf(findings);
        var falseIncidents = _sightings.Values.OrderBy(s => s.Id.Number).SelectMany(FalseBeginnings).ToList();
        var rules = new ExpectationRules(findings, [.. _sightings.Values.OrderBy(s => s.Id.Number)], median, falseIncidents);
        var causes = new CauseExpectationRules(_causes, _foreseen);
        return new ScenarioJudgment
        {
            Findings = findings,
            FalseIncidents = falseIncidents,
            MedianDelay = median,
            Results = [.. scenario.Expectations.OrderBy(e => e.Line).SelectMany(e => _watches.GetValueOrDefault(e)?.Select(w => w.Judge()) ?? causes.Check(e) ?? rules.Check(e))],
            Causes = causes.Incidents,
        };
    }

    private ScenarioFinding Find(ScenarioTruth truth)
    {
        var sightings = _sightings.Values.Where(s => s.Service == truth.Service).ToList();
        var until = _truths.Where(t => t.Service == truth.Service && t.From > truth.From).Select(t => t.From).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        var found = sightings.Exists(s => s.IsDownAt(truth.From))
            ? truth.From
            : First(sightings.SelectMany(s => s.Beginnings).Where(t => t >= truth.From && t <= truth.Faded && t < until));
        var isOverAlready = found is not null && sightings.TrueForAll(s => !s.IsDownAt(truth.To));
        var recovered = found is null ? null
            : isOverAlready ? truth.To
            : First(sightings.SelectMany(s => s.Endings).Where(t => t >= truth.To && t < until));
        return new ScenarioFinding(truth, found, recovered);
    }

    private IEnumerable<ScenarioFalseIncident> FalseBeginnings(ScenarioSighting sighting) =>
        from at in sighting.Beginnings
        where !_truths.Any(t => t.Service == sighting.Service && at >= t.From && at <= t.Faded + scenario.Grace)
        select new ScenarioFalseIncident(sighting.Id, sighting.Service, at, sighting.WasConfirmed);

    private static DateTimeOffset? First(IEnumerable<DateTimeOffset> times) =>
        times.Select(t => (DateTimeOffset?)t).Order().FirstOrDefault();

    // The lower median of an even number: a delay that was really seen.
    private static TimeSpan? MedianOf(List<ScenarioFinding> findings) =>
        findings.Count == 0 ? null : findings.Select(f => f.Delay).OrderBy(d => d ?? TimeSpan.MaxValue).ElementAt((findings.Count - 1) / 2);
}
