using Groundswell.Catalogue;
using Groundswell.Cluster;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;
using Groundswell.Server.Ingest;
using Groundswell.Signals;
using Groundswell.Storage;

namespace Groundswell.Server.Hosting;

/// <summary>What the web may see: the latest snapshot, and details on demand from shards and store.</summary>
internal sealed class PublicView(PlacedShards shards, IRollups rollups, IIncidentStore incidents, ICauseStore causes, IObservations observations, ReportIntake intake, NodeClock clock) : IPublicView
{
    private const int ListedIncidents = 50;
    private const int ListedChanges = 200;
    private const int ChartSteps = 300;

    private volatile State _state = new(Publisher.Publish(0, DateTimeOffset.UnixEpoch, new PublicFacts { Catalogue = ServiceCatalogue.Empty, Figures = new Dictionary<ServiceId, ServiceFigures>() }));

    public PublicSnapshot Current => _state.Snapshot;

    /// <summary>Puts a newer snapshot in place and wakes who waits for one.</summary>
    public void Publish(PublicSnapshot snapshot)
    {
        var old = _state;
        _state = new State(snapshot);
        old.Replaced.TrySetResult();
    }

    public async ValueTask<PublicSnapshot> WaitForNewerAsync(long version, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = _state;
            if (state.Snapshot.Version > version)
            {
                return state.Snapshot;
            }

            await state.Replaced.Task.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask<ServiceDetail?> DescribeServiceAsync(ServiceId service, CancellationToken cancellationToken)
    {
        var snapshot = Current;
        if (!snapshot.Catalogue.Services.TryGetValue(service, out var entry)
            || snapshot.Services.FirstOrDefault(s => s.Id == service) is not { } summary
            || !intake.Catalogue.TryGet(service.ToString(), out var numbered)
            || await shards.DescribeAsync(Placement.ShardOf(service), numbered.Number, snapshot.At) is not { } charts)
        {
            return null;
        }

        var history = new List<Incident>();
        foreach (var id in await incidents.ListAsync(service, ListedIncidents, cancellationToken))
        {
            if (Incident.Fold(await incidents.ReadAsync(id, cancellationToken)) is { } incident)
            {
                history.Add(incident);
            }
        }

        var names = intake.Catalogue.SymptomNames;
        return new ServiceDetail
        {
            Service = entry,
            Summary = summary,
            Day = charts.Day,
            Week = charts.Week,
            Symptoms = [.. charts.Symptoms.Where(s => names.ContainsKey(s.Key)).Select(s => new SymptomTally(names[s.Key], LabelOf(snapshot, names[s.Key]), s.Value))],
            Regions = charts.Regions,
            Incidents = history,
        };
    }

    public async ValueTask<IncidentDetail?> DescribeIncidentAsync(IncidentId incident, CancellationToken cancellationToken)
    {
        if (Incident.Fold(await incidents.ReadAsync(incident, cancellationToken)) is not { } folded)
        {
            return null;
        }

        var from = Shard.MinuteOf(folded.Onset.AddHours(-2));
        var to = Shard.MinuteOf(folded.ResolvedAt?.AddHours(1) is { } end && end < clock.Now ? end : clock.Now);
        var step = Math.Max(1, (to - from + ChartSteps) / ChartSteps);
        var service = Current.Catalogue.Services.GetValueOrDefault(folded.Service);
        var chart = await DrawAsync(folded.Service, from, step, Math.Max(1, (to - from + step) / step), cancellationToken);
        return new IncidentDetail(folded, service, chart, Current.CauseOf.GetValueOrDefault(folded.Service));
    }

    public async ValueTask<CauseDetail?> DescribeCauseAsync(IncidentId incident, CancellationToken cancellationToken)
    {
        if (CauseIncident.Fold(await causes.ReadAsync(incident, cancellationToken)) is not { } folded)
        {
            return null;
        }

        var changes = new List<ProbeChange>();
        foreach (var component in folded.Components.Keys.OrderBy(c => c.ToString(), StringComparer.Ordinal))
        {
            changes.AddRange(await observations.ReadChangesAsync(new ProbeTarget(component), folded.Onset.AddHours(-1), ListedChanges, cancellationToken));
        }

        // The store tells what was told; the explanation of this moment is in the snapshot.
        if (Current.Causes.FirstOrDefault(i => i.Id == incident) is { } live && live.Cause == folded.Cause && folded.IsOpen)
        {
            folded = folded with { Probability = live.Probability, Sentence = live.Sentence, Evidence = live.Evidence, EvidenceAt = live.EvidenceAt, InDoubt = live.InDoubt };
        }

        var until = folded.ResolvedAt ?? DateTimeOffset.MaxValue;
        return new CauseDetail
        {
            Incident = folded,
            Catalogue = Current.Catalogue,
            Probes = [.. changes.Where(c => c.Sighting.At <= until).OrderByDescending(c => c.Sighting.At).Take(ListedChanges)],
            Expected = Current.Expected.GetValueOrDefault(incident, []),
        };
    }

    public ValueTask<IReadOnlyList<ProbeChange>> ListProbeChangesAsync(ProbeTarget target, CancellationToken cancellationToken) =>
        observations.ReadChangesAsync(target, clock.Now.AddDays(-1), ListedChanges, cancellationToken);

    private static string LabelOf(PublicSnapshot snapshot, SymptomId symptom) =>
        snapshot.Catalogue.Symptoms.GetValueOrDefault(symptom)?.Label ?? symptom.ToString();

    private async Task<ChartSeries> DrawAsync(ServiceId service, int from, int step, int steps, CancellationToken cancellationToken)
    {
        var start = DateTimeOffset.UnixEpoch.AddMinutes(from);
        var width = TimeSpan.FromMinutes(step);
        if (!intake.Catalogue.TryGet(service.ToString(), out var numbered))
        {
            return new ChartSeries(start, width, [], [], [], []);
        }

        var counts = await rollups.ReadTotalsAsync(numbered.Number, from, step, steps, cancellationToken);
        var expected = await shards.ExpectAsync(Placement.ShardOf(service), numbered.Number, from, step, steps);
        return new ChartSeries(
            start,
            width,
            counts,
            [.. expected.Select(e => (float)e.Expected)],
            [.. expected.Select(e => (float)e.Lower)],
            [.. expected.Select(e => (float)e.Upper)]);
    }

    private sealed record State(PublicSnapshot Snapshot)
    {
        public TaskCompletionSource Replaced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
