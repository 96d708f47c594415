using System.Buffers;
using System.Runtime.InteropServices;
using Groundswell.Catalogue;
using Groundswell.Counting;
using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Scenarios;

namespace Groundswell.Bench.Worlds;

/// <summary>
/// Services that do not exist, with their real detectors, the judge that looks at all of them and the book of incidents, through a day on which
/// surges, outages and stray reports happen. Two weeks of their life are learned once; then any day is played from there.
/// </summary>
internal sealed class Crowd
{
    private const int Day = 1440;
    private const int HistoryDays = 15;
    private const long FirstMinute = 29_370_240; // 3 November 2025, a Monday
    private static readonly string[] Words = ["app", "website", "login", "playback"];

    private readonly IReadOnlyList<CrowdService> _services;
    private readonly byte[][] _learned;
    private readonly DetectorOptions _options;
    private readonly double _bursts;

    /// <param name="services">Who lives in it.</param>
    /// <param name="seed">Of its history.</param>
    /// <param name="bursts">Size r of a minute's count: variance = mean + mean²/r.</param>
    /// <param name="node">Services of the node that it is a part of: they share the false alarms.</param>
    public Crowd(IReadOnlyList<CrowdService> services, int seed = 1, double bursts = 20, int node = 450)
    {
        (_services, _bursts) = (services, bursts);
        _options = DetectorOptions.ForNode(1, node);
        _learned = new byte[services.Count][];
        Catalogue = CatalogueOf(services);
        Parallel.For(0, services.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            var detector = new ServiceDetector(services[i].Service, SymptomOf, _options);
            var counts = new List<SeriesCount>();
            for (var minute = 0; minute < HistoryDays * Day; minute++)
            {
                Draw(i, seed, minute, [], counts);
                detector.Observe(FirstMinute + minute, CollectionsMarshal.AsSpan(counts));
            }

            var content = new ArrayBufferWriter<byte>();
            detector.Write(content);
            _learned[i] = content.WrittenSpan.ToArray();
        });
    }

    public ServiceCatalogue Catalogue { get; }

    public IReadOnlyList<CrowdService> Services => _services;

    public static DateTimeOffset TimeOf(int minute) => DateTimeOffset.UnixEpoch.AddMinutes(FirstMinute + (HistoryDays * Day) + minute);

    /// <summary>Plays a part of the day after the history.</summary>
    /// <param name="seed">Of the counts.</param>
    /// <param name="from">First minute of the day.</param>
    /// <param name="until">The minute at which it ends.</param>
    /// <param name="events">What happens.</param>
    /// <param name="isJoint">False: each service is judged by itself alone.</param>
    /// <param name="see">Changes what is held of services before they are judged together: what probes see.</param>
    public CrowdDay Play(int seed, int from, int until, IReadOnlyList<CrowdEvent> events, bool isJoint = true, Func<int, ServiceAssessment, ServiceAssessment>? see = null)
    {
        var detectors = _services.Select((s, i) => ServiceDetector.Read(_learned[i], s.Service, SymptomOf, _options)!).ToArray();
        var judge = new JointJudge(Catalogue);
        var book = IncidentBook.Empty(IncidentOptions.Default);
        var day = new CrowdDay();
        var counts = new List<SeriesCount>();
        for (var minute = 0; minute < until; minute++)
        {
            for (var i = 0; i < detectors.Length; i++)
            {
                Draw(i, seed * 1000, (HistoryDays * Day) + minute, events, counts);
                detectors[i].Observe(FirstMinute + (HistoryDays * Day) + minute, CollectionsMarshal.AsSpan(counts));
            }

            if (minute < from)
            {
                continue;
            }

            var now = TimeOf(minute + 1);
            IReadOnlyList<ServiceAssessment> held = [.. detectors.Select(d => d.Assess(now)).Select(a => see?.Invoke(minute, a) ?? a)];
            held = isJoint ? judge.Judge(held, now, []) : held;
            var tick = book.Assess(now, held);
            book = tick.Book;
            day.Add(minute, held, tick.Events);
        }

        return day;
    }

    private static SymptomId SymptomOf(int number) => SymptomId.Parse(Words[number], null);

    private static ServiceCatalogue CatalogueOf(IReadOnlyList<CrowdService> services) => new(
        [
            .. services.Select(s => new Service
            {
                Id = s.Service,
                Name = s.Id,
                Category = s.Category,
                Symptoms = [.. Enumerable.Range(0, Words.Length).Select(SymptomOf)],
                Dependencies = s.Needs is null ? [] : [new Dependency { On = ComponentId.Parse(s.Needs), Criticality = Criticality.Hard, Evidence = [new Evidence(EvidenceKind.Assumed, "made up")] }],
            }),
        ],
        [.. Enumerable.Range(0, Words.Length).Select(i => new Symptom(SymptomOf(i), Words[i]))],
        [.. services.Select(s => s.Category).Distinct().Select(c => new Category(c, c, c is "carrier" or "isp", c is "carrier" or "isp" or "social" or "messaging" or "payments"))],
        [],
        []);

    private void Draw(int index, int seed, int minute, IReadOnlyList<CrowdEvent> events, List<SeriesCount> counts)
    {
        counts.Clear();
        var service = _services[index];
        var random = ScenarioRandom.For(seed, (index * 7919L) + 17, minute);
        var usual = service.PerHour / 60 * (1 + (0.5 * Math.Sin((minute % Day / (double)Day * Math.Tau) + 0.4)));
        for (var c = 0; c < service.Countries.Count; c++)
        {
            var (country, share) = service.Countries[c];
            var region = RegionId.Parse(country, null);
            Report(ref random, region, CountSampler.Draw(ref random, usual * share, _bursts * Math.Max(share, 0.05)), service.Symptoms, counts);
            foreach (var happening in events)
            {
                var more = happening.At(minute - (HistoryDays * Day)) * happening.Of(service, country) * usual * share;
                if (more > 0)
                {
                    Report(ref random, region, CountSampler.Draw(ref random, more, _bursts), happening.Symptoms ?? service.Symptoms, counts);
                }
            }
        }
    }

    private static void Report(ref ScenarioRandom random, RegionId region, int reports, IReadOnlyList<double> symptoms, List<SeriesCount> counts)
    {
        Span<int> of = stackalloc int[Words.Length];
        for (var n = 0; n < reports; n++)
        {
            var (u, s) = (random.NextDouble(), 0);
            for (; s < symptoms.Count - 1 && u >= symptoms[s]; s++)
            {
                u -= symptoms[s];
            }

            of[s]++;
        }

        for (var s = 0; s < of.Length; s++)
        {
            if (of[s] > 0)
            {
                counts.Add(new SeriesCount(region, s, of[s]));
            }
        }
    }
}
