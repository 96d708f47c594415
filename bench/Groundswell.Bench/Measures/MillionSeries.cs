using System.Diagnostics;
using Groundswell.Bench.Results;
using Groundswell.Bench.Worlds;
using Groundswell.Catalogue;
using Groundswell.Counting;
using Groundswell.Detection;

namespace Groundswell.Bench.Measures;

/// <summary>A node of 10⁶ series: what a tick takes, and what it holds in memory; then the same node's warm restart.</summary>
internal static class MillionSeries
{
    public const int Threads = 2;

    private const int DefaultServices = 50_000;
    private const int Day = 1440;
    private const int FirstMinute = 29_000_160;
    private const int WarmMinutes = 20;
    private const int TimedMinutes = 40;
    private static readonly DetectorOptions Shared = new();

    public static async Task<IReadOnlyList<Section>> MeasureAsync(BenchOptions options)
    {
        var services = options.Services ?? DefaultServices;
        var section = new Section(
            "A million series",
            FormattableString.Invariant($"{services} services, each its total, 12 countries and 7 symptoms: {services * MadeUpNode.SeriesOfService} series in {Placement.Shards} shards. ")
            + "The k-th service is reported c / k³ times a minute, at most 100 times, with c such that 5 % of all series have a report in a minute; countries and symptoms have shares by Zipf's law. "
            + FormattableString.Invariant($"All live through {options.Days:0.##} days, then {TimedMinutes} minutes are timed after {WarmMinutes} that warm the code, on {Threads} threads over all shards. ")
            + "Processor time is of both threads together, bytes are allocated ones.",
            "a minute", "ms, median", "ms, 95 %", "processor ms, median", "KiB allocated, median");
        DescribeSeries(section);
        var node = new MadeUpNode(services, DetectorOptions.ForNode(1, services));
        var minute = FirstMinute;
        var end = FirstMinute + (int)(options.Days * Day);
        for (; minute < end; minute = Math.Min(end, minute + 360))
        {
            node.Live(minute, Math.Min(end, minute + 360), Threads);
            await Console.Error.WriteLineAsync($"{Math.Min(end, minute + 360) - FirstMinute} of {end - FirstMinute} minutes lived");
        }

        DescribeMemory(section, node);
        node.Place(end);
        minute = TimeTicks(section, node, end);
        section.Note(FormattableString.Invariant(
            $"With half hours, figures and the live bins of these {WarmMinutes + TimedMinutes} minutes: {(GC.GetTotalMemory(forceFullCollection: true) - node.BytesBefore) / 1048576.0:0} MiB."));
        return [section, await WarmRestart.MeasureAsync(options, node, minute)];
    }

    private static int TimeTicks(Section section, MadeUpNode node, int minute)
    {
        var (close, say, sayAgain) = (new Stage(), new Stage(), new Stage());
        var (series, reports) = (new Series(), new Series());
        for (var i = 0; i < WarmMinutes + TimedMinutes; i++, minute++)
        {
            var (count, spoken) = node.Report(minute);
            var next = minute + 1;
            var now = DateTimeOffset.UnixEpoch.AddMinutes(next);
            if (i == WarmMinutes)
            {
                (close, say, sayAgain) = (new Stage(), new Stage(), new Stage());
                (series, reports) = (new Series(), new Series());
            }

            series.Add(spoken);
            reports.Add(count);
            close.Time(node, shard => shard.CloseMinutesBefore(next));
            say.Time(node, shard => shard.Tick(now.AddSeconds(1), 0));
            sayAgain.Time(node, shard => shard.Tick(now.AddSeconds(6), 0));
        }

        close.AddRow(section, "closing the minute: every series judged");
        say.AddRow(section, "the first figures after it, for all services");
        sayAgain.AddRow(section, "further figures within the minute, each tick");
        section.Note($"Reports a minute: {reports.ToText()}; series with a report: {series.ToText()} of {node.Services * MadeUpNode.SeriesOfService}. The goal is to close a minute within 250 ms on two cores without allocation; what is allocated is the detectors of parts that wake, and this harness' loop over the shards.");
        return minute;
    }

    private static void DescribeMemory(Section section, MadeUpNode node)
    {
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - node.BytesBefore;
        var (known, awake) = (0L, 0L);
        foreach (var detector in node.Detectors)
        {
            known += detector.Series;
            awake += detector.AwakeSeries;
        }

        section.Note(FormattableString.Invariant(
            $"Services: {node.ReportsPerMinute:0} reports a minute in all, half of them fewer than {node.MedianReportsPerDay:0.0} a day. After the last day {known} series have been heard at least once; {awake} are awake (heard within six hours, or more than once an hour), the others sleep."));
        section.Note(FormattableString.Invariant($"Live memory of all detectors: {bytes / 1048576.0:0} MiB, {(double)bytes / node.Services / MadeUpNode.SeriesOfService:0} bytes a series. The goal is 1 GB."));
    }

    private static void DescribeSeries(Section section)
    {
        var busy = BytesOf(500, () =>
        {
            var detector = new SeriesDetector(Shared);
            var counts = new List<SeriesCount>();
            var service = new MadeUpService(1, 20, 1, 1, MadeUpService.Flat);
            for (var m = 0; m < 2 * Day; m++)
            {
                service.Draw(FirstMinute + m, counts);
                detector.Advance(FirstMinute + m, counts.Sum(c => c.Count));
            }

            return detector;
        });
        const int Parts = 1000;
        var bare = BytesOf(50, () => WithParts(1, 3 * 60));
        var awake = (BytesOf(50, () => WithParts(1 + Parts, 1)) - bare) / Parts;
        var silent = (BytesOf(50, () => WithParts(1 + Parts, 10 * 60)) - bare) / Parts;
        section.Note(FormattableString.Invariant($"Live bytes of a busy series: {busy}; of a part that is awake and has no rhythm of its own: {awake}; of a silent one: {silent}; of a service with two parts: {bare}. The goals are 4096 for a busy series and 128 for a silent one."));
    }

    /// <summary>A service that knew a day of silence, heard some symptoms once, and then was silent.</summary>
    private static ServiceDetector WithParts(int parts, int silentMinutes)
    {
        var detector = new ServiceDetector(MadeUpNode.IdOf(1), MadeUpNode.SymptomOf, Shared);
        detector.Observe(FirstMinute, []);
        detector.PassSilence(FirstMinute + (2 * Day));
        detector.Observe(FirstMinute + (2 * Day), [.. Enumerable.Range(0, parts).Select(i => new SeriesCount(RegionId.Parse("GB"), i, i % 50 == 0 ? 1 : 0))]);
        for (var i = 0; i < parts; i += 10)
        {
            detector.Observe(FirstMinute + (2 * Day) + 1 + (i / 10), [.. Enumerable.Range(i, Math.Min(10, parts - i)).Select(s => new SeriesCount(RegionId.Parse("GB"), s, 1))]);
        }

        detector.PassSilence(FirstMinute + (2 * Day) + 1 + (parts / 10) + silentMinutes);
        return detector;
    }

    private static long BytesOf(int copies, Func<object> make)
    {
        var all = new object[copies];
        _ = make(); // what is made once is no part of it
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < copies; i++)
        {
            all[i] = make();
        }

        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / copies;
        GC.KeepAlive(all);
        return bytes;
    }

    /// <summary>One thing done to all shards, minute by minute.</summary>
    private sealed class Stage
    {
        private readonly Series _wall = new();
        private readonly Series _processor = new();
        private readonly Series _bytes = new();

        public void Time(MadeUpNode node, Action<Shard> act)
        {
            var (bytes, processor, start) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
            Parallel.ForEach(node.Shards, new ParallelOptions { MaxDegreeOfParallelism = Threads }, act);
            _wall.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            _processor.Add((Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
            _bytes.Add((GC.GetTotalAllocatedBytes(precise: true) - bytes) / 1024.0);
        }

        public void AddRow(Section section, string name) => section.Row(name, _wall.ToText(), Series.Format(_wall.Quantile(0.95), "N0"), _processor.ToText(), _bytes.ToText());
    }
}
