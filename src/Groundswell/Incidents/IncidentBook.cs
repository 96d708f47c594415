using System.Collections.Immutable;
using Groundswell.Catalogue;
using Groundswell.Detection;

namespace Groundswell.Incidents;

/// <summary>
/// The incidents of all services that are open or were resolved lately. Immutable: a tick makes a new book, so that the old one still
/// holds if the store refuses the events.
/// </summary>
public sealed class IncidentBook
{
    private const int MostRecent = 20;

    private readonly IncidentOptions _options;
    private readonly ImmutableDictionary<ServiceId, Incident> _latest;
    private readonly ImmutableDictionary<ServiceId, IncidentWatch> _watches;
    private readonly ImmutableList<Incident> _ended;

    private IncidentBook(
        IncidentOptions options,
        long highestNumber,
        ImmutableDictionary<ServiceId, Incident> latest,
        ImmutableDictionary<ServiceId, IncidentWatch> watches,
        ImmutableList<Incident> ended)
    {
        _options = options;
        HighestNumber = highestNumber;
        _latest = latest;
        _watches = watches;
        _ended = ended;
    }

    /// <summary>The highest incident number given so far; 0 where there is none.</summary>
    public long HighestNumber { get; }

    /// <summary>Open incidents, worst first: by severity, then by the reports of the peak.</summary>
    public IReadOnlyList<Incident> Open =>
        [.. _latest.Values.Where(i => i.IsOpen).OrderByDescending(i => i.Severity).ThenByDescending(i => i.Peak.Reports).ThenBy(i => i.Id.Number)];

    /// <summary>The latest incidents that ended, newest first; at most 20.</summary>
    public IReadOnlyList<Incident> RecentlyResolved => _ended;

    /// <summary>A book without incidents.</summary>
    /// <param name="options">Dwell times and thresholds.</param>
    /// <param name="highestNumber">The highest number that the store holds; new incidents are numbered from the next.</param>
    public static IncidentBook Empty(IncidentOptions options, long highestNumber = 0) =>
        new(options, highestNumber, ImmutableDictionary<ServiceId, Incident>.Empty, ImmutableDictionary<ServiceId, IncidentWatch>.Empty, []);

    /// <summary>The book that a store's events tell of. Dwell times begin anew.</summary>
    /// <param name="entries">Whole histories, each oldest first; of different incidents in any order.</param>
    /// <param name="options">Dwell times and thresholds.</param>
    /// <param name="highestNumber">The highest number that the store holds, also of incidents that are not among the entries.</param>
    /// <exception cref="ArgumentException">The events of an incident do not follow one another.</exception>
    public static IncidentBook Restore(IEnumerable<IncidentEntry> entries, IncidentOptions options, long highestNumber = 0)
    {
        var incidents = entries.GroupBy(e => e.Incident, e => e.Event).Select(g => Incident.Fold(g)!).ToList();
        var latest = incidents.GroupBy(i => i.Service).ToImmutableDictionary(g => g.Key, g => g.MaxBy(i => i.Id.Number)!);
        return new IncidentBook(
            options,
            Math.Max(highestNumber, incidents.Select(i => i.Id.Number).DefaultIfEmpty().Max()),
            latest,
            ImmutableDictionary<ServiceId, IncidentWatch>.Empty,
            NewestFirst(incidents.Where(i => !i.IsOpen)));
    }

    /// <summary>The same book where numbers up to that one were given to other incidents.</summary>
    public IncidentBook Reserve(long highestNumber) =>
        highestNumber <= HighestNumber ? this : new IncidentBook(_options, highestNumber, _latest, _watches, _ended);

    /// <summary>The service's latest incident, open or resolved lately; null if there is none.</summary>
    public Incident? Find(ServiceId service) => _latest.GetValueOrDefault(service);

    /// <summary>The incident of that number if it is open or was resolved lately; else null.</summary>
    public Incident? Find(IncidentId id) =>
        _latest.Values.FirstOrDefault(i => i.Id == id) ?? _ended.Find(i => i.Id == id);

    /// <summary>Takes all assessments of a tick. Their order does not matter; a service without one stays as it is.</summary>
    public IncidentTick Assess(DateTimeOffset now, IEnumerable<ServiceAssessment> assessments)
    {
        var events = new List<IncidentEntry>();
        var latest = _latest.ToBuilder();
        var watches = _watches.ToBuilder();
        var highest = HighestNumber;
        foreach (var assessment in assessments.OrderBy(a => a.Service).ThenBy(a => a.At))
        {
            var service = assessment.Service;
            var current = latest.GetValueOrDefault(service);
            var watch = IncidentWatch.Next(watches.GetValueOrDefault(service), assessment);
            var command = new AssessService { Now = now, Assessment = assessment, Watch = watch, NextId = new IncidentId(highest + 1) };
            var after = current;
            foreach (var happened in IncidentLifecycle.Decide(current, command, _options))
            {
                after = Incident.Apply(happened is IncidentEvent.Detected ? null : after, happened);
                events.Add(new IncidentEntry(after.Id, service, happened));
            }

            highest = Math.Max(highest, after?.Id.Number ?? 0);
            Remember(service, after, watch, latest, watches);
        }

        Forget(now, latest);
        return new IncidentTick(events, new IncidentBook(_options, highest, latest.ToImmutable(), watches.ToImmutable(), EndedAfter(events, latest)));
    }

    // Most services are calm and have no incident: nothing of them needs to be kept.
    private static void Remember(
        ServiceId service,
        Incident? incident,
        IncidentWatch watch,
        ImmutableDictionary<ServiceId, Incident>.Builder latest,
        ImmutableDictionary<ServiceId, IncidentWatch>.Builder watches)
    {
        if (incident is { IsOpen: true })
        {
            latest[service] = incident;
            watches[service] = watch;
            return;
        }

        if (incident is not null)
        {
            latest[service] = incident;
        }

        watches.Remove(service);
    }

    private void Forget(DateTimeOffset now, ImmutableDictionary<ServiceId, Incident>.Builder latest)
    {
        foreach (var gone in latest.Values.Where(i => !i.IsOpen && now - i.Since > _options.ReopenWithin).ToList())
        {
            latest.Remove(gone.Service);
        }
    }

    private ImmutableList<Incident> EndedAfter(List<IncidentEntry> events, ImmutableDictionary<ServiceId, Incident>.Builder latest)
    {
        if (events.Count == 0)
        {
            return _ended;
        }

        var changed = events.Select(e => e.Incident).ToHashSet();
        return NewestFirst(_ended.Where(i => !changed.Contains(i.Id)).Concat(latest.Values.Where(i => !i.IsOpen && changed.Contains(i.Id))));
    }

    private static ImmutableList<Incident> NewestFirst(IEnumerable<Incident> ended) =>
        [.. ended.OrderByDescending(i => i.Since).ThenByDescending(i => i.Id.Number).Take(MostRecent)];
}
