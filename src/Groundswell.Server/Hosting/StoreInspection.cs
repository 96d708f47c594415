using Groundswell.Server.Sqlite;
using Microsoft.Data.Sqlite;

namespace Groundswell.Server.Hosting;

/// <summary>Looks over the files of an embedded store. Nothing is changed.</summary>
internal static class StoreInspection
{
    /// <summary>A start reads files up to this size as a whole: some tenths of a second each.</summary>
    private const long ReadAtStart = 64 << 20;

    private const int DaysAtStart = 2;

    /// <summary>What a node must not start on: it would give wrong counts, or write over what can still be saved.</summary>
    /// <param name="folder">Of the store.</param>
    /// <param name="areCountsUsed">False where they are about to be made anew, and may be wrong.</param>
    /// <exception cref="InvalidDataException">The message has a line a fault: the file, what is wrong with it and what to do.</exception>
    public static void ThrowIfUnfit(string folder, bool areCountsUsed)
    {
        StoreLayout.TakeUpRescued(folder, TimeProvider.System.GetUtcNow());
        var files = StoreLayout.FilesOf(folder);
        var days = files.Where(f => StoreFileKind.OfPath(f) == StoreFileKind.Day).TakeLast(DaysAtStart).ToHashSet();
        var faults = files.Select(file => FindFault(file, isRead: StoreFileKind.OfPath(file) != StoreFileKind.Day || days.Contains(file), areCountsUsed)).OfType<StoreFault>().ToList();
        if (faults.Count == 0)
        {
            faults.AddRange(FindTogether(folder));
        }

        if (faults.Count > 0)
        {
            throw new InvalidDataException(string.Join(Environment.NewLine, faults));
        }
    }

    /// <summary>Everything that is wrong with the files, each by itself and all of them together.</summary>
    public static IReadOnlyList<StoreFault> FindAll(string folder)
    {
        var faults = StoreLayout.FilesOf(folder).Select(file => StoreFault.Find(file, isThorough: true) ?? FindDamagedRows(file)).OfType<StoreFault>().ToList();
        if (faults.Count == 0)
        {
            faults.AddRange(FindTogether(folder));
        }

        return faults;
    }

    /// <summary>What is wrong with sound files beside each other.</summary>
    private static List<StoreFault> FindTogether(string folder)
    {
        var faults = new List<StoreFault>();
        if (FindEmptied(folder) is { } emptied)
        {
            faults.Add(emptied);
        }

        // No sequence is given twice: where two days begin with the same one, the file of one lies under the name of the other, and would count twice.
        var journal = StoreLayout.JournalOf(folder);
        var firsts = new Dictionary<long, DateOnly>();
        foreach (var day in Directory.Exists(journal) ? JournalDay.List(journal) : [])
        {
            if (JournalDay.ReadRange(journal, day) is { } range && !firsts.TryAdd(range.First, day))
            {
                var (own, other) = Holds(journal, day) ? (day, firsts[range.First]) : (firsts[range.First], day);
                faults.Add(StoreFault.Damaged(JournalDay.PathOf(journal, other), $"it holds the reports of {own:yyyy-MM-dd}"));
            }
        }

        return faults;
    }

    // Reports lie in the file of the day on which they came.
    private static bool Holds(string journal, DateOnly day)
    {
        using var file = SqliteFile.OpenToRead(JournalDay.PathOf(journal, day));
        return DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(file.Ask("SELECT arrival_time FROM reports ORDER BY sequence LIMIT 1")).UtcDateTime) == day;
    }

    /// <summary>The database of counts and names is empty or gone, though there are reports: those are of services whose names it had.</summary>
    private static StoreFault? FindEmptied(string folder)
    {
        var database = StoreLayout.DatabaseOf(folder);
        if (File.Exists(database) && new FileInfo(database).Length > 0)
        {
            using var file = SqliteFile.OpenToRead(database);
            if (file.HasColumn("names", "name") && file.Ask("SELECT count(*) FROM names") > 0)
            {
                return null;
            }
        }

        var journal = StoreLayout.JournalOf(folder);
        var first = Directory.Exists(journal) ? JournalDay.List(journal).Where(day => JournalDay.ReadRange(journal, day) is not null).Cast<DateOnly?>().FirstOrDefault() : null;
        return first is { } day
            ? StoreFault.Gone(database, $"{(File.Exists(database) ? "is empty" : "is missing")}, though the journal has reports since {day:yyyy-MM-dd}")
            : null;
    }

    private static StoreFault? FindDamagedCounts(SqliteFile file)
    {
        var (bins, marks) = (Damaged("bins", SqliteRollups.BinCheck), Damaged("marks", SqliteRollups.MarkCheck));
        return bins + marks > 0 ? StoreFault.Damaged(file.Path, FormattableString.Invariant($"{bins} of its counts and {marks} of its marks are not as they were written")) : null;

        // Older files have no checks.
        long Damaged(string table, string check) => file.HasColumn(table, RowChecksum.Column) ? file.Ask($"SELECT count(*) FROM {table} WHERE crc<>{check}") : 0;
    }

    private static StoreFault? FindFault(string path, bool isRead, bool areCountsUsed)
    {
        if (isRead && (Directory.Exists(path) || new FileInfo(path).Length <= ReadAtStart))
        {
            return StoreFault.Find(path, isThorough: false) ?? (areCountsUsed || StoreFileKind.OfPath(path) == StoreFileKind.Day ? FindDamagedRows(path) : null);
        }

        try
        {
            using var file = SqliteFile.OpenToRead(path);
            return StoreFault.FindStrange(file);
        }
        catch (SqliteException)
        {
            return StoreFault.Find(path, isThorough: false);
        }
    }

    private static StoreFault? FindDamagedRows(string path)
    {
        using var file = SqliteFile.OpenToRead(path);
        if (SqliteNames.CountDamaged(file) is > 0 and var names)
        {
            return StoreFault.Damaged(path, FormattableString.Invariant($"{names} of its names are not as they were written"));
        }

        if (StoreFileKind.OfPath(path) == StoreFileKind.Main)
        {
            return FindDamagedCounts(file);
        }

        if (!file.HasColumn("reports", "sequence"))
        {
            return null;
        }

        var damaged = new List<long>();
        JournalDay.ReadRows(file, 0, long.MaxValue, (report, isSound) =>
        {
            if (!isSound)
            {
                damaged.Add(report.Sequence);
            }
        });
        return damaged.Count == 0
            ? null
            : StoreFault.Damaged(path, FormattableString.Invariant($"{damaged.Count} of its reports are not as they were written, the first of them number {damaged[0]}"));
    }
}
