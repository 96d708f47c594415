using Groundswell.Catalogue;
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
    ICauseStore store, CauseOptions options, IncidentFollower incidents, ObservationFollower observations, ILogger<CauseFollower> logger)
{
    /// <summary>A search this soon after the last would hardly find anything new.</summary>
    private static readonly TimeSpan SearchEvery = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    private CauseSearch? _search;
    private ServiceCatalogue? _searched;
    private DateTimeOffset _searchedAt;
    private IReadOnlyList<CauseFinding> _findings = [];

    /// <summary>Open incidents and those that ended lately, as they are stored.</summary>
    public CauseBook Book { get; private set; } = CauseBook.Empty(options);

    public bool IsFailing { get; private set; }

    /// <summary>Takes up the incidents that the store holds.</summary>
    public async Task RestoreAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        Book = CauseBook.Restore(await store.ReadSinceAsync(now - Remembered, cancellationToken), options);
        incidents.Reserve(await store.ReadHighestNumberAsync(cancellationToken));
    }

    /// <summary>Takes a tick, after the incidents of single services have been followed.</summary>
    /// <returns>What happened and is stored; mostly nothing.</returns>
    public async Task<IReadOnlyList<CauseEntry>> FollowAsync(
        DateTimeOffset now, ServiceCatalogue catalogue, IReadOnlyDictionary<ServiceId, ServiceFigures> figures, IReadOnlyList<FeedStanding> feeds, CancellationToken cancellationToken)
    {
        if (!ReferenceEquals(_searched, catalogue) || _search is null)
        {
            (_search, _searched, _searchedAt) = (new CauseSearch(catalogue, options), catalogue, DateTimeOffset.MinValue);
        }

        var notices = NoticeThread.Current(observations.Notices.Threads, feeds, now);
        if (now - _searchedAt >= SearchEvery)
        {
            _findings = _search.Search(now, figures.Values.Select(f => f.Assessment), observations.Probes, notices, feeds, Book);
            _searchedAt = now;
        }

        var tick = Book.Assess(
            new CauseCommand
            {
                Now = now,
                Findings = _findings,
                Services = incidents.Book,
                Needs = _search.NeedsOf,
                ServiceNeeds = _search.NeedsOf,
                Probes = component => observations.Probes.Judge(new ProbeTarget(component), now),
                Notices = notices,
            },
            incidents.Book.HighestNumber);
        if (tick.Events.Count > 0 && !await StoreAsync(tick.Events, cancellationToken))
        {
            return [];
        }

        Book = tick.Book;
        incidents.Reserve(Book.HighestNumber);
        foreach (var entry in tick.Events)
        {
            Tell(entry);
        }

        return tick.Events;
    }

    private async Task<bool> StoreAsync(IReadOnlyList<CauseEntry> events, CancellationToken cancellationToken)
    {
        try
        {
            await store.AppendAsync(events, cancellationToken);
            IsFailing = false;
            return true;
        }
        catch (Exception exception) when (exception is Microsoft.Data.Sqlite.SqliteException or IOException)
        {
            if (!IsFailing)
            {
                Log.Refused(logger, exception);
            }

            IsFailing = true;
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
        public static partial void Opened(ILogger logger, Incidents.IncidentId incident, CauseName cause, double probability);

        [LoggerMessage(3051, LogLevel.Warning, "Incident {Incident}: the cause is {Cause} and not {Before} ({Probability:P0})")]
        public static partial void Revised(ILogger logger, Incidents.IncidentId incident, CauseName cause, CauseName before, double probability);

        [LoggerMessage(3052, LogLevel.Information, "Incident {Incident}: it is over")]
        public static partial void Resolved(ILogger logger, Incidents.IncidentId incident);

        [LoggerMessage(3053, LogLevel.Error, "The disk refuses events of incidents with a shared cause; nothing of them is shown until it takes them")]
        public static partial void Refused(ILogger logger, Exception exception);
    }
}
