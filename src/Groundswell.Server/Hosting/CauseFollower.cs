using System.Collections.Frozen;
using Groundswell.Attribution;
using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;
using Groundswell.Signals;
using Groundswell.Storage;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Hosting;

/// <summary>
/// Looks for shared causes and follows the incidents that they make. What happened is stored before anybody is told of it. One caller
/// at a time.
/// </summary>
internal sealed partial class CauseFollower(
    ICauseStore store, CauseOptions options, IncidentFollower incidents, ObservationFollower observations, LearningFollower learning, ILogger<CauseFollower> logger)
{
    /// <summary>A search this soon after the last would hardly find anything new.</summary>
    private static readonly TimeSpan SearchEvery = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    /// <summary>Service figures below this would hardly show an outage: one that stays silent was not spared for certain. As the detector's own bar (docs/detection.md).</summary>
    private const double TellingInformation = 4;

    private CauseSearch? _search;
    private IEdgeKnowledge? _learnt;
    private ServiceCatalogue? _searched;
    private DirectDependents? _dependents;
    private DateTimeOffset _searchedAt;
    private IReadOnlyList<CauseFinding> _findings = [];

    /// <summary>Open incidents and those that ended lately, as they are stored.</summary>
    public CauseBook Book { get; private set; } = CauseBook.Empty(options);

    /// <summary>As <see cref="IncidentFollower.Ahead"/>.</summary>
    public IReadOnlyCollection<IncidentId> Ahead { get; private set; } = [];

    /// <summary>By open incident, where there are any: what is up yet and likely to fail by it.</summary>
    public IReadOnlyDictionary<IncidentId, IReadOnlyList<ExpectedOutage>> Expected { get; private set; } = FrozenDictionary<IncidentId, IReadOnlyList<ExpectedOutage>>.Empty;

    /// <summary>Why the store refused at the last try; null where it did not.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Takes up the incidents that the store holds.</summary>
    public async Task RestoreAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var entries = await store.ReadSinceAsync(now - Remembered, cancellationToken);
        Ahead = [.. entries.Where(e => e.Event.At > now + Node.LargestStepBack).Select(e => e.Incident).Distinct()];
        Book = CauseBook.Restore(entries.Where(e => !Ahead.Contains(e.Incident)), options);
        _search = null; // it remembers when it searched last
        incidents.Reserve(await store.ReadHighestNumberAsync(cancellationToken));
    }

    /// <summary>Notes what took services down and works again, before their incidents are followed.</summary>
    public IReadOnlyDictionary<ServiceId, ServiceFigures> NoteRepairs(IReadOnlyDictionary<ServiceId, ServiceFigures> figures, DateTimeOffset now) =>
        _search is null ? figures : Pipeline.NoteRepairs(figures, Book, incidents.Book, _search.NeedsOf, now);

    /// <summary>Takes a tick, after the incidents of single services have been followed.</summary>
    /// <returns>What happened and is stored; mostly nothing.</returns>
    public async Task<IReadOnlyList<CauseEntry>> FollowAsync(
        DateTimeOffset now, ServiceCatalogue catalogue, IReadOnlyDictionary<ServiceId, ServiceFigures> figures, IReadOnlyList<FeedStanding> feeds, CancellationToken cancellationToken)
    {
        if (!ReferenceEquals(_searched, catalogue) || _search is null)
        {
            (_search, _searched, _searchedAt) = (new CauseSearch(catalogue, options, learning.Knowledge), catalogue, DateTimeOffset.MinValue);
            _learnt = learning.Knowledge;
            _dependents = new DirectDependents(catalogue);
        }
        else if (learning.Knowledge is { } knowledge && !ReferenceEquals(knowledge, _learnt))
        {
            _search.Relearn(knowledge);
            _learnt = knowledge;
        }

        var notices = NoticeThread.Current(observations.Notices.Threads, feeds, now);
        if ((now - _searchedAt).Duration() >= SearchEvery)
        {
            _findings = _search.Search(now, figures.Values.Select(f => f.Assessment), observations.Probes, notices, feeds, Book, incidents.Book);
            _searchedAt = now;
        }

        var tick = Book.Assess(
            new CauseCommand
            {
                Now = now,
                Findings = _findings,
                Say = incident => CauseStanding.Write(incident, catalogue, now),
                Services = incidents.Book,
                Needs = _search.NeedsOf,
                ServiceNeeds = _search.NeedsOf,
                Probes = component => observations.Probes.Judge(new ProbeTarget(component), now),
                Bystanders = components => Bystanders(components, figures, now),
                Notices = notices,
            },
            incidents.Book.HighestNumber);
        if (tick.Events.Count > 0 && !await StoreAsync(tick.Events, cancellationToken))
        {
            return [];
        }

        Book = tick.Book;
        Expected = Book.Open
            .Select(i => KeyValuePair.Create(i.Id, _search.Expect(now, i, s => IsUp(s, figures), observations.Probes)))
            .Where(e => e.Value.Count > 0).ToFrozenDictionary();
        incidents.Reserve(Book.HighestNumber);
        foreach (var entry in tick.Events)
        {
            Tell(entry);
        }

        return tick.Events;
    }

    private bool IsUp(ServiceId service, IReadOnlyDictionary<ServiceId, ServiceFigures> figures) =>
        incidents.Book.Find(service) is not { IsOpen: true } && figures.GetValueOrDefault(service) is { Assessment.State: not (SeriesState.Unknown or SeriesState.Down) };

    private CauseBystanders Bystanders(IReadOnlySet<ComponentId> components, IReadOnlyDictionary<ServiceId, ServiceFigures> figures, DateTimeOffset now) => new(
        [.. components.SelectMany(_dependents!.Services).Distinct().Where(s => IsWatched(figures.GetValueOrDefault(s)?.Assessment)).Order()],
        [
            .. components.SelectMany(_dependents.Components).Distinct().Where(c => observations.Probes.Judge(new ProbeTarget(c), now) is { State: ProbeState.Up })
                .OrderBy(c => c.ToString(), StringComparer.Ordinal),
        ]);

    private static bool IsWatched(ServiceAssessment? assessment) =>
        assessment is { State: not SeriesState.Unknown } && (assessment.Total.Information >= TellingInformation || assessment.ProbeWeight is not null);

    private async Task<bool> StoreAsync(IReadOnlyList<CauseEntry> events, CancellationToken cancellationToken)
    {
        try
        {
            await store.AppendAsync(events, cancellationToken);
            Refusal = null;
            return true;
        }
        catch (Exception exception) when (exception is Microsoft.Data.Sqlite.SqliteException or IOException)
        {
            if (Refusal is null)
            {
                Log.Refused(logger, exception);
            }

            Refusal = exception.Message;
            return false;
        }
    }

    private void Tell(CauseEntry entry)
    {
        switch (entry.Event)
        {
            case CauseEvent.Opened opened:
                Log.Opened(logger, entry.Incident, opened.Cause, opened.Probability);
                break;
            case CauseEvent.CauseRevised revised:
                Log.Revised(logger, entry.Incident, revised.To, revised.From, revised.Probability);
                break;
            case CauseEvent.Resolved:
                Log.Resolved(logger, entry.Incident);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3050, LogLevel.Warning, "Incident {Incident}: the cause is {Cause} ({Probability:P0})")]
        public static partial void Opened(ILogger logger, IncidentId incident, CauseName cause, double probability);

        [LoggerMessage(3051, LogLevel.Warning, "Incident {Incident}: the cause is {Cause} and not {Before} ({Probability:P0})")]
        public static partial void Revised(ILogger logger, IncidentId incident, CauseName cause, CauseName before, double probability);

        [LoggerMessage(3052, LogLevel.Information, "Incident {Incident}: it is over")]
        public static partial void Resolved(ILogger logger, IncidentId incident);

        [LoggerMessage(3053, LogLevel.Error, "The disk refuses events of incidents with a shared cause; nothing of them is shown until it takes them")]
        public static partial void Refused(ILogger logger, Exception exception);
    }
}
