using Groundswell.Catalogue;
using Groundswell.Cluster;
using Groundswell.Detection;
using Groundswell.Learning;
using Groundswell.Publication;
using Groundswell.Server.Sqlite;
using Groundswell.Storage;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Hosting;

/// <summary>
/// One node's work, driven from outside: start, tick, stop. The service drives it by the clock, a replay by its own.
/// One caller at a time.
/// </summary>
internal sealed partial class Node(
    SqliteJournal journal,
    JournalFeed feed,
    RollupWriter rollups,
    ObservationFollower observations,
    IncidentFollower incidents,
    CauseFollower causes,
    LearningFollower learning,
    Retention retention,
    SensingService sensing,
    PublicView view,
    PlacedShards shards,
    ShardAssignments assignments,
    CatalogueAdoption adoption,
    CurrentCatalogue catalogue,
    Settings.NodeSettings settings,
    NodeHealth health,
    NodeClock clock,
    ILogger<Node> logger)
{
    /// <summary>How often changed bins are stored: after a crash, so much of the journal is read again.</summary>
    private static readonly TimeSpan RollupEvery = TimeSpan.FromMinutes(1);

    /// <summary>How often detectors are stored: after a crash, so much of the rollups is learned again.</summary>
    private static readonly TimeSpan DetectorsEvery = TimeSpan.FromMinutes(10);

    /// <summary>How often services lend each other what they know of the day: new ones need it in their first hours.</summary>
    private static readonly TimeSpan LendEvery = TimeSpan.FromHours(1);

    /// <summary>A clock that is put back by more finds shards that hold minutes yet to come, detectors that have judged them, and probes that were seen at times to come.</summary>
    internal static readonly TimeSpan LargestStepBack = TimeSpan.FromMinutes(1);

    /// <summary>Between two ticks both faces of the clock move on by the same, but for what a slow machine takes to read them.</summary>
    private static readonly TimeSpan LargestStep = TimeSpan.FromMinutes(2);

    private readonly AlarmLessons _lessons = new();
    private ServiceCatalogue? _adopted;
    private JointJudge? _together;
    private DateTimeOffset _latest;
    private DateTimeOffset _lastRollup;
    private DateTimeOffset _lastDetectors;
    private DateTimeOffset _lastLent;
    private (DateTimeOffset At, long Timestamp) _steadySince;
    private Task _feeding = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await AdoptCatalogueAsync(cancellationToken);
        await observations.RestoreAsync(clock.Now, _adopted!, cancellationToken);
        if (!settings.Sensing.Feeds)
        {
            // What stood on pages that are read no more would stand open for ever. The store keeps it for when they are.
            observations.Notices.Keep(thread => thread.Latest.Feed is null);
        }

        await incidents.RestoreAsync(clock.Now, cancellationToken);
        await causes.RestoreAsync(clock.Now, cancellationToken);
        await learning.RestoreAsync(clock.Now, _adopted!, cancellationToken);
        (_latest, _lastRollup, _lastDetectors) = (clock.Now, clock.Now, clock.Now);
        _steadySince = (clock.Now, clock.Time.GetTimestamp());
        _feeding = feed.RunAsync(CancellationToken.None);
        Log.Started(logger, assignments.Occupied.Count, journal.LastSequence);
    }

    /// <summary>Closes the minutes that are over, follows incidents, stores what is due, and publishes.</summary>
    /// <returns>What happened to incidents.</returns>
    public async Task<NodeTick> TickAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now;
        if (_latest - now > LargestStepBack)
        {
            Log.ClockPutBack(logger, _latest, now);
            await BeginAnewAsync(now, cancellationToken);
        }
        else if (feed.IsFailing || rollups.MustLoad)
        {
            await feed.LoadAsync(cancellationToken);
        }

        _latest = now;
        if ((now - _steadySince.At - clock.Time.GetElapsedTime(_steadySince.Timestamp)).Duration() > LargestStep)
        {
            _steadySince = (now, clock.Time.GetTimestamp());
        }

        if (!ReferenceEquals(_adopted, catalogue.Value))
        {
            await TickShardsAsync(now, RollupWish.BinsAndDetectors, cancellationToken);
            await AdoptCatalogueAsync(cancellationToken);
        }

        var ticks = await TickShardsAsync(now, WishAt(now), cancellationToken);
        await observations.FollowAsync(now, cancellationToken);
        var heard = ticks.SelectMany(t => t.Figures).ToDictionary(f => f.Assessment.Service);
        var figures = Pipeline.JudgeTogether(_together!, Pipeline.JoinProbes(heard, observations.Probes, now), observations.Notices.Threads, now);
        figures = causes.NoteRepairs(figures, now);
        var events = await incidents.FollowAsync(now, figures.Values.Select(f => f.Assessment), cancellationToken);
        var caused = await causes.FollowAsync(now, _adopted!, figures, sensing.Standing.Feeds, cancellationToken);
        await learning.FollowAsync(now, _adopted!, events, caused, cancellationToken);
        await ReconsiderAsync(_lessons.Learn(now, figures.Values.Select(f => f.Assessment), incidents.Book, causes.Book));
        view.Publish(Publisher.Publish(view.Current.Version + 1, now, new PublicFacts
        {
            Catalogue = _adopted!,
            Figures = figures,
            Open = incidents.Book.Open,
            Resolved = incidents.Book.RecentlyResolved,
            Causes = causes.Book.Open,
            EndedCauses = causes.Book.RecentlyResolved,
            Expected = causes.Expected,
            Hints = learning.Hints,
            Probes = [.. observations.Probes.Targets.Select(t => observations.Probes.Judge(t, now)).OfType<Signals.ProbeVerdict>()],
            Notices = observations.Notices.Threads,
            Sensing = sensing.Standing,
        }));
        if (now - _lastLent >= LendEvery)
        {
            await LendRhythmsAsync();
        }

        if (clock.Time.GetElapsedTime(_steadySince.Timestamp) >= Retention.SteadyFor)
        {
            await retention.DeleteOldAsync(now, cancellationToken);
        }

        health.Note(now);
        return new NodeTick(events, caused);
    }

    /// <summary>Completes when every stored report is counted.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) => feed.DrainAsync(cancellationToken);

    /// <summary>Counts what is stored, stores what is counted. Intake must have ended. It ends in any case: what is not counted is in the journal.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await feed.DrainAsync(cancellationToken);
            var now = clock.Now;
            await TickShardsAsync(now, RollupWish.BinsAndDetectors, cancellationToken);
            Log.Stopped(logger, journal.LastSequence);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Log.StoppedUncounted(logger, exception);
        }

        journal.Dispose();
        await _feeding;
    }

    private async Task AdoptCatalogueAsync(CancellationToken cancellationToken)
    {
        var next = catalogue.Value;
        await adoption.AdoptAsync(next, cancellationToken);
        await feed.LoadAsync(cancellationToken);
        await LendRhythmsAsync();
        observations.Keep(next);
        (_adopted, _together) = (next, new JointJudge(next));
    }

    private Task ReconsiderAsync(IReadOnlyList<AlarmLesson> lessons) =>
        Task.WhenAll(lessons.GroupBy(l => Placement.ShardOf(l.Service)).Select(l => shards.ReconsiderAsync(l.Key, [.. l])));

    /// <summary>As after a restart: nothing in memory may know of a time that is yet to come.</summary>
    private async Task BeginAnewAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await feed.LoadAsync(cancellationToken);
        await LendRhythmsAsync();
        observations.TurnBack(now);
        await incidents.RestoreAsync(now, cancellationToken);
        await causes.RestoreAsync(now, cancellationToken);
        _together = new JointJudge(_adopted!);
        (_lastRollup, _lastDetectors) = (now, now);
    }

    private async Task LendRhythmsAsync()
    {
        await shards.LendRhythmsAsync(assignments.Occupied);
        _lastLent = clock.Now;
    }

    private RollupWish WishAt(DateTimeOffset now) =>
        now - _lastDetectors >= DetectorsEvery ? RollupWish.BinsAndDetectors : now - _lastRollup >= RollupEvery ? RollupWish.Bins : RollupWish.Nothing;

    /// <summary>Lets the shards close their minutes, and stores what they hand over.</summary>
    private async Task<ShardTick[]> TickShardsAsync(DateTimeOffset now, RollupWish wish, CancellationToken cancellationToken)
    {
        using var turn = await rollups.TakeTurnAsync(cancellationToken);

        // Read before the shards are asked: what is delivered by now is in each of them.
        var delivered = feed.Delivered;
        var ticks = await Task.WhenAll(assignments.Occupied.Select(shard => shards.TickAsync(shard, now, delivered, wish)));
        var changed = ticks.Select(t => t.Rollup).OfType<ShardRollup>().ToList();
        if (changed.Count > 0)
        {
            await rollups.WriteAsync(changed, delivered, Shard.MinuteOf(now), cancellationToken);
            _lastRollup = now;
            _lastDetectors = changed.Exists(c => c.Detectors.Count > 0) ? now : _lastDetectors;
        }

        return ticks;
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Information, "The node runs: {Shards} shards, the journal's latest report is number {Sequence}")]
        public static partial void Started(ILogger logger, int shards, long sequence);

        [LoggerMessage(3002, LogLevel.Information, "The node stopped; all reports are counted up to number {Sequence}")]
        public static partial void Stopped(ILogger logger, long sequence);

        [LoggerMessage(3003, LogLevel.Error, "The node stopped without having counted all; the journal has every report, and the next start counts them")]
        public static partial void StoppedUncounted(ILogger logger, Exception exception);

        [LoggerMessage(3004, LogLevel.Warning, "The clock was put back from {From:u} to {To:u}; the node begins anew from its store")]
        public static partial void ClockPutBack(ILogger logger, DateTimeOffset from, DateTimeOffset to);
    }
}
