using System.Diagnostics;
using System.Runtime.Intrinsics;
using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Scenarios;

namespace Groundswell.Bench.Measures;

/// <summary>What it costs to judge all services of a large node together, when nothing is held of any, of a tenth, and of all.</summary>
internal static class JointCost
{
    private const int Services = 10_000;
    private const int Categories = 30;
    private const int Rounds = 9;
    private static readonly DateTimeOffset Now = new(2025, 11, 18, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Countries = ["US", "GB", "DE"];

    /// <summary>Median milliseconds a tick, by the share of services of which something is held.</summary>
    public static IReadOnlyList<(double Held, double Milliseconds)> Measure()
    {
        var catalogue = new ServiceCatalogue(
            [.. Enumerable.Range(0, Services).Select(i => new Service { Id = Id(i), Name = $"{i}", Category = $"c{i % Categories}", Symptoms = [] })],
            [],
            [.. Enumerable.Range(0, Categories).Select(i => new Category($"c{i}", $"c{i}", IsBlamed: i < 6))],
            [],
            []);
        return [.. new[] { 0, 0.1, 1 }.Select(held => (held, Time(new JointJudge(catalogue), held)))];
    }

    private static double Time(JointJudge judge, double held)
    {
        var random = ScenarioRandom.For(1, 2, 3);
        var all = new ServiceAssessment[Services];
        for (var i = 0; i < Services; i++)
        {
            var (isHeld, mean) = (random.NextDouble() < held, (float)(0.1 + (4 * random.NextDouble())));
            var counts = Counts(ref random, mean, isHeld ? 2 + (10 * random.NextDouble()) : 1);
            all[i] = new ServiceAssessment
            {
                Service = Id(i),
                At = Now,
                State = isHeld ? SeriesState.Down : SeriesState.Normal,
                Total = default(Assessment) with { State = isHeld ? SeriesState.Down : SeriesState.Normal },
                Onset = isHeld ? Now.AddMinutes(-20) : null,
                RecentReports = counts.Reports[RecentCounts.Quarter],
                RecentExpected = counts.Expected[RecentCounts.Quarter],
                Counts = counts,
                Places = [.. Countries.Select(c => new PlaceCounts(RegionId.Parse(c, null), counts))],
                Regions = isHeld ? [.. Countries.Select(c => new AffectedRegion(RegionId.Parse(c, null), 9, 3, SeriesState.Suspect))] : [],
            };
        }

        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            judge.Judge(all, Now.AddSeconds(20 * round), []);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times.Order().ElementAt(Rounds / 2);
    }

    private static RecentCounts Counts(ref ScenarioRandom random, float mean, double factor)
    {
        var (reports, expected) = (Vector256<float>.Zero, Vector256<float>.Zero);
        for (var w = 0; w < RecentCounts.Minutes.Length; w++)
        {
            expected = expected.WithElement(w, mean * RecentCounts.Minutes[w]);
            reports = reports.WithElement(w, (float)CountSampler.Draw(ref random, mean * RecentCounts.Minutes[w] * factor, 20));
        }

        return new RecentCounts(reports, expected, 1.5f, 0.002f);
    }

    private static ServiceId Id(int number) => ServiceId.Parse(FormattableString.Invariant($"service-{number}"), null);
}
