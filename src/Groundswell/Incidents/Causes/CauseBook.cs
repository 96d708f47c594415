using System.Collections.Immutable;
using Groundswell.Catalogue;

namespace Groundswell.Incidents.Causes;

/// <summary>
/// The incidents with a shared cause that are open or ended lately. Immutable: a tick makes a new book, so that the old one still holds
/// if the store refuses the events.
/// </summary>
public sealed class CauseBook
{
    private const int MostRecent = 20;

    private readonly CauseOptions _options;
    private readonly ImmutableSortedDictionary<long, CauseIncident> _incidents;
    private readonly ImmutableDictionary<IncidentId, CauseWatch> _watches;

    private CauseBook(CauseOptions options, ImmutableSortedDictionary<long, CauseIncident> incidents, ImmutableDictionary<IncidentId, CauseWatch> watches)
    {
        _options = options;
        _incidents = incidents;
        _watches = watches;
    }

    /// <summary>The highest number among its incidents; 0 where there is none.</summary>
    public long HighestNumber => _incidents.Count == 0 ? 0 : _incidents.Keys.Max();

    /// <summary>Open incidents, the one that took down most services first.</summary>
    public IReadOnlyList<CauseIncident> Open =>
        [.. _incidents.Values.Where(i => i.IsOpen).OrderByDescending(i => i.Severity).ThenByDescending(i => i.Down).ThenBy(i => i.Id.Number)];

    /// <summary>The latest that ended, newest first; those that were merged into another are left out.</summary>
    public IReadOnlyList<CauseIncident> RecentlyResolved =>
        [.. _incidents.Values.Where(i => !i.IsOpen && i.MergedInto is null).OrderByDescending(i => i.Since).Take(MostRecent)];

    public static CauseBook Empty(CauseOptions options) =>
        new(options, ImmutableSortedDictionary<long, CauseIncident>.Empty, ImmutableDictionary<IncidentId, CauseWatch>.Empty);

    /// <summary>The book that a store's events tell of.</summary>
    /// <param name="entries">Whole histories, each oldest first.</param>
    /// <param name="options">Thresholds and times.</param>
    /// <exception cref="ArgumentException">The events of an incident do not follow one another.</exception>
    public static CauseBook Restore(IEnumerable<CauseEntry> entries, CauseOptions options) => new(
        options,
        entries.GroupBy(e => e.Incident, e => e.Event).ToImmutableSortedDictionary(g => g.Key.Number, g => CauseIncident.Fold(g)!),
        ImmutableDictionary<IncidentId, CauseWatch>.Empty);

    public CauseIncident? Find(IncidentId id) => _incidents.GetValueOrDefault(id.Number);

    /// <summary>The open incident that a service is a part of; null where there is none.</summary>
    public CauseIncident? Of(ServiceId service) => _incidents.Values.FirstOrDefault(i => i.IsOpen && i.Members.GetValueOrDefault(service) is { IsDown: true });

    /// <summary>Takes what a tick knows.</summary>
    /// <param name="command">Of this tick.</param>
    /// <param name="highestNumber">The highest incident number given so far, of any kind.</param>
    public CauseTick Assess(CauseCommand command, long highestNumber)
    {
        ArgumentNullException.ThrowIfNull(command);
        var events = new List<CauseEntry>();
        var incidents = _incidents.ToBuilder();
        var watches = _watches.ToBuilder();
        var findings = incidents.Values.ToDictionary(i => i.Id, _ => new List<(CauseMatch, CauseFinding)>());

        void Add(IncidentId id, CauseEvent happened)
        {
            incidents[id.Number] = CauseIncident.Apply(incidents.GetValueOrDefault(id.Number), happened);
            events.Add(new CauseEntry(id, happened));
        }

        foreach (var finding in command.Findings)
        {
            var matches = Reachable(incidents.Values, command.Now)
                .Select(i => (Incident: i, Match: CauseMatching.Match(i, finding, command, _options)))
                .Where(m => m.Match != CauseMatch.None && (m.Incident.IsOpen || m.Match is not (CauseMatch.Rival or CauseMatch.Part)))
                .OrderBy(m => m.Match is CauseMatch.Rival or CauseMatch.Part)
                .ThenByDescending(m => m.Incident.IsOpen)
                .ThenBy(m => m.Match is CauseMatch.Part)
                .ToList();
            if (matches.Count == 0)
            {
                if (Joinable(finding, command).Any())
                {
                    highestNumber = Math.Max(highestNumber, HighestNumber) + 1;
                    var id = new IncidentId(highestNumber);
                    Add(id, new CauseEvent.Opened(id, finding.Cause, finding.Probability, Earlier(finding.Onset, command.Now), finding.Sentence, finding.Evidence, finding.IsOnsetMeasured) { At = command.Now });
                    findings[id] = [(CauseMatch.Same, finding)];
                }

                continue;
            }

            var (kept, match) = matches[0];
            foreach (var (other, how) in matches.Where(m => m.Incident.Id != kept.Id && m.Incident.IsOpen && m.Match is CauseMatch.Same or CauseMatch.Deeper))
            {
                if (match is CauseMatch.Same or CauseMatch.Deeper or CauseMatch.Triggered)
                {
                    Merge(other, kept, command, Add);
                }
            }

            findings[kept.Id].Add((match, finding));
        }

        foreach (var id in incidents.Values.Where(i => i.IsOpen || findings.GetValueOrDefault(i.Id) is { Count: > 0 }).Select(i => i.Id).ToList())
        {
            var lifecycle = new CauseLifecycle(command, _options, watches.GetValueOrDefault(id, CauseWatch.Empty), happened => Add(id, happened), () => incidents[id.Number]);
            lifecycle.Decide(findings.GetValueOrDefault(id) ?? []);
            watches[id] = lifecycle.Watch;
            var doubt = lifecycle.Watch.Challenger is { IsAhead: true } challenger && !incidents[id.Number].Cause.IsOver(challenger.Cause) ? challenger : null;
            var incident = incidents[id.Number] with { InDoubt = doubt?.Cause };
            incidents[id.Number] = !incident.IsOpen ? incident with { InDoubt = null }
                : lifecycle.Latest is { } latest ? incident.Renew(latest, command.Now)
                : incident.Stand(command.Say, doubt?.Probability ?? 0);
        }

        foreach (var gone in incidents.Values.Where(i => !i.IsOpen && command.Now - i.Since > _options.Aftermath).Select(i => i.Id).ToList())
        {
            incidents.Remove(gone.Number);
            watches.Remove(gone);
        }

        return new CauseTick(events, new CauseBook(_options, incidents.ToImmutable(), watches.ToImmutable()));
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    // Older first; one that has ended stands for its aftermath.
    private List<CauseIncident> Reachable(IEnumerable<CauseIncident> incidents, DateTimeOffset now) =>
        [.. incidents.Where(i => i.MergedInto is null && (i.IsOpen || now - i.Since <= _options.Aftermath)).OrderByDescending(i => i.IsOpen).ThenBy(i => i.Id.Number)];

    private IEnumerable<ExplainedService> Joinable(CauseFinding finding, CauseCommand command) =>
        finding.Services.Where(s => s.Probability >= _options.JoinFrom && command.Services.Find(s.Service) is { State: IncidentState.Detected or IncidentState.Confirmed });

    private static void Merge(CauseIncident part, CauseIncident whole, CauseCommand command, Action<IncidentId, CauseEvent> add)
    {
        var down = part.Members.Values.Where(m => m.IsDown && !whole.Members.ContainsKey(m.Service)).Select(m => m.Latest with { Wave = whole.Waves[^1].Number }).ToList();
        foreach (var component in part.Components.Values.Where(c => c.RecoveredAt is null && !whole.Components.ContainsKey(c.Failing.Component)))
        {
            add(whole.Id, new CauseEvent.ComponentFailed(component.Failing) { At = command.Now });
        }

        if (down.Count > 0)
        {
            add(whole.Id, new CauseEvent.ServicesJoined(down) { At = command.Now });
        }

        add(part.Id, new CauseEvent.MergedInto(whole.Id) { At = command.Now });
    }
}
