using Groundswell.Signals;
using Groundswell.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Sqlite;

internal sealed partial class SqliteJournal
{
    private void Write()
    {
        var group = new List<PendingAppend>();
        var reader = _waiting.Reader;
        while (WaitForMore())
        {
            var rows = 0;
            while (rows < MaximumGroup && reader.TryRead(out var pending))
            {
                group.Add(pending);
                rows += pending.Reports.Length;
            }

            var began = _clock.Time.GetTimestamp();
            StoreGroup(group);
            NoteSlow(began);
            Interlocked.Add(ref _waitingReports, -rows);
            Interlocked.Add(ref _waitingBytes, -group.Sum(pending => pending.Bytes));
            group.Clear();
        }

        _committed.Writer.TryComplete();
    }

    private void NoteSlow(long began)
    {
        var took = _clock.Time.GetElapsedTime(began);
        if (took > SlowCommit && took >= (SlowestLately ?? TimeSpan.Zero))
        {
            lock (_slow)
            {
                _slowest = (_clock.Time.GetTimestamp(), took);
            }
        }
    }

    // The writer is a thread of its own and has nothing else to do than wait here.
#pragma warning disable RS0030
    private bool WaitForMore() => _waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();
#pragma warning restore RS0030

    private void StoreGroup(List<PendingAppend> group)
    {
        try
        {
            var committed = Commit(group);
            Refusal = null;
            Hand(committed);
            foreach (var pending in group)
            {
                pending.Done.SetResult();
            }
        }
        catch (Exception exception) when (exception is SqliteException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Refuse(group, exception);
        }
    }

    private CommittedGroup Commit(List<PendingAppend> group)
    {
        lock (_files)
        {
            if (_findIntruder() is { } intruder)
            {
                throw new IOException(intruder);
            }

            var first = _last;
            var counted = new List<CountedReport>();
            var rows = group.Sum(pending => pending.Reports.Length);
            _ledger.Reserve(first + rows);
            OpenDay(DateOnly.FromDateTime(_clock.Now.UtcDateTime));
            LookAfterToday(); // what was cut is as long as before once it is written again
            _today!.Begin();
            _window.Reserve(rows);
            var next = first;
            foreach (var pending in group)
            {
                next = StoreBatch(pending.Reports.Span, next, counted);
            }

            _today.Commit();
            LookAfterToday();
            _window.Keep();
            Volatile.Write(ref _last, next);
            _acknowledged.Write(next);
            return new CommittedGroup(first, next, counted);
        }
    }

    private long StoreBatch(Span<Report> reports, long last, List<CountedReport> counted)
    {
        foreach (ref var report in reports)
        {
            if (report.RetryKey.IsGiven && FindKey(report.RetryKey) is { } stored)
            {
                report.Id = stored.Id;
                report.Weight = stored.Weight;
                report.Outcome = stored.Fingerprint == report.RetryKey.Fingerprint ? ReportOutcome.Duplicate : ReportOutcome.KeyReused;
                continue;
            }

            var counts = _window.TryCount(report.Reporter, report.Service, report.EventTime);
            report.Weight = counts ? (byte)1 : (byte)0;
            report.Outcome = counts ? ReportOutcome.Counted : ReportOutcome.Repeated;
            if (!counts)
            {
                // What counts for nothing costs nothing: it is answered, and no row is kept of it, nor of its key, whose retry is the same repeat again.
                report.Id = ReportIdentity.Create(report.ArrivalTime, --_repeats, _salt);
                continue;
            }

            report.Sequence = ++last;
            report.Id = ReportIdentity.Create(report.ArrivalTime, report.Sequence, _salt);
            _today!.Insert(report);
            counted.Add(new CountedReport(report.Service, report.Symptom, report.Region, report.Minute));
        }

        return last;
    }

    // Keys of this very group are in the open transaction, which the statement sees; yesterday's file holds those from before midnight.
    private JournalDay.StoredKey? FindKey(RetryKey key) => _today!.Find(key) ?? _yesterday?.Find(key);

    private void OpenDay(DateOnly day)
    {
        if (_today?.Day == day)
        {
            return;
        }

        var next = new JournalDay(_folder, day);
        try
        {
            _ledger.Begin(day, _last + 1);
        }
        catch
        {
            next.Dispose();
            throw;
        }

        _yesterday?.Dispose();
        _yesterday = _today?.Day == day.AddDays(-1) ? _today : null;
        if (_yesterday is null)
        {
            _today?.Dispose();
            if (File.Exists(JournalDay.PathOf(_folder, day.AddDays(-1))))
            {
                _yesterday = new JournalDay(_folder, day.AddDays(-1));
            }
        }

        _today = next;
    }

    private void LookAfterToday()
    {
        if (_today!.FindHandiwork() is { } done)
        {
            Rescue(_today, done);
        }
    }

    /// <summary>
    /// The day's file was taken away or cut under the writer's hands, and what was committed just now is in it. What the connection can still read
    /// goes into a new file in its place; what lies there now is set aside.
    /// </summary>
    /// <exception cref="InvalidDataException">It cannot be read as a whole any more: nothing is acknowledged.</exception>
    private void Rescue(JournalDay lost, string done)
    {
        var path = JournalDay.PathOf(_folder, lost.Day);
        var isWhole = lost.TryRescue();

        // Before it is closed: SQLite deletes the log at its path then, whosever it is.
        var aside = Path.Exists(path) ? StoreLayout.MoveAside(Path.GetDirectoryName(Path.GetFullPath(_folder))!, path, _clock.Now) : null;
        lost.Dispose();
        _today = null;
        foreach (var suffix in StoreLayout.Companions)
        {
            File.Delete(path + suffix);
        }

        if (!isWhole)
        {
            throw new InvalidDataException($"{done} It cannot be read any more{(aside is null ? "" : $", and is set aside as {aside}")}: stop the node, and run groundswell store repair.");
        }

        File.Move(path + StoreLayout.Rescued, path);
        _today = new JournalDay(_folder, lost.Day);
        Handiwork = $"{done} All reports of it were still at hand, and are in a new file in its place.{(aside is null ? "" : $" What lay there is set aside as {aside}.")}";
        Log.Rescued(_logger, Handiwork);
    }

    private void Hand(CommittedGroup group)
    {
        if (!_committed.Writer.TryWrite(group))
        {
            // The shards are behind. Waiting here slows intake down to what they can count.
#pragma warning disable RS0030
            _committed.Writer.WriteAsync(group).AsTask().GetAwaiter().GetResult();
#pragma warning restore RS0030
        }
    }

    private void Refuse(List<PendingAppend> group, Exception cause)
    {
        if (Refusal is null)
        {
            Log.DiskRefused(_logger, cause);
        }

        Refusal = cause.Message;
        _window.Undo();
        lock (_files)
        {
            try
            {
                _today?.Rollback();
            }
            catch (SqliteException)
            {
                // The connection is of no more use; the next group opens the file anew.
                _today?.Dispose();
                _today = null;
            }
        }

        foreach (var pending in group)
        {
            pending.Done.SetException(new JournalUnavailableException("The report could not be stored; try again later.", cause));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Error, "The disk refuses reports; they are turned away until it takes them again")]
        public static partial void DiskRefused(ILogger logger, Exception exception);

        [LoggerMessage(1002, LogLevel.Error, "{Loss}: they were acknowledged, and nothing deleted them for their age. What was counted of them stays counted")]
        public static partial void Missing(ILogger logger, JournalLoss loss);

        [LoggerMessage(1004, LogLevel.Error, "{What}")]
        public static partial void Rescued(ILogger logger, string what);

        [LoggerMessage(1003, LogLevel.Warning, "The journal's ledger could not be closed; sequences go on from a higher number")]
        public static partial void LedgerNotClosed(ILogger logger, Exception exception);
    }
}
