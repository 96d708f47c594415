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
    private const int SampleMinutes = 5;
    private const double BandDeviations = 2 * 1.959964; // a band of 95 % is so many standard deviations wide

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

    /// <summary>
    /// What is expected of a step, and its band. Means add up, and so do variances where minutes vary by themselves: a minute's is read
    /// off its band, and is at least its mean, since a band of whole reports says nothing of a minute with hardly any. The step's band is
    /// then a negative binomial law's of that mean and variance. What the minutes' forecasts err by together is in it only as far as each
    /// minute's own band has it, so that of a long step of a busy service is rather narrow.
    /// </summary>
    public static Expectation Expect(ServiceDetector detector, int minute, int stepMinutes)
    {
        if (stepMinutes == 1)
        {
            return detector.Expect(minute);
        }

        // A minute speaks for its neighbours: a daily curve is smooth on that scale.
        var samples = (stepMinutes + SampleMinutes - 1) / SampleMinutes;
        var each = stepMinutes / (double)samples;
        double mean = 0, variance = 0;
        for (var i = 0; i < samples; i++)
        {
            var sample = detector.Expect(minute + (int)((i + 0.5) * each));
            var deviation = (sample.Upper - sample.Lower) / BandDeviations;
            mean += sample.Expected * each;
            variance += Math.Max(sample.Expected, deviation * deviation) * each;
        }

        if (double.IsNaN(mean))
        {
            return Expectation.None;
        }

        var size = NegativeBinomial.Size(mean, variance);
        var lower = NegativeBinomial.Quantile(0.025, -BandDeviations / 2, mean, size);
        var upper = NegativeBinomial.Quantile(0.975, BandDeviations / 2, mean, size);
        return new Expectation(mean, Math.Min(lower, mean), Math.Max(upper, mean)); // next to nothing has quantiles of nought, and a mean above them
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
