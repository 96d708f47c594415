using System.Buffers;
using System.Diagnostics;
using Groundswell.Bench.Results;
using Groundswell.Catalogue;
using Groundswell.Counting;
using Groundswell.Detection;

namespace Groundswell.Bench.Measures;

/// <summary>Time and memory that judging a series and a service take.</summary>
internal static class DetectionCost
{
    private const int Day = 1440;
    private const int FirstMinute = 29_000_000;
    private const int MemoryServices = 200;
    private static readonly string[] Countries = ["US", "GB", "DE", "FR", "IN", "BR", "JP", "CA", "AU", "IT", "ES", "NL", "PL", "SE", "MX", "ID"];

    public static Section Measure(BenchOptions options)
    {
        var section = new Section(
            "Detection",
            "One thread. A series lives through eight days of made-up counts with a daily rhythm, which learn its baseline and warm the code; then rounds of one day each are timed. A service has its total, its countries and four symptoms.",
            "what", "ns a closed minute", "bytes allocated a minute", "services (series) a core closes in one second of each minute");
        foreach (var rate in (ReadOnlySpan<double>)[0.02, 1, 100])
        {
            MeasureSeries(rate, options.Rounds, section);
        }

        MeasureService(1, 1, options.Rounds, section);
        MeasureService(8, 10, options.Rounds, section);
        MeasureService(16, 200, options.Rounds, section);
        MeasureMemory(1, 1, section);
        MeasureMemory(16, 200, section);
        section.Note("The limit is arithmetic on one core (logarithms of tails and the search for the best window), not memory: a detector's state is a few kilobytes and is read once a minute. Shards are spread over all cores.");
        return section;
    }

    private static void MeasureSeries(double rate, int rounds, Section section)
    {
        var detector = new SeriesDetector(new DetectorOptions());
        var random = new Random(7);
        var (time, bytes, peek) = (new Series(), new Series(), new Series());
        for (var day = 0; day < 8 + rounds; day++)
        {
            var counts = Enumerable.Range(0, Day).Select(m => Draw(random, rate * Rhythm(m))).ToArray();
            var first = FirstMinute + (day * Day);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            for (var m = 0; m < Day; m++)
            {
                detector.Observe(first + m, counts[m]);
            }

            var elapsed = Stopwatch.GetElapsedTime(start);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            var peekStart = Stopwatch.GetTimestamp();
            for (var m = 0; m < Day; m++)
            {
                detector.Peek(0.5, counts[m] / 2);
            }

            if (day >= 8)
            {
                peek.Add(Stopwatch.GetElapsedTime(peekStart).TotalNanoseconds / Day);
                time.Add(elapsed.TotalNanoseconds / Day);
                bytes.Add((double)allocated / Day);
            }
        }

        var name = FormattableString.Invariant($"series, {rate} reports/min");
        section.Row(name, time.ToText(), bytes.ToText(), Format(1e9 / time.Median));
        section.Row(name + ", `Peek` at the open minute", peek.ToText(), "", Format(1e9 / peek.Median));
    }

    private static void MeasureService(int countries, double rate, int rounds, Section section)
    {
        var detector = NewService();
        var random = new Random(7);
        var (time, bytes, peek) = (new Series(), new Series(), new Series());
        for (var day = 0; day < 8 + rounds; day++)
        {
            var counts = Enumerable.Range(0, Day).Select(m => Draw(random, countries, rate * Rhythm(m))).ToArray();
            var first = FirstMinute + (day * Day);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            for (var m = 0; m < Day; m++)
            {
                detector.Observe(first + m, counts[m]);
            }

            var elapsed = Stopwatch.GetElapsedTime(start);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            var now = DateTimeOffset.UnixEpoch.AddMinutes(first + Day + 0.5);
            var peekStart = Stopwatch.GetTimestamp();
            for (var m = 0; m < Day; m++)
            {
                detector.Peek(now, 0.5, counts[m]);
            }

            if (day >= 8)
            {
                peek.Add(Stopwatch.GetElapsedTime(peekStart).TotalNanoseconds / Day);
                time.Add(elapsed.TotalNanoseconds / Day);
                bytes.Add((double)allocated / Day);
            }
        }

        var name = FormattableString.Invariant($"service, {countries} countries, {rate} reports/min");
        section.Row(name, time.ToText(), bytes.ToText(), Format(1e9 / time.Median));
        section.Row(name + ", `Peek` at the open minute", peek.ToText(), "", Format(1e9 / peek.Median));
    }

    private static void MeasureMemory(int countries, double rate, Section section)
    {
        var random = new Random(7);
        var counts = Enumerable.Range(0, 2 * Day).Select(m => Draw(random, countries, rate * Rhythm(m))).ToArray();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var services = new List<ServiceDetector>();
        for (var i = 0; i < MemoryServices; i++)
        {
            var service = NewService();
            for (var m = 0; m < counts.Length; m++)
            {
                service.Observe(FirstMinute + m, counts[m]);
            }

            services.Add(service);
        }

        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / MemoryServices;
        var snapshot = new ArrayBufferWriter<byte>();
        services[0].Write(snapshot);
        GC.KeepAlive(services);
        section.Note(FormattableString.Invariant($"Memory of a service with {countries} countries: {bytes / 1024.0:0.0} KiB live; its stored snapshot has {snapshot.WrittenCount / 1024.0:0.0} KiB."));
    }

    private static ServiceDetector NewService() =>
        new(ServiceId.Parse("acme-mail", null), number => SymptomId.Parse("symptom-" + (char)('a' + number), null), new DetectorOptions());

    private static string Format(double value) => value.ToString("N0", System.Globalization.CultureInfo.InvariantCulture).Replace(',', ' ');

    private static double Rhythm(int minute) => 1 + (0.6 * Math.Sin(2 * Math.PI * minute / Day));

    private static SeriesCount[] Draw(Random random, int countries, double rate)
    {
        var counts = new List<SeriesCount>();
        for (var c = 0; c < countries; c++)
        {
            for (var symptom = 0; symptom < 4; symptom++)
            {
                var count = Draw(random, rate / countries / 4);
                if (count > 0)
                {
                    counts.Add(new SeriesCount(RegionId.Parse(Countries[c]), symptom, count));
                }
            }
        }

        return [.. counts];
    }

    /// <summary>Poisson: as many steps of an exponential clock as fit into one minute.</summary>
    private static int Draw(Random random, double mean)
    {
        var count = 0;
        for (var left = mean + Math.Log(1 - random.NextDouble()); left > 0; left += Math.Log(1 - random.NextDouble()))
        {
            count++;
        }

        return count;
    }
}
