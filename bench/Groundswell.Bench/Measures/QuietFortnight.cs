using System.Diagnostics;
using System.Runtime.InteropServices;
using Groundswell.Bench.Results;
using Groundswell.Bench.Worlds;
using Groundswell.Counting;
using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Scenarios;

namespace Groundswell.Bench.Measures;

/// <summary>
/// False incidents of many services in which nothing fails, in virtual time: detectors and books only. Services do not share anything, so
/// each lives its six weeks alone, with a book of its own; calm minutes, which change no book, are not brought to it.
/// </summary>
internal static class QuietFortnight
{
    private const int DefaultServices = 1000;
    private const int Threads = 2;
    private const int Scatters = 4;
    private const int Day = 1440;
    private const int FirstMinute = 29_370_240; // 3 November 2025, a Monday, less four weeks
    private const int HistoryDays = 28;
    private const int Days = 14;
    private const double LeastRate = 2.0 / Day;
    private const double LargestRate = 100;
    private static readonly string[] Classes = ["2 to 20 a day", "20 to 200 a day", "200 a day to 1 a minute", "1 to 10 a minute", "10 to 100 a minute"];

    // As in scenarios/quiet-fortnight.scenario, and weekends of another shape, on clocks that are not UTC's.
    private static readonly (string Name, float[] Week)[] Rhythms =
    [
        ("flat", MadeUpService.Flat),
        Rhythm("america", 0.90, 8, 7, 6, 5, 4, 3, 2, 2, 2, 3, 4, 6, 8, 10, 11, 12, 13, 13, 13, 13, 12, 11, 10, 9),
        Rhythm("europe", 0.95, 4, 3, 2, 2, 2, 4, 7, 9, 11, 12, 12, 12, 12, 12, 12, 12, 12, 13, 14, 14, 12, 10, 8, 6),
        Rhythm("asia", 1.05, 13, 13, 12, 12, 12, 12, 12, 12, 13, 14, 14, 13, 11, 9, 7, 5, 3, 2, 2, 2, 4, 7, 10, 12),
        Rhythm("office", 0.15, 0.5, 0.3, 0.3, 0.3, 0.5, 2, 7, 14, 19, 20, 19, 15, 16, 19, 18, 16, 11, 6, 4, 3, 2, 1.5, 1, 0.8),
        Rhythm("evening", 1.50, 6, 4, 2, 1, 1, 1, 2, 3, 3, 4, 4, 5, 5, 6, 7, 9, 12, 17, 22, 26, 25, 20, 14, 9),
        Rhythm("opening", 0.05, 1, 1, 1, 1, 1, 2, 8, 40, 28, 20, 16, 15, 14, 14, 13, 12, 9, 5, 3, 2, 1, 1, 1, 1),
        ("nights", MadeUpService.WeekOf(Nights())),
        ("commute", MadeUpService.WeekOf(Commute())),
    ];

    public static Task<Section> MeasureAsync(BenchOptions options)
    {
        var services = options.Services ?? DefaultServices;
        var tally = new Tally[services];
        var done = 0;
        var start = Stopwatch.GetTimestamp();
        Parallel.For(0, services, new ParallelOptions { MaxDegreeOfParallelism = Threads }, i =>
        {
            tally[i] = Live(i, services);
            if (Interlocked.Increment(ref done) % Math.Max(1, services / 50) == 0)
            {
                Console.Error.WriteLine(FormattableString.Invariant(
                    $"{done} of {services} services, {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s, {tally.Sum(t => t.Detected)} incidents"));
            }
        });
        var section = new Section(
            "A quiet fortnight",
            FormattableString.Invariant($"{services} services in which nothing fails, in virtual time. ")
            + "Rates are log-uniform from two a day to a hundred a minute; the seven rhythms of `scenarios/quiet-fortnight.scenario`, weekend nights at three times the usual and a weekday commute, off UTC; "
            + "a quarter each of Poisson counts, bursts (variance twice to six times the mean), minutes with a mood of their own (variance = mean + mean²/20) and counts as measured (docs/detection-kinds.md); one to eight countries and two to four symptoms. Four weeks of history, then the fortnight is counted.",
            "reports", "services", "incidents", "of them confirmed", "by flat / bursty / moody / measured counts");
        for (var c = 0; c < Classes.Length; c++)
        {
            Row(Classes[c], [.. tally.Where(t => t.Class == c)]);
        }

        Row("all", tally);
        var byRhythm = Rhythms.Select((r, k) => FormattableString.Invariant($"{r.Name} {tally.Where(t => t.Rhythm == k).Sum(t => t.Detected)}"));
        section.Note($"A node may open one false incident a week (`DetectorOptions.ForNode(1, {services})`): two in this fortnight. By rhythm: {string.Join(", ", byRhythm)}.");
        section.Note(FormattableString.Invariant($"Six weeks of {services} services took {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s on {Threads} threads."));
        return Task.FromResult(section);

        void Row(string name, Tally[] of) => section.Row(
            name,
            FormattableString.Invariant($"{of.Length}"),
            FormattableString.Invariant($"{of.Sum(t => t.Detected)}"),
            FormattableString.Invariant($"{of.Sum(t => t.Confirmed)}"),
            string.Join(" / ", Enumerable.Range(0, Scatters).Select(s => FormattableString.Invariant($"{of.Where(t => t.Scatter == s).Sum(t => t.Detected)}"))));
    }

    private static ScenarioRhythm Nights()
    {
        double[] day = [6, 4, 2, 1, 1, 1, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 11, 11, 11, 10, 9, 8];
        double[] Times(int from, int to, double[] of) => [.. of.Select((f, h) => h >= from && h < to ? 3 * f : f)];
        return new ScenarioRhythm(
            day,
            1,
            new Dictionary<DayOfWeek, IReadOnlyList<double>>
            {
                [DayOfWeek.Friday] = Times(22, 24, day),
                [DayOfWeek.Saturday] = Times(22, 24, Times(0, 4, day)),
                [DayOfWeek.Sunday] = Times(0, 4, day),
            },
            TimeSpan.FromHours(-8));
    }

    private static ScenarioRhythm Commute()
    {
        double[] weekend = [1, 1, 0.5, 0.5, 0.5, 1, 2, 3, 4, 6, 8, 9, 10, 10, 10, 10, 9, 9, 8, 6, 5, 4, 3, 2];
        return new ScenarioRhythm(
            [1, 0.5, 0.5, 0.5, 1, 4, 12, 26, 24, 10, 6, 6, 7, 7, 6, 8, 14, 24, 20, 9, 5, 4, 3, 2],
            1,
            new Dictionary<DayOfWeek, IReadOnlyList<double>> { [DayOfWeek.Saturday] = weekend, [DayOfWeek.Sunday] = weekend },
            TimeSpan.FromHours(9));
    }

    private static (string Name, float[] Week) Rhythm(string name, double weekend, params double[] hours) =>
        (name, MadeUpService.WeekOf(new ScenarioRhythm(hours, weekend)));

    private static Tally Live(int i, int services)
    {
        // Rates go up in even steps, all else is drawn: every class has its share of every kind.
        var random = ScenarioRandom.For(seed: 20251103, source: i, minute: 0);
        var rate = LeastRate * Math.Pow(LargestRate / LeastRate, (i + 0.5) / services);
        var (rhythm, scatter) = (random.NextInt32(Rhythms.Length), random.NextInt32(Scatters));
        var service = new MadeUpService(i + 1, rate, 1 + random.NextInt32(8), 2 + random.NextInt32(3), Rhythms[rhythm].Week)
        {
            VarianceOverMean = scatter == 1 ? 2 + (4 * random.NextDouble()) : 1,
            Size = scatter == 2 ? 20 : scatter == 3 ? MeasuredCounts.Size : double.PositiveInfinity,
            IsDisturbed = scatter == 3,
        };
        var detector = new ServiceDetector(MadeUpNode.IdOf(i + 1), MadeUpNode.SymptomOf, DetectorOptions.ForNode(1, services));
        var book = IncidentBook.Empty(IncidentOptions.Default);
        var counts = new List<SeriesCount>();
        var (detected, confirmed) = (0, 0);
        for (var minute = FirstMinute; minute < FirstMinute + ((HistoryDays + Days) * Day); minute++)
        {
            service.Draw(minute, counts);
            if (counts.Count > 0 || minute >= detector.DueMinute)
            {
                detector.Observe(minute, CollectionsMarshal.AsSpan(counts));
            }

            if (minute < FirstMinute + (HistoryDays * Day) || (detector.IsCalm && book.Open.Count == 0))
            {
                continue;
            }

            detector.PassSilence(minute + 1);
            var now = DateTimeOffset.UnixEpoch.AddMinutes(minute + 1);
            var tick = book.Assess(now, [detector.Assess(now)]);
            if (tick.Events.FirstOrDefault(e => e.Event is IncidentEvent.Detected) is not null)
            {
                detected++;
                Console.Error.WriteLine(FormattableString.Invariant(
                    $"{now:ddd HH:mm}: {rate * Day:0.#} reports a day, {Rhythms[rhythm].Name}, variance/mean {service.VarianceOverMean:0.0}, size {service.Size}"));
            }

            confirmed += tick.Events.Count(e => e.Event is IncidentEvent.Confirmed);
            book = tick.Book;
        }

        return new Tally((int)((i + 0.5) / services * Classes.Length), rhythm, scatter, detected, confirmed);
    }

    /// <summary>What one service came to.</summary>
    private readonly record struct Tally(int Class, int Rhythm, int Scatter, int Detected, int Confirmed);
}
