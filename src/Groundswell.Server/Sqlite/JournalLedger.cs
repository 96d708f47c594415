using Microsoft.Data.Sqlite;

namespace Groundswell.Server.Sqlite;

/// <summary>
/// Which sequences were given, and to which day's file they went. It outlives the files: a sequence is never given twice, though every
/// day may have been deleted since, lost, or put back as an older copy. One owner at a time.
/// </summary>
internal sealed class JournalLedger : IDisposable
{
    /// <summary>Sequences are set apart in blocks, so that no commit of the journal waits for another of the ledger.</summary>
    private const long Block = 1_000_000;

    public const string FileName = "ledger.db";

    // "last" is null while sequences are being given to the stretch.
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS stretches(first INTEGER PRIMARY KEY, last INTEGER, day INTEGER NOT NULL, lost INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS reserved(only INTEGER PRIMARY KEY CHECK(only=1), sequence INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS forgotten(only INTEGER PRIMARY KEY CHECK(only=1), sequence INTEGER NOT NULL);
        """;

    private readonly SqliteFile _file;
    private long _reserved;

    private JournalLedger(SqliteFile file) => _file = file;

    /// <summary>The highest sequence that may have been given when the ledger was opened.</summary>
    public long Last { get; private set; }

    /// <summary>What the journal's files lacked when the ledger was opened, oldest first.</summary>
    public IReadOnlyList<JournalLoss> Losses { get; private set; } = [];

    /// <param name="folder">The journal's.</param>
    /// <param name="files">The first and the last sequence of each day's file that holds a row.</param>
    /// <param name="holds">Whether a day's file holds a sequence.</param>
    /// <param name="counted">A sequence that was given for certain, by what was made of it: the journal may be older than its counts.</param>
    /// <param name="today">The day now.</param>
    public static JournalLedger Open(
        StorePath folder, IReadOnlyDictionary<DateOnly, (long First, long Last)> files, Func<DateOnly, long, bool> holds, long counted, DateOnly today)
    {
        var ledger = new JournalLedger(SqliteFile.Open(folder with { Path = Path.Combine(folder, FileName) }, Schema));
        try
        {
            ledger.Reconcile(files, holds, counted, today);
            return ledger;
        }
        catch
        {
            ledger.Dispose();
            throw;
        }
    }

    /// <summary>What the journal is known to lack, oldest first, without a look at its files.</summary>
    /// <param name="folder">The journal's.</param>
    public static IReadOnlyList<JournalLoss> ReadLost(StorePath folder)
    {
        using var ledger = new JournalLedger(SqliteFile.Open(folder with { Path = Path.Combine(folder, FileName) }, Schema));
        return [.. ledger.ReadStretches(new Dictionary<DateOnly, (long, long)>()).Where(s => s.IsLost).Select(s => new JournalLoss(s.First, s.Last, s.Day))];
    }

    /// <summary>Sets sequences apart, durably, before any of them is given.</summary>
    /// <exception cref="SqliteException">The disk refused.</exception>
    public void Reserve(long through)
    {
        if (through > _reserved)
        {
            WriteReserved(through + Block);
        }
    }

    /// <summary>From a sequence on, rows go to the file of a day.</summary>
    /// <exception cref="SqliteException">The disk refused.</exception>
    public void Begin(DateOnly day, long first)
    {
        using var transaction = _file.Connection.BeginTransaction();
        End(first - 1);
        Add(new JournalStretch(first, first - 1, day), isOpen: true);
        transaction.Commit();
    }

    /// <summary>What days before held is not missed any more.</summary>
    /// <param name="day">The first that is kept.</param>
    /// <param name="given">The highest sequence that was given so far.</param>
    /// <exception cref="SqliteException">The disk refused.</exception>
    public void ForgetBefore(DateOnly day, long given)
    {
        using var transaction = _file.Connection.BeginTransaction();
        using var highest = _file.Prepare("INSERT OR REPLACE INTO forgotten SELECT 1, max(s) FROM (SELECT max(coalesce(last, ?2)) AS s FROM stretches WHERE day<?1 UNION ALL SELECT sequence FROM forgotten) HAVING max(s) IS NOT NULL");
        highest.Bind(1, day.DayNumber);
        highest.Bind(2, given);
        highest.Run();
        using var forget = _file.Prepare("DELETE FROM stretches WHERE day<?1");
        forget.Bind(1, day.DayNumber);
        forget.Run();
        transaction.Commit();
        Losses = [.. Losses.Where(loss => loss.Day >= day)];
    }

    /// <summary>Of a day's file these sequences, both ends among them, are found to be lost.</summary>
    /// <exception cref="SqliteException">The disk refused.</exception>
    /// <param name="folder">The journal's, which nobody else uses.</param>
    /// <param name="day">The file.</param>
    /// <param name="lost">Only what was given to this day of them is lost.</param>
    /// <param name="lastGiven">Where a node ended without a word: the highest sequence that it is known to have given.</param>
    public static void NoteLost(StorePath folder, DateOnly day, IReadOnlyList<(long First, long Last)> lost, long lastGiven)
    {
        using var ledger = new JournalLedger(SqliteFile.Open(folder with { Path = Path.Combine(folder, FileName) }, Schema));
        using var transaction = ledger._file.Connection.BeginTransaction();
        foreach (var (first, last) in lost)
        {
            foreach (var stretch in ledger.ReadStretches(new Dictionary<DateOnly, (long, long)> { [day] = (0, lastGiven) }).Where(s => s.Day == day && !s.IsLost && s.Last >= first && s.First <= last).ToList())
            {
                using var remove = ledger._file.Prepare("DELETE FROM stretches WHERE first=?1");
                remove.Bind(1, stretch.First);
                remove.Run();
                JournalStretch[] parts = [stretch with { Last = first - 1 }, stretch with { First = Math.Max(first, stretch.First), Last = Math.Min(last, stretch.Last), IsLost = true }, stretch with { First = last + 1 }];
                foreach (var part in parts.Where(p => p.First <= p.Last))
                {
                    ledger.Add(part, isOpen: false);
                }
            }
        }

        transaction.Commit();
    }

    /// <summary>No sequence above this one was given. Nothing can be given after.</summary>
    /// <exception cref="SqliteException">The disk refused.</exception>
    public void Close(long last)
    {
        using var transaction = _file.Connection.BeginTransaction();
        End(last);
        WriteReserved(last);
        transaction.Commit();
    }

    public void Dispose() => _file.Dispose();

    private void Reconcile(IReadOnlyDictionary<DateOnly, (long First, long Last)> files, Func<DateOnly, long, bool> holds, long counted, DateOnly today)
    {
        using var transaction = _file.Connection.BeginTransaction();
        var isNew = !TryReadReserved(out _reserved);
        var stretches = isNew ? [.. files.Select(f => new JournalStretch(f.Value.First, f.Value.Last, f.Key)).OrderBy(s => s.First)] : ReadStretches(files);
        var inFiles = files.Values.Select(f => f.Last).DefaultIfEmpty().Max();
        var given = Math.Max(Math.Max(inFiles, _file.Ask("SELECT sequence FROM forgotten")), stretches.Select(s => s.Last).DefaultIfEmpty().Max());
        if (isNew && stretches.Count == 0)
        {
            // Of before there was a ledger: retention may have deleted every day.
            given = Math.Max(given, counted);
        }

        if (counted > given)
        {
            var latest = stretches.Select(s => s.Day).Append(today).Max();
            stretches.Add(new JournalStretch(given + 1, counted, latest));
            given = counted;
        }

        stretches =
        [
            .. from stretch in stretches
               let held = files.GetValueOrDefault(stretch.Day, (First: stretch.Last + 1, Last: stretch.Last))
               from part in stretch.IsLost ? [stretch with { IsLost = !(holds(stretch.Day, stretch.First) && holds(stretch.Day, stretch.Last)) }] : stretch.Split(held.First, held.Last)
               select part,
        ];
        _file.Execute("DELETE FROM stretches");
        stretches.ForEach(s => Add(s, isOpen: false));
        Last = Math.Max(given, _reserved);
        WriteReserved(Last);

        // What was set apart and not given is nobody's, and is not missed when the counts' marks have passed it.
        using var skipped = _file.Prepare("INSERT OR REPLACE INTO forgotten VALUES(1, ?1)");
        skipped.Bind(1, Last);
        skipped.Run();
        transaction.Commit();
        Losses = [.. stretches.Where(s => s.IsLost).Select(s => new JournalLoss(s.First, s.Last, s.Day))];
    }

    /// <summary>The stretches as they are written. That of a node which ended without a word ends with its file.</summary>
    private List<JournalStretch> ReadStretches(IReadOnlyDictionary<DateOnly, (long First, long Last)> files)
    {
        var stretches = new List<JournalStretch>();
        using var rows = _file.Prepare("SELECT first, last, day, lost FROM stretches ORDER BY first");
        while (rows.Read())
        {
            var (first, day) = (rows.Int64(0), DateOnly.FromDayNumber(rows.Int32(2)));
            var held = files.TryGetValue(day, out var file) ? file.Last : 0;
            stretches.Add(new JournalStretch(first, rows.IsNull(1) ? Math.Max(first - 1, held) : rows.Int64(1), day, rows.Int32(3) != 0));
        }

        return stretches;
    }

    private bool TryReadReserved(out long reserved)
    {
        using var row = _file.Prepare("SELECT sequence FROM reserved");
        var isThere = row.Read();
        reserved = isThere ? row.Int64(0) : 0;
        return isThere;
    }

    private void WriteReserved(long through)
    {
        using var write = _file.Prepare("INSERT OR REPLACE INTO reserved VALUES(1, ?1)");
        write.Bind(1, through);
        write.Run();
        _reserved = through;
    }

    private void End(long last)
    {
        using var end = _file.Prepare("UPDATE stretches SET last=?1 WHERE last IS NULL");
        end.Bind(1, last);
        end.Run();
        _file.Execute("DELETE FROM stretches WHERE last < first");
    }

    private void Add(JournalStretch stretch, bool isOpen)
    {
        using var add = _file.Prepare("INSERT OR REPLACE INTO stretches VALUES(?1, ?2, ?3, ?4)");
        add.Bind(1, stretch.First);
        if (isOpen)
        {
            add.Bind(2, (string?)null);
        }
        else
        {
            add.Bind(2, stretch.Last);
        }

        add.Bind(3, stretch.Day.DayNumber);
        add.Bind(4, stretch.IsLost ? 1 : 0);
        add.Run();
    }
}
