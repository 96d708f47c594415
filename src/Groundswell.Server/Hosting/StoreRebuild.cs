using System.Runtime.InteropServices;
using Groundswell.Catalogue;
using Groundswell.Counting;
using Groundswell.Server.Sqlite;
using Groundswell.Signals;
using Groundswell.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Hosting;

/// <summary>
/// Counts the journal anew as far as it is whole. Of earlier minutes the counts stay as they are, and what of the journal was not in them
/// yet is added; where the journal alone has more, its count is taken.
/// </summary>
public static class StoreRebuild
{
    private const int ProgressEvery = 100_000;

    /// <param name="folder">Of an embedded store that no node uses.</param>
    /// <param name="progress">Hears how many reports are counted.</param>
    /// <param name="cancellationToken">Gives up; the old counts stay.</param>
    /// <exception cref="IOException">A node uses the store.</exception>
    /// <exception cref="InvalidDataException">A file of the journal is damaged.</exception>
    public static async Task<StoreRebuildResult> RunAsync(string folder, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var held = StoreLock.Take(folder);
        var clock = new NodeClock(TimeProvider.System);
        await using var services = new ServiceCollection().AddLogging().AddSingleton(clock).AddEmbeddedStore(folder, areCountsUsed: false).BuildServiceProvider();
        var journal = services.GetRequiredService<SqliteJournal>();
        var rollups = services.GetRequiredService<IRollups>();
        if (journal.FirstDay is not { } day)
        {
            return new StoreRebuildResult(0, 0, null, journal.Losses.Count > 0);
        }

        // A report never counts after it came: every minute from the first whole day on is in the kept journal as a whole.
        var from = Shard.MinuteOf(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));
        var marks = await rollups.ReadMarksAsync(cancellationToken);
        var shards = services.GetRequiredService<SqliteNames>().List(NameKind.Service).ToDictionary(n => n.Key, n => Placement.ShardOf(ServiceId.Parse(n.Value)));
        var whole = new Dictionary<CountedReport, int>();
        var earlier = new Dictionary<CountedReport, (int InJournal, int NotCounted)>();
        long reports = 0;
        var last = await journal.ReadCountedAsync(
            0,
            (sequence, report) =>
            {
                if (report.Minute >= from)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(whole, report, out _)++;
                }
                else
                {
                    ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(earlier, report, out _);
                    var isCounted = shards.TryGetValue(report.Service, out var shard) && sequence <= marks.Of(shard);
                    counts = (counts.InJournal + 1, counts.NotCounted + (isCounted ? 0 : 1));
                }

                if (++reports % ProgressEvery == 0)
                {
                    progress?.Report(reports);
                }
            },
            cancellationToken);
        var bins = whole.Select(pair => BinOf(pair.Key, pair.Value)).ToList();
        await JoinAsync(earlier, rollups, bins, cancellationToken);
        await rollups.ReplaceAsync(from, bins, last, cancellationToken);
        return new StoreRebuildResult(reports, bins.Count, day, journal.Losses.Count > 0);
    }

    private static RollupBin BinOf(CountedReport report, int count) => new(report.Service, report.Minute, report.Region, report.Symptom, count);

    private static async Task JoinAsync(
        Dictionary<CountedReport, (int InJournal, int NotCounted)> earlier, IRollups rollups, List<RollupBin> bins, CancellationToken cancellationToken)
    {
        foreach (var service in earlier.GroupBy(pair => pair.Key.Service))
        {
            var stored = new Dictionary<CountedReport, int>();
            await rollups.ReadBinsAsync(
                service.Key,
                service.Min(pair => pair.Key.Minute),
                service.Max(pair => pair.Key.Minute) + 1,
                bin => stored[new CountedReport(bin.Service, bin.Symptom, bin.Region, bin.Minute)] = bin.Count,
                cancellationToken);
            bins.AddRange(service.Select(pair => BinOf(pair.Key, Math.Max(pair.Value.InJournal, stored.GetValueOrDefault(pair.Key) + pair.Value.NotCounted))));
        }
    }
}
