using Groundswell.Catalogue;
using Groundswell.Counting;
using Groundswell.Detection;
using Groundswell.Publication;

namespace Groundswell;

/// <summary>Makes charts from a shard's bins and detectors.</summary>
internal static class ShardCharts
{
    public const int SparklineSteps = 48;

    private const int DayMinutes = 24 * 60;
    private const int DayStep = 5;
    private const int WeekSteps = 7 * 48;
    private const int ListedRegions = 20;

    public static float[] ExpectHalfHours(ServiceDetector detector, int minute)
    {
        var first = FirstHalfHour(minute, SparklineSteps) * HalfHours.StepMinutes;
        var expected = new float[SparklineSteps];
        for (var i = 0; i < expected.Length; i++)
        {
            // The middle of a half hour speaks for it: a daily curve is smooth on that scale.
            expected[i] = (float)(detector.ExpectMean(first + (i * HalfHours.StepMinutes) + (HalfHours.StepMinutes / 2)) * HalfHours.StepMinutes);
        }

        return expected;
    }

    public static ServiceCharts Draw(MinuteTable table, int service, ShardedService state, int minute)
    {
        var from = ((minute / DayStep) + 1 - (DayMinutes / DayStep)) * DayStep;
        var day = new int[DayMinutes / DayStep];
        var symptoms = new Dictionary<int, int>();
        var regions = new Dictionary<RegionId, int>();
        for (var m = from; m <= minute; m++)
        {
            table.ReadMinute(m, bin =>
            {
                if (bin.Service == service)
                {
                    day[(bin.Minute - from) / DayStep] += bin.Count;
                    symptoms[bin.Symptom] = symptoms.GetValueOrDefault(bin.Symptom) + bin.Count;
                    regions[bin.Region.Country] = regions.GetValueOrDefault(bin.Region.Country) + bin.Count;
                }
            });
        }

        var week = state.HalfHours.Last(minute / HalfHours.StepMinutes, WeekSteps);
        return new ServiceCharts(
            Chart(state.Detector, from, DayStep, day),
            Chart(state.Detector, FirstHalfHour(minute, WeekSteps) * HalfHours.StepMinutes, HalfHours.StepMinutes, week),
            [.. symptoms.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key)],
            [.. regions.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(ListedRegions).Select(pair => new RegionTally(pair.Key, pair.Value))]);
    }

    /// <summary>What is expected of a step: of its middle minute, times its minutes; the band of independent minutes.</summary>
    public static Expectation Expect(ServiceDetector detector, int minute, int stepMinutes)
    {
        var middle = detector.Expect(minute + (stepMinutes / 2));
        var spread = Math.Sqrt(stepMinutes);
        var expected = middle.Expected * stepMinutes;
        return new Expectation(
            expected,
            Math.Max(0, expected - ((middle.Expected - middle.Lower) * spread)),
            expected + ((middle.Upper - middle.Expected) * spread));
    }

    private static int FirstHalfHour(int minute, int steps) => (minute / HalfHours.StepMinutes) - steps + 1;

    private static ChartSeries Chart(ServiceDetector detector, int from, int step, int[] reports)
    {
        var bands = Enumerable.Range(0, reports.Length).Select(i => Expect(detector, from + (i * step), step)).ToList();
        return new ChartSeries(
            DateTimeOffset.UnixEpoch.AddMinutes(from),
            TimeSpan.FromMinutes(step),
            reports,
            [.. bands.Select(b => (float)b.Expected)],
            [.. bands.Select(b => (float)b.Lower)],
            [.. bands.Select(b => (float)b.Upper)]);
    }
}
