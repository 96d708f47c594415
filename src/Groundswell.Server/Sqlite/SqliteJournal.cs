using System.Threading.Channels;
using Groundswell.Signals;
using Groundswell.Storage;
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

    private const int MaximumGroup = 20_000;
    private const int MaximumCommittedGroups = 64;

    private readonly string _folder;
    private readonly NodeClock _clock;
    private readonly ILogger<SqliteJournal> _logger;
    private readonly RepeatWindow _window = new();
    private readonly Channel<PendingAppend> _waiting = Channel.CreateUnbounded<PendingAppend>(new() { SingleReader = true });
    private readonly Channel<CommittedGroup> _committed = Channel.CreateBounded<CommittedGroup>(new BoundedChannelOptions(MaximumCommittedGroups) { SingleWriter = true });
    private readonly Thread _writer;
    private readonly long _salt;
    private JournalDay? _today;
    private JournalDay? _yesterday;
    private int _waitingReports;
    private long _last;

    public SqliteJournal(string folder, NodeClock clock, ILogger<SqliteJournal> logger)
    {
        Directory.CreateDirectory(folder);
        _folder = folder;
        _clock = clock;
        _logger = logger;
        _salt = BitConverter.ToInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));
        Restore();
        _writer = new Thread(Write) { IsBackground = true, Name = "journal" };
        _writer.Start();
    }

    public long LastSequence => Volatile.Read(ref _last);

    /// <summary>Reports that wait for the disk.</summary>
    public int Waiting => Volatile.Read(ref _waitingReports);

    /// <summary>What is on disk, in order. Its reader hands it to the shards; while it lags by many groups, the writer waits.</summary>
    public ChannelReader<CommittedGroup> Committed => _committed.Reader;

    public DateOnly? FirstDay => JournalDay.List(_folder) is [var first, ..] ? first : null;

    /// <summary>Whether the last write was refused by the disk.</summary>
    public bool IsFailing { get; private set; }

    public async ValueTask AppendAsync(Memory<Report> batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.Add(ref _waitingReports, batch.Length) > MaximumWaiting)
        {
            Interlocked.Add(ref _waitingReports, -batch.Length);
            throw new JournalFullException("Too many reports wait for the disk; try again in a few seconds.");
        }

        var pending = new PendingAppend(batch);
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
            if (JournalDay.ReadLastSequence(_folder, day) <= after)
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

    /// <summary>Deletes days before <paramref name="day"/>.</summary>
    public void DeleteBefore(DateOnly day)
    {
        foreach (var old in JournalDay.List(_folder).Where(d => d < day))
        {
            foreach (var suffix in (ReadOnlySpan<string>)["", "-wal", "-shm"])
            {
                File.Delete(JournalDay.PathOf(_folder, old) + suffix);
            }
        }
    }

    /// <summary>Stores what waits, then stops. Nothing can be appended after.</summary>
    public void Dispose()
    {
        _waiting.Writer.TryComplete();
        _writer.Join();
        _today?.Dispose();
        _yesterday?.Dispose();
    }

    private void Restore()
    {
        var since = _clock.Now.ToUnixTimeMilliseconds() - (long)(RepeatWindow.Length.TotalMilliseconds * 2);
        var days = JournalDay.List(_folder);
        foreach (var day in days.TakeLast(2))
        {
            _last = Math.Max(_last, JournalDay.ReadLastSequence(_folder, day));
            JournalDay.ReadCountedSince(_folder, day, since, report => _window.Restore(report.Reporter.Today, report.Service, report.EventTime));
        }
    }
}
