using Groundswell.Signals;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Groundswell.Server.Sqlite;

/// <summary>Reads what is sound of a damaged database file into a new one: a page that cannot be read costs the rows on it, and a row that is not as it was written itself.</summary>
internal static class Salvage
{
    private static readonly byte[] Head = [.. "SQLite format 3\0"u8, 0x10, 0x00, 2, 2, 0, 64, 32, 32]; // 4096-byte pages, as every file of a store has

    /// <summary>Ranges in a row that cannot be read, before the rest is given up: a page has some hundred rows, and where an inner page is gone nothing is found below it.</summary>
    private const int MostFailures = 20_000;

    /// <summary>What was kept of a day of reports.</summary>
    /// <param name="Kept">Rows.</param>
    /// <param name="Gaps">Sequences between them, and before the first, that the file does not hold: lost, where they were this day's.</param>
    /// <param name="Last">The last sequence that was kept; 0 where none was.</param>
    public readonly record struct DayResult(long Kept, IReadOnlyList<(long First, long Last)> Gaps, long Last);

    /// <param name="damaged">The file, set aside.</param>
    /// <param name="folder">The journal's, where the new file of the day is made.</param>
    /// <param name="day">The day.</param>
    /// <param name="isElsewhere">Whether a report lies in the file of another day.</param>
    public static DayResult Day(string damaged, string folder, DateOnly day, Func<long, bool> isElsewhere)
    {
        long last = 0;
        using var into = new JournalDay(folder, day);
        if (OpenDamaged(damaged, StoreFileKind.Day) is { } from)
        {
            using (from)
            {
                into.Begin();
                ReadAll(from, report =>
                {
                    // A damaged tree may lead to the same row twice.
                    if (!isElsewhere(report.Sequence) && (report.Sequence > last || !into.Has(report.Sequence)))
                    {
                        into.Insert(report);
                        last = Math.Max(last, report.Sequence);
                    }
                });
                into.Commit();
                into.TakeKeys(from);
            }
        }

        return into.FindGaps();
    }

    /// <summary>Copies the rows of a table that both files have, as far as they can be read.</summary>
    /// <returns>How many, and whether that is surely all.</returns>
    public static (long Rows, bool IsWhole) Table(SqliteFile from, SqliteFile to, string table)
    {
        try
        {
            var columns = Columns(to, table).Where(column => from.HasColumn(table, column)).ToList();
            if (columns.Count == 0)
            {
                return (0, false);
            }

            var keys = Keys(from, table);
            var before = to.Ask($"SELECT count(*) FROM {table}");
            var isWhole = TryCopy(from, to, table, columns, string.Join(',', keys));
            if (!isWhole)
            {
                // From the other end, as far as the damage.
                TryCopy(from, to, table, columns, string.Join(',', keys.Select(k => k + " DESC")));
            }

            return (to.Ask($"SELECT count(*) FROM {table}") - before, isWhole);
        }
        catch (SqliteException)
        {
            return (0, false);
        }
    }

    /// <summary>Opens a file that may be damaged; one whose first bytes alone are is opened by a copy with sound ones. Null where there is nothing to be read.</summary>
    public static SqliteFile? OpenDamaged(string path, StoreFileKind kind)
    {
        if (!File.Exists(path) || new FileInfo(path).Length < Head.Length)
        {
            return null;
        }

        return TryOpen(path, kind) ?? (TryMend(path, out var mended) ? TryOpen(mended, kind) : null);
    }

    private static SqliteFile? TryOpen(string path, StoreFileKind kind)
    {
        SqliteFile? file = null;
        try
        {
            file = SqliteFile.OpenToRead(path);
            if (file.Ask($"SELECT count(*) FROM sqlite_master WHERE name IN ('{string.Join("','", kind.Tables)}')") > 0)
            {
                return file;
            }
        }
        catch (SqliteException)
        {
            // Nothing can be read of it.
        }

        file?.Dispose();
        return null;
    }

    private static bool TryMend(string path, out string mended)
    {
        mended = path + ".mended";
        File.Copy(path, mended, overwrite: true);
        if (File.Exists(path + "-wal"))
        {
            File.Copy(path + "-wal", mended + "-wal", overwrite: true);
        }

        using var file = File.OpenWrite(mended);
        file.Write(Head);
        return true;
    }

    private static void ReadAll(SqliteFile from, Action<Report> keep)
    {
        // Ranges that are left, the next one last.
        var ranges = new Stack<(long After, long Last)>([(0, long.MaxValue)]);
        var failures = 0;
        while (failures < MostFailures && ranges.TryPop(out var range))
        {
            var reached = range.After;
            try
            {
                JournalDay.ReadRows(from, range.After, range.Last, (report, isSound) =>
                {
                    (reached, failures) = (report.Sequence, 0);
                    if (isSound)
                    {
                        keep(report);
                    }
                });
            }
            catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_CORRUPT)
            {
                // Somewhere behind the last row; halved until the damage is found.
                failures++;
                if (range.Last - reached > 1)
                {
                    var middle = reached + ((range.Last - reached) / 2);
                    ranges.Push((middle, range.Last));
                    ranges.Push((reached, middle));
                }
            }
        }
    }

    private static List<string> Columns(SqliteFile file, string table) => Names(file, "SELECT name FROM pragma_table_info(?1)", table);

    private static List<string> Keys(SqliteFile file, string table) =>
        Names(file, "SELECT name FROM pragma_table_info(?1) WHERE pk>0 ORDER BY pk", table);

    private static List<string> Names(SqliteFile file, string sql, string table)
    {
        using var rows = file.Prepare(sql);
        rows.Bind(1, table);
        var names = new List<string>();
        while (rows.Read())
        {
            names.Add(rows.Text(0));
        }

        return names;
    }

    private static bool TryCopy(SqliteFile from, SqliteFile to, string table, List<string> columns, string order)
    {
        using var transaction = to.Connection.BeginTransaction();
        var isWhole = true;
        using (var rows = from.Prepare($"SELECT {string.Join(',', columns)} FROM {table} ORDER BY {order}"))
        using (var put = to.Prepare($"INSERT OR IGNORE INTO {table}({string.Join(',', columns)}) VALUES({string.Join(',', columns.Select((_, i) => $"?{i + 1}"))})"))
        {
            try
            {
                while (rows.Read())
                {
                    for (var i = 0; i < columns.Count; i++)
                    {
                        put.Bind(i + 1, rows, i);
                    }

                    put.Run();
                }
            }
            catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_CONSTRAINT)
            {
                isWhole = false;
            }
        }

        transaction.Commit();
        return isWhole;
    }
}
