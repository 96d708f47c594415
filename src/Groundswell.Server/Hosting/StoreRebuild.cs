using System.Runtime.InteropServices;
using Groundswell.Counting;
using Groundswell.Server.Sqlite;
using Groundswell.Signals;
using Groundswell.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Hosting;

/// <summary>Counts the whole journal anew. Counts of days that the journal does not hold any more stay as they are.</summary>
public static class StoreRebuild
{
    private const int ProgressEvery = 100_000;

    /// <param name="folder">Of an embedded store that no node uses.</param>
    /// <param name="progress">Hears how many reports are counted.</param>
    /// <param name="cancellationToken">Gives up; the old counts stay.</param>
    /// <exception cref="IOException">A node uses the store.</exception>
    public static async Task<StoreRebuildResult> RunAsync(string folder, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var held = StoreLock.Take(folder);
        var clock = new NodeClock(TimeProvider.System);
        await using var services = new ServiceCollection().AddLogging().AddSingleton(clock).AddEmbeddedStore(folder).BuildServiceProvider();
        var journal = services.GetRequiredService<SqliteJournal>();
        var rollups = services.GetRequiredService<IRollups>();
        if (journal.FirstDay is not { } day)
        {
            return new StoreRebuildResult(0, 0, null);
        }

        // A report never counts after it came: every minute from the first kept day on is in the kept journal as a whole.
        var from = Shard.MinuteOf(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));
        var counts = new Dictionary<CountedReport, int>();
        long reports = 0;
        var last = await journal.ReadCountedAsync(
            0,
            (sequence, report) =>
            {
                if (report.Minute >= from)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(counts, report, out _)++;
                    if (++reports % ProgressEvery == 0)
                    {
                        progress?.Report(reports);
                    }
                }
            },
            cancellationToken);
        var bins = counts.Select(pair => new RollupBin(pair.Key.Service, pair.Key.Minute, pair.Key.Region, pair.Key.Symptom, pair.Value));
        await rollups.ReplaceAsync(from, bins, last, cancellationToken);
        return new StoreRebuildResult(reports, counts.Count, day);
    }
}
