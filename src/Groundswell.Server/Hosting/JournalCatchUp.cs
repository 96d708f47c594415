using System.Runtime.InteropServices;
using Groundswell.Cluster;
using Groundswell.Counting;
using Groundswell.Signals;
using Groundswell.Storage;

namespace Groundswell.Server.Hosting;

/// <summary>
/// Stores the counts of reports that a node left uncounted when it ended without warning, if it was off for so long that they are not of
/// the live minutes any more: shards count only those.
/// </summary>
internal sealed class JournalCatchUp(IJournal journal, IRollups rollups, ShardAssignments assignments)
{
    private const int LatestMinutes = 24 * 60; // that reports come after what they tell of

    /// <summary>Does nothing where the shards can count all that is left. No shard may be loaded from an earlier state and still be used.</summary>
    public async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var marks = await rollups.ReadMarksAsync(cancellationToken);
        var shards = assignments.Occupied;
        var oldest = Shard.MinuteOf(now) - MinuteTable.LiveMinutes + 1;
        if (shards.Count == 0 || marks.AliveMinute - LatestMinutes >= oldest)
        {
            return;
        }

        var counts = new Dictionary<CountedReport, int>();
        var last = await journal.ReadCountedAsync(shards.Min(marks.Of), (sequence, report) =>
        {
            var shard = assignments.ShardOf(report.Service);
            if (shard >= 0 && sequence > marks.Of(shard))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, report, out _)++;
            }
        }, cancellationToken);
        if (!counts.Keys.Any(report => report.Minute < oldest))
        {
            return;
        }

        await AddStoredAsync(counts, cancellationToken);
        var bins = counts.ToLookup(
            pair => assignments.ShardOf(pair.Key.Service),
            pair => new RollupBin(pair.Key.Service, pair.Key.Minute, pair.Key.Region, pair.Key.Symptom, pair.Value));
        await rollups.WriteAsync([.. shards.Select(shard => new ShardRollup(shard, last, [.. bins[shard]], []))], last, marks.AliveMinute, cancellationToken);
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
