using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Groundswell.Catalogue;
using Groundswell.Publication;
using Groundswell.Sensing.Feeds.Fetching;
using Groundswell.Sensing.Feeds.Watching;
using Groundswell.Sensing.Outgoing;
using Groundswell.Sensing.Probes;
using Groundswell.Sensing.Probes.Scheduling;
using Groundswell.Server.Hosting.Settings;
using Groundswell.Signals;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Hosting;

/// <summary>Looks and reads: runs the catalogue's probes from here, and asks suppliers' pages. A change of the catalogue changes the plan.</summary>
internal sealed partial class SensingService(
    SensingSettings settings, PlannedProbes planned, CurrentCatalogue catalogue, ObservationFollower observations, TimeProvider time, ILogger<SensingService> logger, ILogger<ProbeScheduler> probing)
    : BackgroundService
{
    private static readonly TimeSpan LookForChanges = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BreaksRemembered = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Provider, Uri Url), FeedStanding> _feeds = [];
    private readonly ConcurrentDictionary<string, (string What, DateTimeOffset At, string Reason)> _breaks = [];
    private ProbeScheduler? _scheduler;

    /// <summary>How well the node sees now.</summary>
    public SensingStanding Standing
    {
        get
        {
            var feeds = _feeds.Values.OrderBy(f => f.Provider, StringComparer.Ordinal).ThenBy(f => f.Url.ToString(), StringComparer.Ordinal).ToList();
            var sights = observations.Sights;
            if (!settings.Probes && FeedSight.Of(feeds) is { } sight)
            {
                sights = [.. sights.Where(s => s.Vantage != VantageId.Node), sight];
            }

            if (sights.FirstOrDefault(s => s.Vantage == VantageId.Node) is not { IsBlind: true } own)
            {
                return new SensingStanding(null, "", feeds) { Sights = sights };
            }

            // Their silence may be our deafness.
            return new SensingStanding(own.Since, own.Reason, [.. feeds.Select(f => f with { Failure = f.Failure ?? "this node cannot see the internet" })]) { Sights = sights };
        }
    }

    /// <summary>What the scheduler of probes has done; null before there is one.</summary>
    public ProbeSchedulerCounts? Counts => _scheduler?.Counts;

    /// <summary>What broke off within the last minutes, and why.</summary>
    public IReadOnlyList<(string What, DateTimeOffset At, string Reason)> Breaks => [.. _breaks.Values.Where(b => time.GetUtcNow() - b.At < BreaksRemembered).OrderBy(b => b.What, StringComparer.Ordinal)];

    /// <summary>Why probes of the plan cannot run on this machine, and how many; they say nothing of their targets.</summary>
    public IReadOnlyList<(string Reason, int Probes)> Unavailable => [.. (_scheduler?.Unavailable ?? []).Where(u => !u.Probe.Target.IsReference).GroupBy(u => u.Reason, StringComparer.Ordinal).Select(g => (g.Key, g.Count()))];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var tasks = new List<Task>();
        if (settings.Probes)
        {
            tasks.Add(GoOnAsync("probes", ProbeAsync, stoppingToken));
        }

        if (settings.Feeds)
        {
            tasks.Add(GoOnAsync("feeds", ReadAsync, stoppingToken));
        }

        if (tasks.Count == 0)
        {
            Log.Off(logger);
        }

        await Task.WhenAll(tasks);
    }

    private static int SeedOf(SensingSettings settings) => settings.Contact?.Length ?? 1;

    // What breaks one of the two is told and tried again; it must not end the node.
    private async Task GoOnAsync(string what, Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await work(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                _breaks[what] = (what, time.GetUtcNow(), exception.Message);
                Log.Broke(logger, what, exception);
                await Task.Delay(Pause, time, stoppingToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // Stopping is no failure.
            }
        }
    }

    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        var followed = planned.Get();
        await using var runner = new ProbeRunner(
            new ProbeRunnerOptions { Guard = new AddressGuard(settings.AllowedNetworks), Resolvers = settings.Resolvers, Roots = ReadRoots(), Contact = settings.Contact }, time);
        var scheduler = new ProbeScheduler(
            followed, runner, new Sink(observations), new ProbeSchedulerOptions { Seed = VantageId.Node.ToString(), MostRunning = settings.Concurrency }, time, probing);
        _scheduler = scheduler;
        Log.Probing(logger, scheduler.Counts.Configured, scheduler.Unavailable.Count);
        TellUnavailable();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = scheduler.RunAsync(ending.Token);
        try
        {
            using var timer = new PeriodicTimer(LookForChanges, time);
            while (!running.IsCompleted && await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (!ReferenceEquals(followed, planned.Get()))
                {
                    followed = planned.Get();
                    scheduler.Replace(followed);
                    TellUnavailable();
                }
            }
        }
        finally
        {
            await ending.CancelAsync();
            await running;
        }
    }

    private void TellUnavailable()
    {
        foreach (var (reason, probes) in Unavailable)
        {
            Log.Unavailable(logger, probes, reason);
        }
    }

    private X509Certificate2Collection ReadRoots()
    {
        var roots = new X509Certificate2Collection();
        if (settings.TrustedRoots is { } path)
        {
            roots.ImportFromPemFile(path);
        }

        return roots;
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        using var fetcher = new FeedFetcher(new FeedFetchOptions { Contact = settings.Contact, Guard = new AddressGuard(settings.AllowedNetworks) }, time);
        using var poller = new FeedPoller(fetcher, () => catalogue.Value, time, SeedOf(settings));
        while (!cancellationToken.IsCancellationRequested)
        {
            var followed = catalogue.Value;
            var feeds = FeedSubscription.Of(followed);
            Log.Reading(logger, feeds.Count);
            foreach (var feed in feeds.Where(f => !poller.Knows(f)))
            {
                poller.Resume(feed, FeedWatch.Resume(observations.LastWords(feed.Provider, feed.Source.Url)));
            }

            ForgetAllBut(feeds);
            using var changed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var running = poller.RunAsync(feeds, TakeAsync, changed.Token);
            using var timer = new PeriodicTimer(LookForChanges, time);
            while (!running.IsCompleted && ReferenceEquals(followed, catalogue.Value) && await timer.WaitForNextTickAsync(cancellationToken))
            {
                // The loop's condition is the work.
            }

            if (running.IsCompleted)
            {
                await running;
            }

            await changed.CancelAsync();
            await running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    // A page that is read no more stands no way at all.
    private void ForgetAllBut(IReadOnlyList<FeedSubscription> feeds)
    {
        foreach (var gone in _feeds.Keys.Except(feeds.Select(f => (f.Provider, f.Source.Url))))
        {
            _feeds.TryRemove(gone, out _);
        }
    }

    private ValueTask TakeAsync(FeedReport report, CancellationToken cancellationToken)
    {
        observations.Submit([.. report.Changes.Select(c => c.Notice)]);
        var (provider, url) = (report.Feed.Provider, report.Feed.Source.Url);
        _feeds[(provider, url)] = new FeedStanding(
            provider, url, report.Condition.ReadAt, report.Condition.CurrentUntil(report.Feed.Source.Interval), report.Condition.Failure, report.Unmapped);
        return ValueTask.CompletedTask;
    }

    private sealed class Sink(ObservationFollower observations) : IProbeSink
    {
        public Task TakeAsync(IReadOnlyList<ProbeResult> results, CancellationToken cancellationToken)
        {
            observations.Submit(results);
            return Task.CompletedTask;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3060, LogLevel.Information, "Nothing is probed and no supplier's page is read: probes.enabled and feeds.enabled are false")]
        public static partial void Off(ILogger logger);

        [LoggerMessage(3061, LogLevel.Information, "{Probes} probes run from here; {Unavailable} cannot on this machine")]
        public static partial void Probing(ILogger logger, int probes, int unavailable);

        [LoggerMessage(3062, LogLevel.Information, "{Feeds} suppliers' pages are read")]
        public static partial void Reading(ILogger logger, int feeds);

        [LoggerMessage(3064, LogLevel.Warning, "{Probes} probes cannot run here, and say nothing of their targets: {Reason}")]
        public static partial void Unavailable(ILogger logger, int probes, string reason);

        [LoggerMessage(3063, LogLevel.Error, "The work on {What} broke off; it begins again in half a minute")]
        public static partial void Broke(ILogger logger, string what, Exception exception);
    }
}
