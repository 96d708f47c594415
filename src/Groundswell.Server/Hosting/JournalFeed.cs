using Groundswell.Cluster;
using Groundswell.Server.Sqlite;
using Groundswell.Signals;
using Groundswell.Storage;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Hosting;

/// <summary>
/// Brings what the journal has stored to the shards, in order and once: a shard is told what it should have had before, and
/// one that lacks something is loaded anew from the store. One loop runs it; it rests while shards are loaded for another
/// catalogue, else each shard would be found behind and read the journal by itself.
/// </summary>
internal sealed partial class JournalFeed(
    SqliteJournal journal, IRollups rollups, JournalCatchUp catchUp, PlacedShards shards, ShardAssignments assignments, NodeClock clock, ILogger<JournalFeed> logger) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private readonly List<Waiter> _waiters = [];
    private readonly Dictionary<int, long> _sent = [];
    private long _delivered;

    /// <summary>Every row up to this sequence has reached its shard.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>Loads every shard that owns a service and brings it up to the end of the journal.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await LoadInTurnAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Hands over what is committed, until the journal ends.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var group in journal.Committed.ReadAllAsync(cancellationToken))
        {
            await _turn.WaitAsync(cancellationToken);
            try
            {
                await HandOverAsync(group, cancellationToken);
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    /// <summary>Completes when every row that is stored now has reached its shard.</summary>
    public Task DrainAsync()
    {
        var target = journal.LastSequence;
        lock (_gate)
        {
            if (Delivered >= target)
            {
                return Task.CompletedTask;
            }

            var waiter = new Waiter(target, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _waiters.Add(waiter);
            return waiter.Reached.Task;
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task LoadInTurnAsync(CancellationToken cancellationToken)
    {
        await catchUp.RunAsync(clock.Now, cancellationToken);
        var marks = await rollups.ReadMarksAsync(cancellationToken);
        var occupied = assignments.Occupied;
        await Task.WhenAll(occupied.Select(shard => shards.LoadAsync(shard, clock.Now)));
        _sent.Clear();
        foreach (var shard in occupied)
        {
            _sent[shard] = marks.Of(shard);
        }

        var start = _sent.Count == 0 ? journal.LastSequence : _sent.Values.Min();
        var tails = occupied.ToDictionary(shard => shard, _ => new List<CountedReport>());
        var last = await journal.ReadCountedAsync(start, (sequence, report) =>
        {
            var shard = assignments.ShardOf(report.Service);
            if (shard >= 0 && sequence > _sent[shard])
            {
                tails[shard].Add(report);
            }
        }, cancellationToken);
        foreach (var (shard, reports) in tails)
        {
            await SendAsync(shard, reports, last, cancellationToken);
        }

        MarkDelivered(last);
        Log.Loaded(logger, occupied.Count, tails.Values.Sum(t => t.Count));
    }

    private async Task HandOverAsync(CommittedGroup group, CancellationToken cancellationToken)
    {
        if (group.Last <= Delivered)
        {
            return;
        }

        var byShard = new Dictionary<int, List<CountedReport>>();
        foreach (var report in group.Counted)
        {
            var shard = assignments.ShardOf(report.Service);
            if (shard >= 0)
            {
                (byShard.TryGetValue(shard, out var list) ? list : byShard[shard] = []).Add(report);
            }
        }

        await Task.WhenAll(byShard.Select(pair => SendAsync(pair.Key, pair.Value, group.Last, cancellationToken)));
        MarkDelivered(group.Last);
    }

    private async Task SendAsync(int shard, List<CountedReport> reports, long last, CancellationToken cancellationToken)
    {
        long previous;
        lock (_gate)
        {
            previous = _sent.GetValueOrDefault(shard);
        }

        if (!await shards.ApplyAsync(shard, new ReportGroup(previous, last, reports)))
        {
            Log.ShardBehind(logger, shard);
            last = await ReloadAsync(shard, cancellationToken);
        }

        lock (_gate)
        {
            _sent[shard] = last;
        }
    }

    private async Task<long> ReloadAsync(int shard, CancellationToken cancellationToken)
    {
        await shards.LoadAsync(shard, clock.Now);
        var mark = (await rollups.ReadMarksAsync(cancellationToken)).Of(shard);
        var tail = new List<CountedReport>();
        var last = await journal.ReadCountedAsync(mark, (_, report) =>
        {
            if (assignments.ShardOf(report.Service) == shard)
            {
                tail.Add(report);
            }
        }, cancellationToken);
        await shards.ApplyAsync(shard, new ReportGroup(mark, last, tail));
        return last;
    }

    private void MarkDelivered(long last)
    {
        lock (_gate)
        {
            Volatile.Write(ref _delivered, last);
            for (var i = _waiters.Count - 1; i >= 0; i--)
            {
                if (_waiters[i].Target <= last)
                {
                    _waiters[i].Reached.SetResult();
                    _waiters.RemoveAt(i);
                }
            }
        }
    }

    private sealed record Waiter(long Target, TaskCompletionSource Reached);

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Information, "{Shards} shards loaded, {Reports} reports from the journal's tail")]
        public static partial void Loaded(ILogger logger, int shards, int reports);

        [LoggerMessage(2002, LogLevel.Warning, "Shard {Shard} lacked reports and was loaded anew")]
        public static partial void ShardBehind(ILogger logger, int shard);
    }
}
