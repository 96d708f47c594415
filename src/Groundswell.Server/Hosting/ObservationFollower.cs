using System.Collections.Concurrent;
using System.Collections.Frozen;
using Groundswell.Catalogue;
using Groundswell.Signals;
using Groundswell.Signals.Seeing;
using Groundswell.Storage;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Hosting;

/// <summary>
/// Takes what probes and suppliers' pages say, from any thread, and brings it to the boards at the next tick. Changes are stored; what
/// the store refuses is tried again, and the boards go on. <see cref="FollowAsync"/> has one caller at a time.
/// </summary>
internal sealed partial class ObservationFollower(IObservations store, PlannedProbes planned, ILogger<ObservationFollower> logger)
{
    /// <summary>Results, and notices, that wait for a tick: a minute's of a large node. Beyond that the oldest are dropped and counted.</summary>
    private const int MostWaiting = 200_000;

    /// <summary>Changes that wait for a store that refuses; beyond that the oldest are dropped.</summary>
    private const int MostUnstored = 100_000;

    private static readonly TimeSpan NoticesRemembered = TimeSpan.FromDays(3);

    /// <summary>Of a vantage that nothing came from for so long, nothing is said.</summary>
    private static readonly TimeSpan SightRemembered = TimeSpan.FromHours(1);

    private readonly ConcurrentQueue<ProbeResult> _results = [];
    private readonly ConcurrentQueue<ProbeResult> _given = [];
    private SightGate _gate = new();
    private readonly ConcurrentQueue<Notice> _notices = [];
    private readonly ConcurrentQueue<VantageId> _revoked = [];
    private readonly List<ProbeChange> _unstoredChanges = [];
    private readonly List<Notice> _unstoredNotices = [];
    private volatile IReadOnlyList<NoticeThread> _said = [];
    private long _dropped;
    private long _unstored;
    private int _unstoredNow;

    /// <summary>What probes see; changes in <see cref="FollowAsync"/> only.</summary>
    public ProbeBoard Probes { get; } = new();

    /// <summary>What suppliers say; changes in <see cref="FollowAsync"/> only.</summary>
    public NoticeBoard Notices { get; } = new();

    /// <summary>How well each vantage sees, as of the last tick. From any thread.</summary>
    public IReadOnlyList<Sight> Sights { get; private set; } = [];

    /// <summary>Results and notices dropped because too many waited.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Changes that reached the boards and no store, because too many waited for it.</summary>
    public long Unstored => Interlocked.Read(ref _unstored);

    /// <summary>Results and notices that wait for a tick, and changes that wait for the store.</summary>
    public long Waiting => _results.Count + _notices.Count + Volatile.Read(ref _unstoredNow);

    /// <summary>Why the store refused at the last try; null where it did not.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Takes what vantages elsewhere saw, all or, where too many wait, nothing: they can send it again, and what the node itself sees needs room too.</summary>
    public bool TrySubmit(IReadOnlyList<ProbeResult> results)
    {
        if (_results.Count + results.Count > MostWaiting / 2)
        {
            return false;
        }

        Submit(results);
        return true;
    }

    public void Submit(IReadOnlyList<ProbeResult> results)
    {
        foreach (var result in results)
        {
            Enqueue(_results, result);
        }
    }

    /// <summary>Nothing counts any more that a vantage said so far, as its token was taken back. From any thread.</summary>
    public void Forget(VantageId vantage) => _revoked.Enqueue(vantage);

    /// <summary>Takes results of which nobody need ask whether they were seen well, such as those of a scenario.</summary>
    public void SubmitGiven(IReadOnlyList<ProbeResult> results)
    {
        foreach (var result in results)
        {
            _given.Enqueue(result);
        }
    }

    public void Submit(IReadOnlyList<Notice> notices)
    {
        foreach (var notice in notices)
        {
            Enqueue(_notices, notice);
        }
    }

    /// <summary>Takes up what suppliers said lately, or say still. What probes see is seen again within a minute.</summary>
    public async Task RestoreAsync(DateTimeOffset now, ServiceCatalogue catalogue, CancellationToken cancellationToken)
    {
        foreach (var notice in await store.ReadNoticesAsync(now - NoticesRemembered, cancellationToken))
        {
            Notices.Apply(notice);
        }

        Keep(catalogue);
        Notices.TurnBack(now);
        Notices.Forget(now);
        _said = Notices.Threads;
    }

    /// <summary>Forgets what was seen at a time that is yet to come, as the clock was put back: newer sights would be taken for older ones.</summary>
    public void TurnBack(DateTimeOffset now)
    {
        Probes.TurnBack(now);
        Notices.TurnBack(now);
        _gate = new SightGate();
        _said = Notices.Threads;
    }

    /// <summary>The last word of a page on each thing, as of the last tick: what to go on from when it is read again. From any thread.</summary>
    public IReadOnlyList<Notice> LastWords(string provider, Uri feed) => [.. _said.Select(t => t.Latest).Where(n => n.Provider == provider && n.Feed == feed)];

    /// <summary>Brings what came to the boards, and stores what changed.</summary>
    public async Task FollowAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var result in Seen(now).Concat(Take(_given)))
        {
            if (Probes.Apply(result) is { } sighting)
            {
                _unstoredChanges.Add(new ProbeChange(result.Target, sighting));
            }
        }

        while (_revoked.TryDequeue(out var revoked))
        {
            Probes.Forget(revoked);
        }

        while (_notices.TryDequeue(out var notice))
        {
            if (Notices.Apply(notice) is not null)
            {
                _unstoredNotices.Add(notice);
            }
        }

        Notices.Forget(now);
        _said = Notices.Threads;
        await StoreAsync(cancellationToken);
    }

    /// <summary>Forgets what the catalogue no longer has: nothing would ever end what a page said that is read no more.</summary>
    public void Keep(ServiceCatalogue catalogue)
    {
        Probes.Keep((target, _) =>
            target.Component is { } component ? catalogue.Components.ContainsKey(component) : catalogue.Services.ContainsKey(target.Service!.Value));
        Notices.Keep(thread => thread.Latest.Feed is not { } feed
            || (catalogue.Providers.GetValueOrDefault(thread.Latest.Provider) is { } provider && provider.Feeds.Any(f => f.Url == feed)));
    }

    /// <summary>Deletes from the store what was seen before.</summary>
    public ValueTask DeleteBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken) => store.DeleteBeforeAsync(time, cancellationToken);

    private static List<ProbeResult> Take(ConcurrentQueue<ProbeResult> queue)
    {
        var taken = new List<ProbeResult>();
        while (queue.TryDequeue(out var result))
        {
            taken.Add(result);
        }

        return taken;
    }

    /// <summary>What counts of all that came, and how well it was seen.</summary>
    private IReadOnlyList<ProbeResult> Seen(DateTimeOffset now)
    {
        var counting = _gate.Take(Take(_results), planned.Find, now);
        _gate.Forget(now - SightRemembered);
        var before = Sights;
        Sights = _gate.Sights;
        Probes.Blind = Sights.Where(s => s.IsBlind).Select(s => s.Vantage).ToFrozenSet();
        foreach (var sight in Sights)
        {
            var known = before.FirstOrDefault(s => s.Vantage == sight.Vantage);
            if (sight.Missing.Count > 0 && (known is null || known.IsBlind != sight.IsBlind || known.Reason != sight.Reason))
            {
                Log.Blind(logger, sight.Sentence, sight.IsBlind ? "nobody is judged by what it sees" : "what needs that is held against nobody");
            }
            else if (sight.Missing.Count == 0 && known?.Missing.Count > 0)
            {
                Log.Sees(logger, sight.Vantage);
            }
        }

        return counting;
    }

    private async Task StoreAsync(CancellationToken cancellationToken)
    {
        if (_unstoredChanges.Count + _unstoredNotices.Count == 0)
        {
            return;
        }

        try
        {
            await store.AppendAsync(_unstoredChanges, _unstoredNotices, cancellationToken);
            _unstoredChanges.Clear();
            _unstoredNotices.Clear();
            Refusal = null;
        }
        catch (Exception exception) when (exception is Microsoft.Data.Sqlite.SqliteException or IOException)
        {
            if (Refusal is null)
            {
                Log.Refused(logger, exception);
            }

            Refusal = exception.Message;
            LetGo(_unstoredChanges);
            LetGo(_unstoredNotices);
        }

        Volatile.Write(ref _unstoredNow, _unstoredChanges.Count + _unstoredNotices.Count);
    }

    private void Enqueue<T>(ConcurrentQueue<T> queue, T item)
    {
        queue.Enqueue(item);
        while (queue.Count > MostWaiting && queue.TryDequeue(out _))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    private void LetGo<T>(List<T> waiting)
    {
        var excess = Math.Max(0, waiting.Count - MostUnstored);
        waiting.RemoveRange(0, excess);
        Interlocked.Add(ref _unstored, excess);
    }

    private static partial class Log
    {
        [LoggerMessage(3040, LogLevel.Error, "The disk refuses what probes and suppliers say; it is tried again with the next of it")]
        public static partial void Refused(ILogger logger, Exception exception);

        [LoggerMessage(3042, LogLevel.Warning, "{Sight}; {Consequence}")]
        public static partial void Blind(ILogger logger, string sight, string consequence);

        [LoggerMessage(3043, LogLevel.Warning, "The vantage {Vantage} sees everything again; what it saw meanwhile is held against nobody")]
        public static partial void Sees(ILogger logger, VantageId vantage);
    }
}
