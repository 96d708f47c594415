namespace Groundswell.Detection;

/// <summary>The surprise at which a stream of values is called down, for the false alarms that an operator allows.</summary>
internal static class ValueThreshold
{
    private const double Least = 1;
    private const double PerDecade = 0.5;

    public static double For(DetectorOptions options)
    {
        var rows = TimeSpan.FromDays(7) / options.BinWidth;
        return Math.Max(Least, Least - (PerDecade * Math.Log10(options.FalseAlarmsPerWeek / rows * 1e3)));
    }
}
