using Groundswell.Detection;

namespace Groundswell.Tests.Detection;

/// <summary>What the detector says of a stream of values, row by row.</summary>
internal static class ValueRun
{
    public static DetectorOptions FiveMinutes(double falseAlarmsPerWeek = 0.05) => new() { BinWidth = TimeSpan.FromMinutes(5), FalseAlarmsPerWeek = falseAlarmsPerWeek };

    public static Assessment[] Of(IEnumerable<double> values, DetectorOptions? options = null)
    {
        var detector = new ValueDetector(options ?? FiveMinutes());
        return [.. values.Select((value, row) => detector.Observe(row, value))];
    }

    public static Assessment[] Of(IEnumerable<double> values, IEnumerable<TimeSpan> times, DetectorOptions options)
    {
        var detector = new ValueDetector(options);
        return [.. values.Zip(times).Select((v, row) => detector.Observe(row, v.Second, v.First))];
    }

    /// <summary>The rows from <paramref name="from"/> on at which a spell of down begins.</summary>
    public static int[] Calls(Assessment[] said, int from = 1) =>
        [.. Enumerable.Range(from, said.Length - from).Where(i => said[i].State == SeriesState.Down && said[i - 1].State != SeriesState.Down)];
}
