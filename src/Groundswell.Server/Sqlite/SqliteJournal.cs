using System.Threading.Channels;
using Groundswell.Signals;
using Groundswell.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Sqlite;

/// <summary>
/// The journal in SQLite files, one a UTC day. One thread writes: whatever waits when a commit ends goes into the next
/// transaction, so a lone report waits for no timer and a flood shares its commits. What is committed is handed to
/// <see cref="Committed"/> in order.
/// </summary>
internal sealed partial class SqliteJournal : IJournal, IDisposable
{
    /// <summary>Most reports that may wait for the disk; more are refused, for memory is bounded.</summary>
    public const int MaximumWaiting = 500_000;

    /// <summary>A commit that takes longer is worth telling: a disk of its own takes milliseconds.</summary>
    private static readonly TimeSpan SlowCommit = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(10);

    /// <summary>Memory that waiting reports may take: an eighth of what the process may use, so that a slow disk ends no small node.</summary>
    private static readonly long MaximumWaitingBytes = Math.Min(512L << 20, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8);

    private const int BytesOfReport = 200; // without its comment

    private const int MaximumGroup = 20_000;
    private const int MaximumCommittedGroups = 64;

    private readonly StorePath _folder;
    private readonly NodeClock _clock;
    private readonly ILogger<SqliteJournal> _logger;
    private readonly RepeatWindow _window = new();
    private readonly Channel<PendingAppend> _waiting = Channel.CreateUnbounded<PendingAppend>(new() { SingleReader = true });
    private readonly Channel<CommittedGroup> _committed = Channel.CreateBounded<CommittedGroup>(new BoundedChannelOptions(MaximumCommittedGroups) { SingleWriter = true });
    private readonly Thread _writer;
    private readonly long _salt;
    private readonly JournalLedger _ledger;
    private readonly HighWaterMark _acknowledged;
    private readonly Func<string?> _findIntruder;
    private readonly Lock _slow = new();
    private readonly Lock _files = new(); // the days that are open, and the ledger: the writer's, but for retention
    private JournalDay? _today;
    private JournalDay? _yesterday;
    private int _waitingReports;
    private long _waitingBytes;
    private (long At, TimeSpan Took)? _slowest;
    private long _last;
    private long _repeats; // downwards: their ids are no stored report's

    /// <param name="folder">Made if it is not there.</param>
    /// <param name="clock">Tells which day it is.</param>
    /// <param name="logger">Hears of what is missing and of a disk that refuses.</param>
    /// <param name="counted">A sequence up to which reports are known to have been counted; none up to it is given again.</param>
    /// <param name="findIntruder">Says why nothing may be written any more, before each commit; null where it may be.</param>
    /// <exception cref="InvalidDataException">A file of the journal is damaged.</exception>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public SqliteJournal(StorePath folder, NodeClock clock, ILogger<SqliteJournal> logger, long counted = 0, Func<string?>? findIntruder = null)
    {
        Directory.CreateDirectory(folder);
        _folder = folder;
        _findIntruder = findIntruder ?? (() => null);
        _acknowledged = HighWaterMark.Open(folder);
        _clock = clock;
        _logger = logger;
        _salt = BitConverter.ToInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));
        _ledger = Restore(counted);
        _writer = new Thread(Write) { IsBackground = true, Name = "journal" };
        _writer.Start();
    }

    public long LastSequence => Volatile.Read(ref _last);

    /// <summary>Reports that wait for the disk.</summary>
    public int Waiting => Volatile.Read(ref _waitingReports);

    /// <summary>What is on disk, in order. Its reader hands it to the shards; while it lags by many groups, the writer waits.</summary>
    public ChannelReader<CommittedGroup> Committed => _committed.Reader;

    public DateOnly? FirstDay
    {
        get
        {
            var whole = Losses.Select(loss => loss.Day.AddDays(1)).DefaultIfEmpty(DateOnly.MinValue).Max();
            return JournalDay.List(_folder) is [var first, ..] ? (first > whole ? first : whole) : null;
        }
    }

    /// <summary>What the journal was found to lack when it was opened: nothing where every file is there.</summary>
    public IReadOnlyList<JournalLoss> Losses
    {
        get
        {
            lock (_files)
            {
                return _ledger.Losses;
            }
        }
    }

    /// <summary>Why the disk refused the last write; null where it did not.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The longest of the commits that took too long lately; null where none did.</summary>
    public TimeSpan? SlowestLately
    {
        get
        {
            lock (_slow)
            {
                return _slowest is { } slowest && _clock.Time.GetElapsedTime(slowest.At) < Lately ? slowest.Took : null;
            }
        }
    }

    /// <summary>What was done to the files while the node used them, and became of it; null where nothing was.</summary>
    public string? Handiwork { get; private set; }

    public async ValueTask AppendAsync(Memory<Report> batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var bytes = SizeOf(batch.Span);
        if (Interlocked.Add(ref _waitingReports, batch.Length) > MaximumWaiting | Interlocked.Add(ref _waitingBytes, bytes) > MaximumWaitingBytes)
        {
            Interlocked.Add(ref _waitingReports, -batch.Length);
            Interlocked.Add(ref _waitingBytes, -bytes);
            throw new JournalFullException("Too many reports wait for the disk; try again in a few seconds.");
        }

        var pending = new PendingAppend(batch, bytes);
        if (!_waiting.Writer.TryWrite(pending))
        {
            throw new JournalUnavailableException("The node is stopping.");
        }

        // Not cancellable from here on: what is handed over will be stored, and its memory is the writer's until it is.
        await pending.Done.Task;
    }

    public ValueTask<long> ReadCountedAsync(long after, Action<long, CountedReport> read, CancellationToken cancellationToken)
    {
        var last = LastSequence;
        foreach (var day in JournalDay.List(_folder))
        {
            if (JournalDay.ReadRange(_folder, day) is not { } range || range.Last <= after)
            {
                continue;
            }

            JournalDay.ReadCounted(_folder, day, after, (sequence, report) =>
            {
                if (sequence <= last)
                {
                    read(sequence, new CountedReport(report.Service, report.Symptom, report.Region, report.Minute));
                }
            }, cancellationToken);
        }

        return ValueTask.FromResult(last);
    }

    /// <summary>Deletes days before <paramref name="day"/>, but for those of which something may not be counted yet.</summary>
    /// <param name="day">The first day that is kept.</param>
    /// <param name="counted">Every report up to this sequence is in the stored counts.</param>
    /// <returns>Whether all of them are gone.</returns>
    /// <exception cref="IOException">A file cannot be deleted.</exception>
    public bool DeleteBefore(DateOnly day, long counted)
    {
        lock (_files)
        {
            var isAllGone = true;
            foreach (var old in JournalDay.List(_folder).Where(d => d < day))
            {
                if (JournalDay.ReadRange(_folder, old) is { } range && range.Last > counted)
                {
                    isAllGone = false;
                    continue;
                }

                LetGo(old);
                JournalDay.Delete(_folder, old);
            }

            if (isAllGone)
            {
                _ledger.ForgetBefore(day, _last);
            }

            return isAllGone;
        }
    }

    /// <summary>Stores what waits, then stops. Nothing can be appended after.</summary>
    public void Dispose()
    {
        if (!_waiting.Writer.TryComplete())
        {
            return;
        }

        _writer.Join();
        _today?.Dispose();
        _yesterday?.Dispose();
        try
        {
            _ledger.Close(LastSequence);
        }
        catch (SqliteException exception)
        {
            // It is as after a power cut: the next start gives higher sequences, and lacks nothing.
            Log.LedgerNotClosed(_logger, exception);
        }

        _ledger.Dispose();
        _acknowledged.Dispose();
    }

    private static long SizeOf(ReadOnlySpan<Report> reports)
    {
        var bytes = (long)reports.Length * BytesOfReport;
        foreach (ref readonly var report in reports)
        {
            bytes += sizeof(char) * (report.Comment?.Length ?? 0);
        }

        return bytes;
    }

    // A file that is deleted while it is open would go on taking reports, and end with the process.
    private void LetGo(DateOnly day)
    {
        if (_today?.Day == day)
        {
            _today.Dispose();
            _today = null;
        }

        if (_yesterday?.Day == day)
        {
            _yesterday.Dispose();
            _yesterday = null;
        }
    }

    private JournalLedger Restore(long counted)
    {
        var now = _clock.Now;
        var files = new Dictionary<DateOnly, (long First, long Last)>();
        foreach (var day in JournalDay.List(_folder))
        {
            if (JournalDay.ReadRange(_folder, day) is { } range)
            {
                files.Add(day, range);
            }
        }

        var ledger = JournalLedger.Open(_folder, files, (day, sequence) => files.ContainsKey(day) && JournalDay.Holds(_folder, day, sequence), Math.Max(counted, _acknowledged.Read()), DateOnly.FromDateTime(now.UtcDateTime));
        _last = ledger.Last;
        foreach (var loss in ledger.Losses)
        {
            Log.Missing(_logger, loss);
        }

        // All later days as well: where the clock was put back they are not over yet.
        var since = now - (RepeatWindow.Length * 2);
        foreach (var day in files.Keys.Where(day => day >= DateOnly.FromDateTime(since.UtcDateTime)).Order())
        {
            JournalDay.ReadCountedSince(
                _folder, day, since.ToUnixTimeMilliseconds(), report => _window.Restore(report.Reporter.Today, report.Service, report.EventTime));
        }

        return ledger;
    }
}
