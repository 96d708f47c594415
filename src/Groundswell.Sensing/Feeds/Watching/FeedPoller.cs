using System.Collections.Concurrent;
using Groundswell.Catalogue;
using Groundswell.Sensing.Feeds.Fetching;

namespace Groundswell.Sensing.Feeds.Watching;

/// <summary>
/// Asks feeds in turn, for ever, and tells what is new. One request at a time to a host, a few in all. What was learnt of a feed
/// is kept when <see cref="RunAsync"/> is started again with other feeds, as after a change of the catalogue; it is shared by the
/// loops, each of which owns the entry of its own feed.
/// </summary>
public sealed class FeedPoller : IDisposable
{
    private const int MostAtOnce = 4;

    private readonly FeedFetcher _fetcher;
    private readonly Func<ServiceCatalogue> _catalogue;
    private readonly TimeProvider _time;
    private readonly int _seed;
    private readonly SemaphoreSlim _atOnce = new(MostAtOnce);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<(string Provider, Uri Url), State> _states = new();

    /// <param name="fetcher">Its owner disposes it.</param>
    /// <param name="catalogue">The catalogue in force, asked at each reading.</param>
    /// <param name="time">The clock.</param>
    /// <param name="seed">Spreads the requests of one node from those of others.</param>
    public FeedPoller(FeedFetcher fetcher, Func<ServiceCatalogue> catalogue, TimeProvider time, int seed)
    {
        _fetcher = fetcher;
        _catalogue = catalogue;
        _time = time;
        _seed = seed;
    }

    /// <summary>Something is remembered of a feed.</summary>
    public bool Knows(FeedSubscription feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        return _states.ContainsKey(KeyOf(feed));
    }

    /// <summary>Goes on from what was stored of a feed, so that a restart tells nothing twice.</summary>
    public void Resume(FeedSubscription feed, FeedWatch watch)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(watch);
        _states[KeyOf(feed)] = new State(watch, FeedValidators.None, 0);
    }

    /// <summary>Until it is cancelled, or the sink throws. Reports of one feed come in order; those of several may come at once.</summary>
    public async Task RunAsync(
        IReadOnlyList<FeedSubscription> feeds, Func<FeedReport, CancellationToken, ValueTask> sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(feeds);
        ArgumentNullException.ThrowIfNull(sink);
        var asked = feeds.Select(KeyOf).ToHashSet();
        foreach (var gone in _states.Keys.Where(key => !asked.Contains(key)))
        {
            _states.TryRemove(gone, out _);
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var loops = feeds.Select((feed, index) => LoopAsync(feed, new Random(_seed + index), sink, ending.Token)).ToList();
        try
        {
            await await Task.WhenAny([.. loops, Task.Delay(Timeout.InfiniteTimeSpan, _time, ending.Token)]);
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(loops).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>Asks once, at once, and says what came of it.</summary>
    public async Task<FeedReport> AskAsync(FeedSubscription feed, CancellationToken cancellationToken) => (await AskOnceAsync(feed, cancellationToken)).Report;

    public void Dispose()
    {
        _atOnce.Dispose();
        foreach (var host in _hosts.Values)
        {
            host.Dispose();
        }
    }

    private static (string Provider, Uri Url) KeyOf(FeedSubscription feed) => (feed.Provider, feed.Source.Url);

    private async Task LoopAsync(FeedSubscription feed, Random random, Func<FeedReport, CancellationToken, ValueTask> sink, CancellationToken cancellationToken)
    {
        await Task.Delay(FeedSchedule.First(feed.Source.Interval, random), _time, cancellationToken);
        while (true)
        {
            var (report, requested) = await AskOnceAsync(feed, cancellationToken);
            await sink(report, cancellationToken);
            await Task.Delay(FeedSchedule.Next(feed.Source.Interval, _states[KeyOf(feed)].Failures, requested, random), _time, cancellationToken);
        }
    }

    private async Task<(FeedReport Report, TimeSpan? Requested)> AskOnceAsync(FeedSubscription feed, CancellationToken cancellationToken)
    {
        var before = _states.GetOrAdd(KeyOf(feed), _ => new State(FeedWatch.Begin, FeedValidators.None, 0));
        var fetch = await FetchAsync(feed.Source.Url, before.Validators, cancellationToken);
        var now = FeedNotices.Kept(_time.GetUtcNow());
        var (after, changes) = Learn(feed, before, fetch, now);
        _states[KeyOf(feed)] = after;
        var open = after.Watch.Open.ToList();
        var report = new FeedReport
        {
            Feed = feed,
            At = now,
            Condition = after.Watch.Condition,
            Changes = changes,
            Open = open,
            Unmapped = FeedNotices.Unmapped(open),
        };
        return (report, (fetch as FeedFetch.Failed)?.After);
    }

    private async Task<FeedFetch> FetchAsync(Uri url, FeedValidators validators, CancellationToken cancellationToken)
    {
        var host = _hosts.GetOrAdd(url.Host, _ => new SemaphoreSlim(1));
        await host.WaitAsync(cancellationToken);
        try
        {
            await _atOnce.WaitAsync(cancellationToken);
            try
            {
                return await _fetcher.FetchAsync(url, validators, cancellationToken);
            }
            finally
            {
                _atOnce.Release();
            }
        }
        finally
        {
            host.Release();
        }
    }

    private (State State, IReadOnlyList<FeedChange> Changes) Learn(FeedSubscription feed, State before, FeedFetch fetch, DateTimeOffset now)
    {
        switch (fetch)
        {
            case FeedFetch.Unchanged:
                return (before with { Watch = before.Watch.Unchanged(now), Failures = 0 }, []);
            case FeedFetch.Failed failed:
                return (before with { Watch = before.Watch.Failed(failed.Reason, now), Failures = before.Failures + 1 }, []);
            case FeedFetch.Arrived arrived:
                return FeedReader.Read(arrived.Payload with { Kind = feed.Source.Kind }) switch
                {
                    FeedPage.Readable page => Learned(before, page, arrived.Validators, feed, now),

                    // Its marks are forgotten: "unchanged" must never confirm what could not be read.
                    FeedPage.Unreadable page => (new State(before.Watch.Failed(page.Reason, now), FeedValidators.None, before.Failures + 1), []),
                    var other => throw new InvalidOperationException($"{other} is no page."),
                };
            default:
                throw new InvalidOperationException($"{fetch} is no outcome.");
        }
    }

    private (State State, IReadOnlyList<FeedChange> Changes) Learned(State before, FeedPage.Readable page, FeedValidators validators, FeedSubscription feed, DateTimeOffset now)
    {
        var step = before.Watch.Read(FeedNotices.Of(page.Entries, feed.Provider, feed.Source, _catalogue(), now), now);
        return (new State(step.Watch, validators, 0), step.Changes);
    }

    private sealed record State(FeedWatch Watch, FeedValidators Validators, int Failures);
}
