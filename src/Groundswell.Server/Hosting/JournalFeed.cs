using Groundswell.Cluster;
using Groundswell.Server.Sqlite;
using Groundswell.Signals;
using Groundswell.Storage;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Hosting;

/// <summary>
/// Brings what the journal has stored to the shards, in order and once: a shard is told what it should have had before, and
/// one that lacks something is loaded anew from the store. One loop runs it. While shards are loaded, or when one has refused, it
/// lets go what comes: all of it is in the journal, from where the next load reads it, and the journal's writer never waits.
/// </summary>
internal sealed partial class JournalFeed(
    SqliteJournal journal, IRollups rollups, RollupWriter writer, JournalCatchUp catchUp, PlacedShards shards, ShardAssignments assignments, NodeClock clock, ILogger<JournalFeed> logger) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private readonly List<Waiter> _waiters = [];
    private readonly Dictionary<int, long> _sent = [];
    private long _delivered;
    private long _letGo;
    private bool _isBehind;
    private volatile string? _refusal;

    /// <summary>Every row up to this sequence has reached its shard.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>A shard has refused what it was told; nothing more is counted until <see cref="LoadAsync"/> succeeds.</summary>
    public bool IsFailing => _refusal is not null;

    /// <summary>Why it did; null where none has.</summary>
    public string? Refusal => _refusal;

    /// <summary>Loads every shard that owns a service and brings it up to the end of the journal.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            (_isBehind, _letGo) = (true, 0);
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            await LoadInTurnAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            FallBehind(exception);
            throw;
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
            if (LetGoWhileBehind(group))
            {
                continue;
            }

            await _turn.WaitAsync(cancellationToken);
            try
            {
                if (!LetGoWhileBehind(group))
                {
                    await HandOverAsync(group, cancellationToken);
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // Never the same group again: a shard that had it would count it twice.
                FallBehind(exception);
                Log.HandingOverFailed(logger, exception);
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    /// <summary>Completes when every row that is stored now has reached its shard; fails with the shard that refuses.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        if (IsFailing)
        {
            await LoadAsync(cancellationToken);
        }

        var waiter = new Waiter(journal.LastSequence, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            if (Delivered >= waiter.Target)
            {
                return;
            }

            _waiters.Add(waiter);
        }

        await waiter.Reached.Task.WaitAsync(cancellationToken);
    }

    public void Dispose() => _turn.Dispose();

    private async Task LoadInTurnAsync(CancellationToken cancellationToken)
    {
        var occupied = assignments.Occupied;
        using (await writer.TakeTurnAsync(cancellationToken))
        {
            writer.LetGo();
            var now = clock.Now;
            await catchUp.RunAsync(occupied, now, cancellationToken);
            var marks = await rollups.ReadMarksAsync(cancellationToken);
            await Task.WhenAll(occupied.Select(shard => shards.LoadAsync(shard, now)));
            _sent.Clear();
            foreach (var shard in occupied)
            {
                _sent[shard] = marks.Of(shard);
            }
        }

        var last = _sent.Count == 0 ? journal.LastSequence : _sent.Values.Min();
        var reports = 0;
        do
        {
            var tails = occupied.ToDictionary(shard => shard, _ => new List<CountedReport>());
            last = await journal.ReadCountedAsync(last, (sequence, report) =>
            {
                var shard = assignments.ShardOf(report.Service);
                if (shard >= 0 && sequence > _sent[shard])
                {
                    tails[shard].Add(report);
                }
            }, cancellationToken);
            foreach (var (shard, tail) in tails)
            {
                await SendAsync(shard, tail, last, cancellationToken);
                reports += tail.Count;
            }
        }
        while (!CatchUpAt(last));

        MarkDelivered(last);
        Log.Loaded(logger, occupied.Count, reports);
    }

    /// <summary>Ends the letting go, unless something was let go that lies behind what was read.</summary>
    private bool CatchUpAt(long last)
    {
        lock (_gate)
        {
            if (_letGo > last)
            {
                return false;
            }

            (_refusal, _isBehind) = (null, false);
            return true;
        }
    }

    private bool LetGoWhileBehind(CommittedGroup group)
    {
        lock (_gate)
        {
            if (_isBehind)
            {
                _letGo = group.Last;
            }

            return _isBehind;
        }
    }

    private void FallBehind(Exception exception)
    {
        lock (_gate)
        {
            (_refusal, _isBehind) = (exception.Message, true);
            foreach (var waiter in _waiters)
            {
                waiter.Reached.SetException(exception);
            }

            _waiters.Clear();
        }
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
            // What it lacks, or a minute that it does not hold.
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
        using var turn = await writer.TakeTurnAsync(cancellationToken);
        writer.LetGo(shard);
        var now = clock.Now;
        await catchUp.RunAsync([shard], now, cancellationToken);
        await shards.LoadAsync(shard, now);
        var mark = (await rollups.ReadMarksAsync(cancellationToken)).Of(shard);
        var tail = new List<CountedReport>();
        var last = await journal.ReadCountedAsync(mark, (_, report) =>
        {
            if (assignments.ShardOf(report.Service) == shard)
            {
                tail.Add(report);
            }
        }, cancellationToken);
        return await shards.ApplyAsync(shard, new ReportGroup(mark, last, tail))
            ? last
            : throw new InvalidOperationException($"Shard {shard} was stored anew while it was loaded.");
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

        [LoggerMessage(2002, LogLevel.Warning, "Shard {Shard} lacked reports, or the minutes that they tell of, and was loaded anew")]
        public static partial void ShardBehind(ILogger logger, int shard);

        [LoggerMessage(2003, LogLevel.Error, "Reports could not be handed to their shards; they are in the journal, and the next tick counts them")]
        public static partial void HandingOverFailed(ILogger logger, Exception exception);
    }
}
