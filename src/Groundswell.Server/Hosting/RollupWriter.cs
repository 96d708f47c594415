using System.Runtime.InteropServices;
using Groundswell.Counting;
using Groundswell.Signals;
using Groundswell.Storage;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Hosting;

/// <summary>
/// Stores what the shards hand over. What a full disk refuses is kept, the newest of each bin and detector, and tried again. Beyond a bound
/// it is let go: the journal has all of it, and once the disk takes something again, <see cref="MustLoad"/> says that the shards are to be
/// loaded from there. Who takes from the shards to store it, or loads them from the store, holds the turn: else what was taken before could
/// overwrite what was loaded after.
/// </summary>
internal sealed partial class RollupWriter(IRollups rollups, ILogger<RollupWriter> logger) : IDisposable
{
    /// <summary>Bins that may wait for the disk, some 50 bytes each.</summary>
    public const int MostBins = 1_000_000;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<CountedReport, int> _bins = [];
    private readonly Dictionary<int, DetectorState> _detectors = [];
    private readonly Dictionary<int, long> _marks = [];
    private readonly int _mostBins = MostBins;
    private int _waiting;
    private bool _isOverflown;

    /// <summary>With another bound.</summary>
    internal RollupWriter(IRollups rollups, ILogger<RollupWriter> logger, int mostBins)
        : this(rollups, logger) => _mostBins = mostBins;

    /// <summary>Why the disk refused at the last try; null where it did not.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Bins and detectors that wait for the disk.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>What waited was let go: the shards are to be loaded from what is stored.</summary>
    public bool MustLoad { get; private set; }

    /// <summary>The turn, until it is disposed of.</summary>
    public async Task<IDisposable> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Turn(_turn);
    }

    /// <summary>Lets go what waits: the shards, or one of them, are about to be loaded from what is stored. In turn.</summary>
    public void LetGo(int? shard = null)
    {
        if (shard is { } number)
        {
            // What else waits goes with it: bins do not say whose they are, and a mark that was not stored promises nothing.
            MustLoad |= _marks.Keys.Any(waiting => waiting != number);
        }
        else
        {
            MustLoad = _isOverflown = false;
        }

        Clear();
    }

    /// <summary>Every report up to this sequence is in the stored counts.</summary>
    public async Task<long> ReadStoredAsync(CancellationToken cancellationToken) => (await rollups.ReadMarksAsync(cancellationToken)).Everywhere;

    /// <summary>In turn.</summary>
    /// <returns>Whether everything is stored.</returns>
    public async Task<bool> WriteAsync(IEnumerable<ShardRollup> rollupsOfShards, long mark, int minute, CancellationToken cancellationToken)
    {
        if (MustLoad)
        {
            return false;
        }

        foreach (var rollup in _isOverflown ? [] : rollupsOfShards)
        {
            Keep(rollup);
        }

        try
        {
            // After an overflow nothing is left to store, and this only asks whether the disk takes anything.
            await rollups.WriteAsync(Waiters(), _isOverflown ? 0 : mark, minute, cancellationToken);
            Clear();
            Refusal = null;
            MustLoad = _isOverflown;
        }
        catch (Exception exception) when (exception is Microsoft.Data.Sqlite.SqliteException or IOException)
        {
            if (Refusal is null)
            {
                Log.Refused(logger, exception);
            }

            Refusal = exception.Message;
            if (_bins.Count > _mostBins)
            {
                Log.LetGo(logger, _bins.Count);
                Clear();
                _isOverflown = true;
            }
        }

        Volatile.Write(ref _waiting, _bins.Count + _detectors.Count);
        return Refusal is null && !MustLoad;
    }

    public void Dispose() => _turn.Dispose();

    private void Keep(ShardRollup rollup)
    {
        _marks[rollup.Shard] = rollup.Mark;
        foreach (var bin in rollup.Bins)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_bins, new CountedReport(bin.Service, bin.Symptom, bin.Region, bin.Minute), out _) = bin.Count;
        }

        foreach (var detector in rollup.Detectors)
        {
            _detectors[detector.Service] = detector;
        }
    }

    // All in one transaction: which shard a bin came with is of no account.
    private List<ShardRollup> Waiters()
    {
        var shards = _marks.Select(pair => new ShardRollup(pair.Key, pair.Value, [], [])).ToList();
        if (shards is [var first, ..])
        {
            shards[0] = first with
            {
                Bins = [.. _bins.Select(pair => new RollupBin(pair.Key.Service, pair.Key.Minute, pair.Key.Region, pair.Key.Symptom, pair.Value))],
                Detectors = [.. _detectors.Values],
            };
        }

        return shards;
    }

    private void Clear()
    {
        _bins.Clear();
        _detectors.Clear();
        _marks.Clear();
        Volatile.Write(ref _waiting, 0);
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }

    private static partial class Log
    {
        [LoggerMessage(2010, LogLevel.Error, "The disk refuses rollups; they are kept in memory and tried again")]
        public static partial void Refused(ILogger logger, Exception exception);

        [LoggerMessage(2011, LogLevel.Error, "{Bins} bins wait for the disk, which is too many to keep; they are counted again from the journal")]
        public static partial void LetGo(ILogger logger, int bins);
    }
}
