using Groundswell.Attribution;
using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Learning;
using Groundswell.Storage;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Hosting;

/// <summary>
/// What ended incidents teach: weights and lags of dependencies, and hints at those that the catalogue lacks. Nothing of it is stored: it
/// is worked out from the stored incidents at the start, when an incident with a shared cause ends, and when the catalogue changes. One caller at a time.
/// </summary>
internal sealed partial class LearningFollower(
    ICauseStore causes, IIncidentStore incidents, IRollups rollups, INames names, CauseOptions options, ILogger<LearningFollower> logger)
{
    /// <summary>Older incidents teach nothing any more: who needs what has changed since.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(3 * 365);

    private readonly Dictionary<IncidentId, IReadOnlyList<ConfirmedOutage>> _outages = [];
    private readonly Dictionary<IncidentId, OwnOutage> _own = [];
    private readonly HashSet<IncidentId> _explained = [];
    private readonly HashSet<IncidentId> _ended = [];
    private ServiceCatalogue? _catalogue;

    /// <summary>What is known of dependencies beyond the catalogue: another object whenever it changes; null before the start.</summary>
    public IEdgeKnowledge? Knowledge { get; private set; }

    /// <summary>The surest first.</summary>
    public IReadOnlyList<DependencyHint> Hints { get; private set; } = [];

    /// <summary>Takes up the incidents that the store holds.</summary>
    public async Task RestoreAsync(DateTimeOffset now, ServiceCatalogue catalogue, CancellationToken cancellationToken)
    {
        foreach (var incident in (await causes.ReadSinceAsync(now - Remembered, cancellationToken)).GroupBy(e => e.Incident, e => e.Event))
        {
            Take(CauseIncident.Fold(incident)!);
        }

        foreach (var entry in await incidents.ReadSinceAsync(now - Remembered, cancellationToken))
        {
            Take(entry);
        }

        await LearnAsync(now, catalogue, cancellationToken);
    }

    /// <summary>Takes what a tick brought, once it is stored.</summary>
    public async Task FollowAsync(
        DateTimeOffset now, ServiceCatalogue catalogue, IReadOnlyList<IncidentEntry> services, IReadOnlyList<CauseEntry> shared, CancellationToken cancellationToken)
    {
        foreach (var entry in services)
        {
            Take(entry);
        }

        // Kept until it is learnt: a store that cannot be read now can be at a later tick.
        _ended.UnionWith(shared.Where(e => e.Event is CauseEvent.Resolved or CauseEvent.MergedInto).Select(e => e.Incident));
        if (_ended.Count == 0 && ReferenceEquals(_catalogue, catalogue))
        {
            return;
        }

        foreach (var id in _ended)
        {
            Take(CauseIncident.Fold(await causes.ReadAsync(id, cancellationToken))!);
        }

        await LearnAsync(now, catalogue, cancellationToken);
        _ended.Clear();
    }

    private void Take(IncidentEntry entry)
    {
        if (entry.Event is IncidentEvent.Detected detected)
        {
            _own[entry.Incident] = new OwnOutage(entry.Service, entry.Incident, detected.Onset);
        }
    }

    private void Take(CauseIncident incident)
    {
        foreach (var joined in incident.History.OfType<CauseEvent.ServicesJoined>().SelectMany(e => e.Services)
            .Concat(incident.History.OfType<CauseEvent.ServicesFailedAgain>().SelectMany(e => e.Services)))
        {
            _explained.Add(joined.Incident);
        }

        var confirmed = ConfirmedOutages.Of(incident, options);
        if (confirmed.Count > 0)
        {
            _outages[incident.Id] = confirmed;
        }
        else
        {
            _outages.Remove(incident.Id);
        }
    }

    private async Task LearnAsync(DateTimeOffset now, ServiceCatalogue catalogue, CancellationToken cancellationToken)
    {
        List<ConfirmedOutage> outages = [.. _outages.Values.SelectMany(o => o).Where(o => now - o.Onset <= Remembered)];
        Knowledge = EdgeLessons.Learn(catalogue, outages);
        var hints = new DependencyHints(catalogue, outages, _own.Values, _explained);
        var watchedSince = new Dictionary<ServiceId, DateTimeOffset>();
        foreach (var service in hints.Candidates.Where(catalogue.Services.ContainsKey))
        {
            var number = await names.NumberAsync(NameKind.Service, [service.ToString()], cancellationToken);
            if (await rollups.ReadFirstMinuteAsync(number[0], cancellationToken) is { } minute)
            {
                watchedSince[service] = DateTimeOffset.UnixEpoch.AddMinutes(minute);
            }
        }

        Hints = hints.Find(s => watchedSince.TryGetValue(s, out var since) ? since : null, now);
        _catalogue = catalogue;
        if (outages.Count > 0)
        {
            Log.Learnt(logger, outages.Count, Hints.Count);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3055, LogLevel.Information, "{Outages} confirmed outages of components teach the weights of dependencies; {Hints} hints at dependencies that the catalogue lacks")]
        public static partial void Learnt(ILogger logger, int outages, int hints);
    }
}
