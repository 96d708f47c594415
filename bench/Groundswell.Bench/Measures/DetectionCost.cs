using Groundswell.Bench.Results;
using Groundswell.Bench.Worlds;
using Groundswell.Counting;
using Groundswell.Detection;
using Groundswell.Scenarios;

namespace Groundswell.Bench.Measures;

/// <summary>Time and memory that judging a series and a service take.</summary>
internal static class DetectionCost
{
    private const int Day = 1440;
    private const int FirstMinute = 29_000_160; // a midnight
    private const int Learning = 8;
    private const int WarmingRounds = 20; // after which the runtime has compiled everything for good
    private static readonly float[] Week = MadeUpService.WeekOf(new ScenarioRhythm([.. Enumerable.Range(0, 24).Select(h => 1 + (0.6 * Math.Sin(2 * Math.PI * h / 24)))], 0.8));

    public static Section Measure(BenchOptions options)
    {
        var section = new Section(
            "Detection",
            "One thread, processor time. A series lives through eight days of made-up counts with a daily rhythm, which learn its baseline and warm the code; then rounds of one day each are timed. "
            + "`Advance` closes a bin, `Observe` closes it and describes the result, `Peek` judges the open one. A service has its total, its countries and four symptoms.",
            "what", "ns a closed bin", "ns `Observe`", "ns `Peek`", "bytes allocated a bin closed");
        MeasureAll(WarmingRounds, new Section("", ""));
        MeasureAll(options.Rounds, section);
        section.Note("The goal for a busy series is 500 ns a bin. The limit is arithmetic on one core (the likelihoods of eight hypotheses), not memory: a detector's state is a few kilobytes and is read once a minute.");
        return section;
    }

    private static void MeasureAll(int rounds, Section section)
    {
        foreach (var rate in (ReadOnlySpan<double>)[0.02, 1, 10, 100, 1000])
        {
            MeasureSeries(rate, 1, rounds, section);
        }

        MeasureSeries(1, 5, rounds, section);
        MeasureSeries(100, 5, rounds, section);
        MeasureService(1, 1, rounds, section);
        MeasureService(8, 10, rounds, section);
        MeasureService(16, 200, rounds, section);
    }

    private static void MeasureSeries(double rate, int binMinutes, int rounds, Section section)
    {
        var detector = new SeriesDetector(new DetectorOptions { BinWidth = TimeSpan.FromMinutes(binMinutes) });
        var service = new MadeUpService(1, rate, 1, 1, Week) { VarianceOverMean = 1.5 };
        var (advance, observe, peek, bytes) = (new Series(), new Series(), new Series(), new Series());
        var bins = Day / binMinutes;
        var drawn = new List<SeriesCount>();
        for (var day = 0; day < Learning + (2 * rounds); day++)
        {
            var first = (FirstMinute + (day * Day)) / binMinutes;
            var counts = Enumerable.Range(0, bins).Select(b => DrawBin(first + b)).ToArray();
            var isObserved = day % 2 == 1;
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var time = Timed(bins, b =>
            {
                if (isObserved)
                {
                    detector.Observe(first + b, counts[b]);
                }
                else
                {
                    detector.Advance(first + b, counts[b]);
                }
            });
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            var usual = (int)Math.Round(detector.Expect(first + bins).Expected);
            var peeked = Timed(bins, b => detector.Peek(1, usual));
            if (day >= Learning)
            {
                (isObserved ? observe : advance).Add(time);
                peek.Add(peeked);
                bytes.Add((allocated - TimedBytes) / (double)bins);
            }
        }

        section.Row(
            FormattableString.Invariant($"series, {rate} reports/min{(binMinutes > 1 ? $", bins of {binMinutes} minutes" : "")}"), advance.ToText(), observe.ToText(), peek.ToText(), bytes.ToText());

        int DrawBin(int bin)
        {
            var count = 0;
            for (var m = bin * binMinutes; m < (bin + 1) * binMinutes; m++)
            {
                service.Draw(m, drawn);
                count += drawn.Sum(c => c.Count);
            }

            return count;
        }
    }

    private static void MeasureService(int countries, double rate, int rounds, Section section)
    {
        var detector = new ServiceDetector(MadeUpNode.IdOf(1), MadeUpNode.SymptomOf, new DetectorOptions());
        var service = new MadeUpService(1, rate, countries, 4, Week) { VarianceOverMean = 1.5 };
        var (close, peek, bytes) = (new Series(), new Series(), new Series());
        var drawn = new List<SeriesCount>();
        for (var day = 0; day < Learning + rounds; day++)
        {
            var first = FirstMinute + (day * Day);
            var counts = Enumerable.Range(0, Day).Select(m => Draw(first + m)).ToArray();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var time = Timed(Day, m => detector.Observe(first + m, counts[m]));
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            var now = DateTimeOffset.UnixEpoch.AddMinutes(first + Day + 1);
            var open = Draw(first + Day);
            var peeked = Timed(Day, m => detector.Peek(now, 1, open));
            if (day >= Learning)
            {
                close.Add(time);
                peek.Add(peeked);
                bytes.Add((allocated - TimedBytes) / (double)Day);
            }
        }

        section.Row(FormattableString.Invariant($"service, {countries} countries, {rate} reports/min"), close.ToText(), "", peek.ToText(), bytes.ToText());

        SeriesCount[] Draw(int minute)
        {
            service.Draw(minute, drawn);
            return [.. drawn];
        }
    }

    /// <summary>Bytes that <see cref="Timed"/> itself allocates: the closure that it is given.</summary>
    private static long TimedBytes { get; } = MeasureTimedBytes();

    private static long MeasureTimedBytes()
    {
        var (day, sum) = (Learning, 0);
        Timed(1, b => sum += b + day);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Timed(1, b => sum += b + day);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Processor nanoseconds for each of some calls: other programs on the machine take turns, but not this time.</summary>
    private static double Timed(int calls, Action<int> call)
    {
        var start = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < calls; i++)
        {
            call(i);
        }

        return (Environment.CpuUsage.TotalTime - start).TotalNanoseconds / calls;
    }
}
