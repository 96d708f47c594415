using System.Runtime.InteropServices;
using Groundswell.Cluster;
using Groundswell.Counting;
using Groundswell.Signals;
using Groundswell.Storage;

namespace Groundswell.Server.Hosting;

/// <summary>
/// Stores the counts of reports that are not in the stored counts yet and that shards cannot count, as they are not of minutes which a shard
/// holds: the node was off for long, or the clock was changed. So it does where there are very many of them.
/// </summary>
internal sealed class JournalCatchUp(IJournal journal, IRollups rollups, ShardAssignments assignments)
{
    /// <summary>Reports that are handed to shards at once; more are counted here, where a bin needs memory and not a report.</summary>
    private const int MostForShards = 1_000_000;

    /// <summary>Does nothing where the shards can count all that is left. No shard of these may be loaded from an earlier state and still be used.</summary>
    /// <param name="shards">Shards that are about to be loaded.</param>
    /// <param name="now">The time that they will be loaded at.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RunAsync(IReadOnlyCollection<int> shards, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (shards.Count == 0)
        {
            return;
        }

        var marks = await rollups.ReadMarksAsync(cancellationToken);
        var minute = Shard.MinuteOf(now);
        var asked = shards.ToHashSet();
        var counts = new Dictionary<CountedReport, int>();
        var reports = 0L;
        var last = await journal.ReadCountedAsync(shards.Min(marks.Of), (sequence, report) =>
        {
            var shard = assignments.ShardOf(report.Service);
            if (asked.Contains(shard) && sequence > marks.Of(shard))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, report, out _)++;
                reports++;
            }
        }, cancellationToken);
        if (reports <= MostForShards && counts.Keys.All(report => Shard.Holds(minute, report.Minute)))
        {
            return;
        }

        await AddStoredAsync(counts, cancellationToken);
        var bins = counts.ToLookup(
            pair => assignments.ShardOf(pair.Key.Service),
            pair => new RollupBin(pair.Key.Service, pair.Key.Minute, pair.Key.Region, pair.Key.Symptom, pair.Value));
        await rollups.WriteAsync([.. shards.Select(shard => new ShardRollup(shard, last, [.. bins[shard]], []))], marks.Everywhere, marks.AliveMinute, cancellationToken);
    }

    private async Task AddStoredAsync(Dictionary<CountedReport, int> counts, CancellationToken cancellationToken)
    {
        foreach (var minutes in counts.Keys.GroupBy(report => report.Service, report => report.Minute).ToList())
        {
            await rollups.ReadBinsAsync(
                minutes.Key,
                minutes.Min(),
                minutes.Max() + 1,
                bin =>
                {
                    var report = new CountedReport(bin.Service, bin.Symptom, bin.Region, bin.Minute);
                    if (counts.TryGetValue(report, out var count))
                    {
                        counts[report] = count + bin.Count;
                    }
                },
                cancellationToken);
        }
    }
}
