using Groundswell.Server.Sqlite;
using Microsoft.Data.Sqlite;

namespace Groundswell.Server.Hosting;

/// <summary>
/// Puts a damaged store in order: what is sound of a damaged file is kept in a new one, the damaged one is set aside and never deleted, and what
/// was counted is counted anew where that may be wrong.
/// </summary>
public static class StoreRepair
{
    private static readonly string[] Kept = ["reporter_keys", "bins", "marks", "alive", "incident_events", "incidents", "cause_events", "causes", "probe_changes", "notices"];

    /// <param name="folder">Of an embedded store that no node uses.</param>
    /// <param name="time">When the damaged files are set aside.</param>
    /// <param name="cancellationToken">Gives up between two files.</param>
    /// <returns>What was done, a line each; empty where there was nothing to do.</returns>
    /// <exception cref="IOException">A node uses the store, or a file cannot be moved.</exception>
    /// <exception cref="InvalidDataException">Something is wrong that a repair must not touch; the message names it.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(string folder, TimeProvider time, CancellationToken cancellationToken)
    {
        var done = new List<string>();
        using (StoreLock.Take(folder))
        {
            done.AddRange(StoreLayout.TakeUpRescued(folder, time.GetUtcNow()).Select(path => $"{path}: taken up again as a node had rescued it."));
            var faults = StoreInspection.FindAll(folder);
            if (faults.Where(f => !f.IsRepairable).ToList() is { Count: > 0 } untouchable)
            {
                throw new InvalidDataException(string.Join(Environment.NewLine, untouchable));
            }

            foreach (var fault in faults)
            {
                cancellationToken.ThrowIfCancellationRequested();
                done.Add(fault.ToString().Replace(fault.Advice, "", StringComparison.Ordinal).TrimEnd());
                var aside = Path.Exists(fault.Path) ? StoreLayout.MoveAside(folder, fault.Path, time.GetUtcNow()) : null;
                done.AddRange(StoreFileKind.OfPath(fault.Path)! switch
                {
                    var kind when kind == StoreFileKind.Day => RepairDay(folder, fault.Path, aside),
                    var kind when kind == StoreFileKind.Ledger => RepairLedger(fault.Path, aside),
                    _ => RepairDatabase(folder, aside),
                });
                done.Add(aside is null ? "" : $"  The damaged file is set aside as {aside}.");
            }

            if (faults.Count == 0)
            {
                // What single rows hold is looked at where the files are sound.
                done.AddRange(SetHistoriesAside(StoreLayout.DatabaseOf(folder)));
            }
        }

        if (done.Count > 0)
        {
            var counted = await StoreRebuild.RunAsync(folder, null, cancellationToken);
            done.Add(counted.FirstDay is { } day
                ? FormattableString.Invariant($"{counted.Reports} reports since {day:yyyy-MM-dd} were counted anew; counts of before are as they were.")
                : "The journal has no whole day that could be counted anew; counts are as they were.");
        }

        return [.. done.Where(line => line.Length > 0)];
    }

    private static IEnumerable<string> RepairDay(string folder, string path, string? aside)
    {
        var journal = StoreLayout.JournalOf(folder);
        var day = JournalDay.TryParse(Path.GetFileName(path), out var parsed) ? parsed : throw new ArgumentException($"{path} is no day's file.", nameof(path));
        var result = aside is null ? default : Salvage.Day(aside, journal, day, IsElsewhere(journal, day));
        long given;
        using (var mark = HighWaterMark.Open(journal))
        {
            given = mark.Read();
        }

        var gaps = new List<(long First, long Last)>(result.Gaps ?? []);
        if (given > result.Last)
        {
            gaps.Add((result.Last + 1, given));
        }

        JournalLedger.NoteLost(journal, day, gaps, Math.Max(given, result.Last));
        yield return FormattableString.Invariant($"  {result.Kept} reports of it are sound and kept. What was counted of others stays counted.");
    }

    /// <summary>Whether a report lies in another day's file: one that has another day's rows has none of its own.</summary>
    private static Func<long, bool> IsElsewhere(string journal, DateOnly day)
    {
        var ranges = JournalDay.List(journal).Where(other => other != day && StoreFault.Find(JournalDay.PathOf(journal, other), isThorough: false) is null)
            .Select(other => (Day: other, Range: JournalDay.ReadRange(journal, other))).Where(other => other.Range is not null).ToList();
        return sequence => ranges.Exists(other => sequence >= other.Range!.Value.First && sequence <= other.Range.Value.Last && JournalDay.Holds(journal, other.Day, sequence));
    }

    private static IEnumerable<string> RepairLedger(string path, string? aside)
    {
        if (aside is not null && Salvage.OpenDamaged(aside, StoreFileKind.Ledger) is { } from)
        {
            using (from)
            using (var to = SqliteNames.Open(path))
            {
                TakeNames(from, to);
            }
        }

        yield return "  It is made anew from the journal. What it knew to be missing is forgotten.";
    }

    private static IEnumerable<string> RepairDatabase(string folder, string? aside)
    {
        var path = StoreLayout.DatabaseOf(folder);
        var lines = new List<string>();
        MakeTables(path);
        using (var to = SqliteFile.Open(path, ""))
        using (var from = aside is null ? null : Salvage.OpenDamaged(aside, StoreFileKind.Main))
        {
            if (File.Exists(StoreLayout.LedgerOf(folder)) && StoreFault.Find(StoreLayout.LedgerOf(folder), isThorough: false) is null)
            {
                // The second copy first: what is damaged here must not take its numbers.
                using var copy = SqliteNames.Open(StoreLayout.LedgerOf(folder));
                SqliteNames.Merge(copy, to);
            }

            lines.Add(from is null || TakeNames(from, to) ? "" : "  names: not all of them can be read; those of the second copy hold.");
            var markless = true;
            foreach (var table in Kept)
            {
                var (rows, isWhole) = from is null ? (0, false) : Salvage.Table(from, to, table);
                markless &= table != "marks" || rows == 0;
                lines.Add(FormattableString.Invariant($"  {table}: {(isWhole ? "all" : "what could be read of")} {rows} rows kept."));
            }

            var damaged = to.Ask($"SELECT count(*) FROM bins WHERE crc<>{SqliteRollups.BinCheck}");
            to.Execute($"DELETE FROM bins WHERE crc<>{SqliteRollups.BinCheck}");
            markless |= to.Ask($"SELECT count(*) FROM marks WHERE crc<>{SqliteRollups.MarkCheck}") > 0;
            lines.Add(damaged > 0 ? FormattableString.Invariant($"  bins: {damaged} of them were not as they were written, and are left out.") : "");
            if (markless && to.Ask("SELECT count(*) FROM bins") > 0)
            {
                // Which reports the counts hold is not known any more: all that were acknowledged, for none may count twice.
                using var mark = HighWaterMark.Open(StoreLayout.JournalOf(folder));
                to.Execute(FormattableString.Invariant($"DELETE FROM marks; INSERT INTO marks(shard, sequence) VALUES(-1, {mark.Read()})"));
            }
        }

        return [.. lines, "  Detectors learn again from the counts.", .. SetHistoriesAside(path)];
    }

    private static bool TakeNames(SqliteFile from, SqliteFile to)
    {
        try
        {
            SqliteNames.Merge(from, to);
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private static void MakeTables(string path)
    {
        using var names = new SqliteNames(path);
        using var keys = new SqliteReporterKeys(path);
        using var rollups = new SqliteRollups(path);
        using var incidents = new SqliteIncidents(path);
        using var causes = new SqliteCauses(path);
        using var observations = new SqliteObservations(path);
    }

    /// <summary>Moves histories that tell of nothing that can have been into tables that nobody reads.</summary>
    private static List<string> SetHistoriesAside(string path)
    {
        using var incidents = new SqliteIncidents(path);
        using var causes = new SqliteCauses(path);
        return [.. incidents.SetDamagedAside().Concat(causes.SetDamagedAside()).Select(id => $"{path}: the history of incident {id} was damaged, and is set aside in the table damaged_events.")];
    }
}
