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
    /// <exception cref="InvalidDataException">The message has a line a fault: the file, what is wrong with it and what to do.</exception>
    public static void ThrowIfUnfit(string folder)
    {
        StoreLayout.TakeUpRescued(folder);
        var files = StoreLayout.FilesOf(folder);
        var days = files.Where(f => StoreFileKind.OfPath(f) == StoreFileKind.Day).TakeLast(DaysAtStart).ToHashSet();
        var faults = files.Select(file => FindFault(file, isRead: StoreFileKind.OfPath(file) != StoreFileKind.Day || days.Contains(file))).OfType<StoreFault>().ToList();
        if (faults.Count == 0 && FindEmptied(folder) is { } emptied)
        {
            faults.Add(emptied);
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
        if (faults.Count == 0 && FindEmptied(folder) is { } emptied)
        {
            faults.Add(emptied);
        }

        return faults;
    }

    /// <summary>The database of counts and names is empty or gone, though there are reports: those are of services whose names it had.</summary>
    public static StoreFault? FindEmptied(string folder)
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

    private static StoreFault? FindFault(string path, bool isRead)
    {
        if (isRead && (Directory.Exists(path) || new FileInfo(path).Length <= ReadAtStart))
        {
            return StoreFault.Find(path, isThorough: false);
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
        if (StoreFileKind.OfPath(path) != StoreFileKind.Day)
        {
            return null;
        }

        using var file = SqliteFile.OpenToRead(path);
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
