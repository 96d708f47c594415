using System.Runtime.InteropServices;
using Groundswell.Catalogue;
using Groundswell.Server.Sqlite;
using Groundswell.Signals;
using Groundswell.Storage;

namespace Groundswell.Server.Hosting;

/// <summary>Looks over a whole store: every page, every checksum, every history, and whether the counts are those of the journal. Changes nothing.</summary>
public static class StoreCheck
{
    private const int NamedMinutes = 3;

    /// <param name="folder">Of an embedded store that no node uses.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is wrong, a line each; empty where nothing is.</returns>
    /// <exception cref="IOException">A node uses the store.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(string folder, CancellationToken cancellationToken)
    {
        using var held = StoreLock.Take(folder);
        var faults = StoreInspection.FindAll(folder).Select(fault => fault.ToString()).ToList();
        if (faults.Count > 0 || StoreLayout.FilesOf(folder).Count == 0)
        {
            return faults; // of a file that cannot be read nothing else can be told
        }

        var path = StoreLayout.DatabaseOf(folder);
        var journal = StoreLayout.JournalOf(folder);
        if (Directory.Exists(journal))
        {
            faults.AddRange(FindLosses(journal));
        }

        using var incidents = new SqliteIncidents(path);
        using var causes = new SqliteCauses(path);
        faults.AddRange(incidents.Damaged.Concat(causes.Damaged).Select(id => $"{path}: the history of incident {id} is not as it was written. It is left out; groundswell store repair sets it aside."));
        using var rollups = new SqliteRollups(path);
        using var names = new SqliteNames(path);
        faults.AddRange(await FindWrongCountsAsync(path, journal, rollups, names, cancellationToken));
        return faults;
    }

    private static IReadOnlyList<string> FindLosses(string journal)
    {
        var lost = JournalLedger.ReadLost(journal);
        return [.. lost.Select(loss => $"{JournalDay.PathOf(journal, loss.Day)}: {loss}. What was counted of them stays counted.")];
    }

    private static async Task<IEnumerable<string>> FindWrongCountsAsync(string path, string journal, SqliteRollups rollups, SqliteNames names, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(journal) || JournalDay.List(journal) is not [var first, ..])
        {
            return [];
        }

        // A report never counts after it came: every minute from the first whole day on is in the journal as a whole.
        var whole = JournalLedger.ReadLost(journal).Select(loss => loss.Day.AddDays(1)).Append(first).Max();
        var from = Shard.MinuteOf(new DateTimeOffset(whole, TimeOnly.MinValue, TimeSpan.Zero));
        var marks = await rollups.ReadMarksAsync(cancellationToken);
        var services = names.List(NameKind.Service);
        var told = new Dictionary<CountedReport, int>();
        foreach (var day in JournalDay.List(journal).Where(day => JournalDay.ReadRange(journal, day) is not null))
        {
            JournalDay.ReadCounted(journal, day, 0, (sequence, report) =>
            {
                if (report.Minute >= from && services.TryGetValue(report.Service, out var service) && sequence <= marks.Of(Placement.ShardOf(ServiceId.Parse(service))))
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(told, new CountedReport(report.Service, report.Symptom, report.Region, report.Minute), out _)++;
                }
            }, cancellationToken);
        }

        var wrong = new SortedSet<int>();
        foreach (var service in services.Keys)
        {
            await rollups.ReadBinsAsync(
                service,
                from,
                int.MaxValue,
                bin =>
                {
                    told.Remove(new CountedReport(bin.Service, bin.Symptom, bin.Region, bin.Minute), out var count);
                    if (count != bin.Count)
                    {
                        wrong.Add(bin.Minute);
                    }
                },
                cancellationToken);
        }

        wrong.UnionWith(told.Keys.Select(report => report.Minute));
        return wrong.Count == 0
            ? []
            : [FormattableString.Invariant($"{path}: the counts of {wrong.Count} minutes are not those of the journal, such as of {string.Join(", ", wrong.Take(NamedMinutes).Select(m => DateTimeOffset.UnixEpoch.AddMinutes(m).ToString("u", null)))}. Count them anew with: groundswell rebuild")];
    }
}
