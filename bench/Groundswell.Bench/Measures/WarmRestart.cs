using System.Diagnostics;
using Groundswell.Bench.Baselines;
using Groundswell.Bench.Results;
using Groundswell.Bench.Worlds;
using Groundswell.Server.Sqlite;

namespace Groundswell.Bench.Measures;

/// <summary>Every shard of a node brought back from the embedded store, beside reading the same rows and doing nothing with them.</summary>
internal static class WarmRestart
{
    public static async Task<Section> MeasureAsync(BenchOptions options, MadeUpNode node, int minute)
    {
        var section = new Section(
            "Warm restart",
            "All shards of the node above, loaded by `ShardLoader` from the embedded store on two threads: detectors, half hours and live bins. Beside it the same file's rows are read in order, and nothing is done with them.",
            "run", "all shards, s", "processor s", "raw SQLite, s", "ratio");
        var folder = options.EmptyFolder("restart");
        var path = Path.Combine(folder, "rollups.db");
        var start = Stopwatch.GetTimestamp();
        using (var store = new SqliteRollups(path))
        {
            foreach (var shard in node.Shards)
            {
                await store.WriteAsync([shard.TakeRollup(withDetectors: true)], 0, minute, CancellationToken.None);
            }
        }

        section.Note(FormattableString.Invariant($"Storing them took {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s, one transaction a shard; the file has {new FileInfo(path).Length / 1048576.0:0} MiB."));
        var services = Enumerable.Range(1, node.Services).Select(n => new ShardService(MadeUpNode.IdOf(n), n, "made-up")).GroupBy(s => MadeUpNode.ShardOf(s.Number)).ToArray();
        (long Detectors, long Bytes, long Bins) raw = default;
        for (var run = 1; run <= options.Rounds; run++)
        {
            GC.Collect();
            var rawStart = Stopwatch.GetTimestamp();
            raw = RawSqlite.ReadRollups(path);
            var rawTime = Stopwatch.GetElapsedTime(rawStart);
            GC.Collect();
            var (wall, processor) = await LoadAsync(path, services, node, minute);
            section.Row(
                FormattableString.Invariant($"{run}"),
                FormattableString.Invariant($"{wall.TotalSeconds:0.0}"),
                FormattableString.Invariant($"{processor.TotalSeconds:0.0}"),
                FormattableString.Invariant($"{rawTime.TotalSeconds:0.0}"),
                FormattableString.Invariant($"{rawTime / wall:0.00}"));
            await Console.Error.WriteLineAsync(FormattableString.Invariant($"restart {run}: {wall.TotalSeconds:0.0} s"));
        }

        section.Note(FormattableString.Invariant(
            $"{raw.Detectors} services ({node.Services * MadeUpNode.SeriesOfService} series) with {raw.Bytes / 1048576.0:0} MiB of snapshots, {(double)raw.Bytes / raw.Detectors:0} bytes a service; {raw.Bins} live bins (of the minutes that were timed, not of a whole day). The goal is 10 s."));
        Directory.Delete(folder, recursive: true);
        return section;
    }

    private static async Task<(TimeSpan Wall, TimeSpan Processor)> LoadAsync(string path, IGrouping<int, ShardService>[] services, MadeUpNode node, int minute)
    {
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        using var store = new SqliteRollups(path);
        var marks = await store.ReadMarksAsync(CancellationToken.None);
        var shards = new Shard[Placement.Shards];
        await Parallel.ForEachAsync(
            services,
            new ParallelOptions { MaxDegreeOfParallelism = MillionSeries.Threads },
            async (shard, token) => shards[shard.Key] = await ShardLoader.LoadAsync(
                shard.Key, [.. shard], MadeUpNode.SymptomOf, store, marks, node.Options, DateTimeOffset.UnixEpoch.AddMinutes(minute), token));
        GC.KeepAlive(shards);
        return (Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - processor);
    }
}
