using Groundswell.Catalogue;
using Groundswell.Counting;
using Groundswell.Detection;
using Groundswell.Signals;

namespace Groundswell.Bench.Worlds;

/// <summary>
/// All the services of a large node, as its shards hold them. The k-th service has a rate of c / k³ a minute, at most 100, with such a c
/// that on average 5 % of all series have a report in a minute: some in every one, half of the services a few times a day, many of
/// their countries and symptoms once in weeks.
/// </summary>
internal sealed class MadeUpNode
{
    public const int SeriesOfService = 1 + Countries + Symptoms;

    private const int Countries = 12;
    private const int Symptoms = 7;
    private const double Exponent = 3;
    private const double LargestRate = 100;
    private const double SpeakingShare = 0.05;

    private readonly MadeUpService[] _services;
    private readonly ServiceDetector[] _detectors;
    private readonly List<CountedReport>[] _reports = [.. Enumerable.Range(0, Placement.Shards).Select(_ => new List<CountedReport>())];
    private long _sequence;

    public MadeUpNode(int services, DetectorOptions options)
    {
        Options = options;
        var scale = FindScale(services);
        _services = [.. Enumerable.Range(1, services).Select(k => NewService(k, RateOf(k, scale)))];
        BytesBefore = GC.GetTotalMemory(forceFullCollection: true);
        _detectors = [.. _services.Select(s => new ServiceDetector(IdOf(s.Number), SymptomOf, options))];
    }

    public DetectorOptions Options { get; }

    /// <summary>Live memory with the load's own tables, before the first detector.</summary>
    public long BytesBefore { get; }

    /// <summary>By number; empty until <see cref="Place"/>.</summary>
    public IReadOnlyList<Shard> Shards { get; private set; } = [];

    public int Services => _services.Length;

    public double ReportsPerMinute => _services.Sum(s => s.ReportsPerMinute);

    public double MedianReportsPerDay => 1440 * _services[_services.Length / 2].ReportsPerMinute;

    public IReadOnlyList<ServiceDetector> Detectors => _detectors;

    public static ServiceId IdOf(int number) => ServiceId.Parse(FormattableString.Invariant($"service-{number}"), null);

    public static SymptomId SymptomOf(int number) => SymptomId.Parse("symptom-" + (char)('a' + number), null);

    public static int ShardOf(int number) => Placement.ShardOf(IdOf(number));

    /// <summary>Lets each detector live through some minutes, as its shard would.</summary>
    public void Live(int from, int to, int threads) =>
        Parallel.For(0, _services.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            var (service, detector, counts) = (_services[i], _detectors[i], new List<SeriesCount>());
            for (var minute = from; minute < to; minute++)
            {
                service.Draw(minute, counts);
                if (counts.Count > 0 || minute >= detector.DueMinute)
                {
                    detector.Observe(minute, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(counts));
                }
            }

            detector.PassSilence(to);
        });

    /// <summary>Hands the detectors over to shards that begin with this minute.</summary>
    public void Place(int minute)
    {
        var shards = Enumerable.Range(0, Placement.Shards).Select(number => new Shard(number, 0, minute)).ToArray();
        for (var i = 0; i < _services.Length; i++)
        {
            shards[ShardOf(i + 1)].AddService(new ShardService(IdOf(i + 1), i + 1, "made-up"), _detectors[i], new HalfHours(minute / HalfHours.StepMinutes, []));
        }

        Shards = shards;
    }

    /// <summary>Draws a minute's reports and hands them to the shards.</summary>
    /// <returns>Reports, and series that they are of.</returns>
    public (long Reports, long Series) Report(int minute)
    {
        var counts = new List<SeriesCount>();
        var (first, series) = (_sequence, 0L);
        foreach (var service in _services)
        {
            service.Draw(minute, counts);
            series += counts.Count == 0 ? 0 : 1 + counts.Select(c => c.Region).Distinct().Count() + counts.Select(c => c.Symptom).Distinct().Count();
            foreach (var count in counts)
            {
                for (var i = 0; i < count.Count; i++)
                {
                    _sequence++;
                    _reports[ShardOf(service.Number)].Add(new CountedReport(service.Number, count.Symptom, count.Region, minute));
                }
            }
        }

        for (var shard = 0; shard < Shards.Count; shard++)
        {
            Shards[shard].TryApply(new ReportGroup(first, _sequence, _reports[shard]));
            _reports[shard].Clear();
        }

        return (_sequence - first, series);
    }

    private static MadeUpService NewService(int number, double rate) => new(number, rate, Countries, Symptoms, MadeUpService.Flat);

    private static double RateOf(int k, double scale) => Math.Min(LargestRate, scale * Math.Pow(k, -Exponent));

    private static double FindScale(int services)
    {
        var shares = NewService(1, 1).SharesOfSeries().ToArray();
        var (low, high) = (1.0, 1e18);
        while (high / low > 1.0001)
        {
            var middle = Math.Sqrt(low * high);
            var speaking = Enumerable.Range(1, services).Average(k => shares.Average(share => 1 - Math.Exp(-share * RateOf(k, middle))));
            (low, high) = speaking < SpeakingShare ? (middle, high) : (low, middle);
        }

        return low;
    }
}
