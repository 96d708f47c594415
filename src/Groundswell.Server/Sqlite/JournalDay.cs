using System.Globalization;
using Groundswell.Catalogue;
using Groundswell.Signals;
using Microsoft.Data.Sqlite;

namespace Groundswell.Server.Sqlite;

/// <summary>One UTC day of the journal in a file of its own, so that retention deletes files and never rows. One owner at a time.</summary>
internal sealed class JournalDay : IDisposable
{
    private const string Prefix = "journal-";
    private const string Suffix = ".db";
    private const string Format = "yyyy-MM-dd";

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS reports(
          sequence INTEGER PRIMARY KEY, id BLOB NOT NULL, event_time INTEGER NOT NULL, arrival_time INTEGER NOT NULL,
          service INTEGER NOT NULL, region INTEGER NOT NULL, symptom INTEGER NOT NULL, source INTEGER NOT NULL,
          reporter INTEGER NOT NULL, weight INTEGER NOT NULL, comment TEXT, crc INTEGER);
        CREATE TABLE IF NOT EXISTS retry_keys(
          key BLOB PRIMARY KEY, fingerprint INTEGER NOT NULL, id BLOB NOT NULL, weight INTEGER NOT NULL) WITHOUT ROWID;
        """;

    private const int IdLength = 16;
    private const string Columns = "sequence,id,event_time,arrival_time,service,region,symptom,source,reporter,weight,comment";

    private readonly SqliteFile _file;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _insertKey;
    private readonly SqliteStatement _findKey;
    private bool _wasWritten;

    public JournalDay(StorePath folder, DateOnly day)
    {
        Day = day;
        if (!File.Exists(PathOf(folder, day)))
        {
            Delete(folder, day);
        }

        _file = SqliteFile.Open(folder with { Path = PathOf(folder, day) }, Schema);
        _file.AddColumn("reports", RowChecksum.Column);
        _begin = _file.Prepare("BEGIN IMMEDIATE");
        _commit = _file.Prepare("COMMIT");
        _insert = _file.Prepare($"INSERT INTO reports({Columns},crc) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)");
        _insertKey = _file.Prepare("INSERT INTO retry_keys VALUES(?1,?2,?3,?4)");
        _findKey = _file.Prepare("SELECT fingerprint, id, weight FROM retry_keys WHERE key=?1");
    }

    public DateOnly Day { get; }

    public static string PathOf(string folder, DateOnly day) => Path.Combine(folder, Prefix + day.ToString(Format, CultureInfo.InvariantCulture) + Suffix);

    /// <summary>The day whose file has this name.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out DateOnly day)
    {
        day = default;
        return name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal)
            && DateOnly.TryParseExact(name[Prefix.Length..^Suffix.Length], Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    /// <summary>The days that a folder holds, oldest first.</summary>
    public static IReadOnlyList<DateOnly> List(string folder)
    {
        var days = new List<DateOnly>();
        foreach (var path in Directory.EnumerateFiles(folder, Prefix + "*" + Suffix))
        {
            if (TryParse(Path.GetFileName(path), out var day))
            {
                days.Add(day);
            }
        }

        days.Sort();
        return days;
    }

    /// <summary>The first and the last sequence of a day; null where its file holds no row, as one does whose node ended while it was made.</summary>
    /// <exception cref="InvalidDataException">The file is none of a journal, or is damaged; the message names it.</exception>
    public static (long First, long Last)? ReadRange(string folder, DateOnly day)
    {
        try
        {
            using var file = SqliteFile.OpenToRead(PathOf(folder, day));
            using var table = file.Prepare("SELECT 1 FROM sqlite_master WHERE type='table' AND name='reports'");
            if (!table.Read())
            {
                return null;
            }

            using var bounds = file.Prepare("SELECT (SELECT min(sequence) FROM reports), (SELECT max(sequence) FROM reports)");
            return bounds.Read() && !bounds.IsNull(0) ? (bounds.Int64(0), bounds.Int64(1)) : null;
        }
        catch (SqliteException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    public static bool Holds(string folder, DateOnly day, long sequence)
    {
        using var file = SqliteFile.OpenToRead(PathOf(folder, day));
        using var row = file.Prepare("SELECT 1 FROM reports WHERE sequence=?1");
        row.Bind(1, sequence);
        return row.Read();
    }

    /// <summary>Deletes a day. Its log goes first: a log that outlived its file would be taken for that of the next one of its name.</summary>
    public static void Delete(string folder, DateOnly day)
    {
        foreach (var suffix in (ReadOnlySpan<string>)["-wal", "-shm", ""])
        {
            File.Delete(PathOf(folder, day) + suffix);
        }
    }

    /// <summary>Reads rows of weight above 0 in order of sequence.</summary>
    /// <exception cref="InvalidDataException">A row is not as it was written; the message names file and row.</exception>
    public static void ReadCounted(string folder, DateOnly day, long after, Action<long, Report> read, CancellationToken cancellationToken)
    {
        using var file = SqliteFile.OpenToRead(PathOf(folder, day));
        ReadRows(file, after, long.MaxValue, (report, isSound) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!isSound)
            {
                throw new InvalidDataException(StoreFault.Damaged(file.Path, FormattableString.Invariant($"report {report.Sequence} is not as it was written")).ToString());
            }

            if (report.Weight > 0)
            {
                read(report.Sequence, report);
            }
        });
    }

    /// <summary>Reads all rows with <c>after &lt; sequence ≤ last</c>, in order, and whether each is as it was written.</summary>
    /// <exception cref="SqliteException">A page of them is damaged.</exception>
    public static void ReadRows(SqliteFile file, long after, long last, Action<Report, bool> read)
    {
        // A file of an older version has no checksums.
        using var rows = file.Prepare($"SELECT {Columns},{(file.HasColumn("reports", RowChecksum.Column) ? RowChecksum.Column : "NULL")} FROM reports WHERE sequence>?1 AND sequence<=?2 ORDER BY sequence");
        rows.Bind(1, after);
        rows.Bind(2, last);
        while (rows.Read())
        {
            var id = rows.Blob(1);
            var isRegion = TryUnpack(rows.Int64(5), out var region);
            var report = new Report
            {
                Sequence = rows.Int64(0),
                Id = id.Length == IdLength ? new Guid(id, bigEndian: true) : default,
                EventTime = rows.Int64(2),
                ArrivalTime = rows.Int64(3),
                Service = rows.Int32(4),
                Region = region,
                Symptom = rows.Int32(6),
                Source = (ReportSource)rows.Int64(7),
                Reporter = new ReporterId(rows.Int64(8)),
                Weight = (byte)rows.Int64(9),
                Comment = rows.IsNull(10) ? null : rows.Text(10),
            };
            read(report, isRegion && (rows.IsNull(11) || rows.Int64(11) == RowChecksum.Of(report)));
        }
    }

    /// <summary>Reads rows of weight above 0 that arrived at or after a time.</summary>
    public static void ReadCountedSince(string folder, DateOnly day, long arrivalTime, Action<Report> read)
    {
        // Arrival rises with the sequence, so the first row wanted is found by bisection instead of an index on every row. Where the
        // clock was put back it does not, and some rows are passed over.
        using var file = SqliteFile.OpenToRead(PathOf(folder, day));
        using var bounds = file.Prepare("SELECT coalesce((SELECT min(sequence) FROM reports), 1), coalesce((SELECT max(sequence) FROM reports), 0)");
        using var probe = file.Prepare("SELECT arrival_time FROM reports WHERE sequence>=?1 ORDER BY sequence LIMIT 1");
        bounds.Read();
        var (low, high) = (bounds.Int64(0), bounds.Int64(1) + 1);
        bounds.Reset();
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            probe.Bind(1, middle);
            var isEarly = probe.Read() && probe.Int64(0) < arrivalTime;
            probe.Reset();
            (low, high) = isEarly ? (middle + 1, high) : (low, middle);
        }

        ReadCounted(folder, day, low - 1, (_, report) => read(report), CancellationToken.None);
    }

    /// <summary>What somebody did to the file while it was open, in a sentence; null where nobody did anything.</summary>
    public string? FindHandiwork() => _file.FindHandiwork(_wasWritten);

    /// <summary>Writes what can be read of the day, though its file may be deleted, beside it; false where it cannot be read as a whole.</summary>
    public bool TryRescue() => _file.TryRescue();

    public void Begin() => _begin.Run();

    public void Commit()
    {
        _commit.Run();
        _wasWritten = true;
    }

    /// <summary>Ends an open transaction; after a full disk SQLite may have ended it by itself.</summary>
    public void Rollback()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(_file.Handle) == 0)
        {
            _file.Execute("ROLLBACK");
        }
    }

    /// <exception cref="SqliteException">The disk refused.</exception>
    public void Insert(in Report report)
    {
        Span<byte> id = stackalloc byte[IdLength];
        report.Id.TryWriteBytes(id, bigEndian: true, out _);
        _insert.Bind(1, report.Sequence);
        _insert.Bind(2, id);
        _insert.Bind(3, report.EventTime);
        _insert.Bind(4, report.ArrivalTime);
        _insert.Bind(5, report.Service);
        _insert.Bind(6, report.Region.ToPacked());
        _insert.Bind(7, report.Symptom);
        _insert.Bind(8, (long)report.Source);
        _insert.Bind(9, report.Reporter.Today);
        _insert.Bind(10, report.Weight);
        _insert.Bind(11, report.Comment);
        _insert.Bind(12, RowChecksum.Of(report));
        _insert.Run();
        if (report.RetryKey.IsGiven)
        {
            Span<byte> key = stackalloc byte[16];
            System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(key, report.RetryKey.Hash);
            _insertKey.Bind(1, key);
            _insertKey.Bind(2, report.RetryKey.Fingerprint);
            _insertKey.Bind(3, id);
            _insertKey.Bind(4, report.Weight);
            _insertKey.Run();
        }
    }

    public bool Has(long sequence)
    {
        using var row = _file.Prepare("SELECT 1 FROM reports WHERE sequence=?1");
        row.Bind(1, sequence);
        return row.Read();
    }

    /// <summary>How many reports it holds, and which sequences between them it does not.</summary>
    public Salvage.DayResult FindGaps()
    {
        var gaps = new List<(long First, long Last)>();
        long kept = 0, last = 0;
        using var rows = _file.Prepare("SELECT sequence FROM reports ORDER BY sequence");
        while (rows.Read())
        {
            var sequence = rows.Int64(0);
            if (sequence > last + 1)
            {
                gaps.Add((last + 1, sequence - 1));
            }

            (kept, last) = (kept + 1, sequence);
        }

        return new Salvage.DayResult(kept, gaps, last);
    }

    /// <summary>Takes over the retry keys of another file, as far as they can be read.</summary>
    public void TakeKeys(SqliteFile from) => Salvage.Table(from, _file, "retry_keys");

    /// <summary>The stored report that came with a retry key, or null.</summary>
    public StoredKey? Find(RetryKey retryKey)
    {
        Span<byte> key = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(key, retryKey.Hash);
        _findKey.Bind(1, key);
        if (!_findKey.Read())
        {
            return null;
        }

        var found = new StoredKey(_findKey.Int64(0), new Guid(_findKey.Blob(1), bigEndian: true), (byte)_findKey.Int32(2));
        _findKey.Reset();
        return found;
    }

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _insert.Dispose();
        _insertKey.Dispose();
        _findKey.Dispose();
        _file.Dispose();
    }

    private static bool TryUnpack(long packed, out RegionId region)
    {
        try
        {
            region = RegionId.FromPacked((uint)packed);
            return true;
        }
        catch (FormatException)
        {
            region = default;
            return false;
        }
    }

    /// <summary>What a retry key stands for.</summary>
    internal readonly record struct StoredKey(long Fingerprint, Guid Id, byte Weight);
}
