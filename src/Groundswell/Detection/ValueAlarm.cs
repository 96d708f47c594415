namespace Groundswell.Detection;

/// <summary>
/// When a stream is so far from the usual that it is called down. The threshold was measured on real streams, and is higher the fewer
/// false calls are allowed; a stream that calls much more often than that raises it, up to fourfold and no further, until the allowance
/// has caught up: what is four times as far out as a call must be is always called.
/// </summary>
internal struct ValueAlarm
{
    // False calls fall with the threshold as its power of 2.8, on hourly crash rates and latencies, and on power cuts by half hour:
    // docs/detection-values.md.
    private const double AtOneAWeek = 1.6; // by rows an hour apart
    private const double Power = 0.36;
    private const double Least = 1.2; // below this, what was measured does not hold
    private const double ByHalfHours = 1.5; // means of finer rows: measured on metrics of five minutes
    private const double Slack = 6; // calls beyond the allowance before it counts: a stream may have had its outages
    private const double PerCall = 0.1;
    private const double MostStrain = 1.4;
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private readonly double _allowedPerWeek;
    private double _excess; // calls that the allowance has not made good

    public ValueAlarm(DetectorOptions options, bool byRow)
    {
        _allowedPerWeek = options.FalseAlarmsPerWeek;
        var hours = byRow ? options.BinWidth.TotalHours : 0.5;
        Lowest = Math.Max(Least, AtOneAWeek * (byRow ? 1 : ByHalfHours) * Math.Pow(_allowedPerWeek * hours, -Power));
    }

    /// <summary>The threshold of a stream that keeps to the allowance.</summary>
    public double Lowest { get; }

    public readonly double Threshold => Lowest * Math.Exp(Math.Min(MostStrain, PerCall * Math.Max(0, _excess - Slack)));

    /// <summary>Time passes.</summary>
    public void Pass(TimeSpan time) => _excess = Math.Max(0, _excess - (_allowedPerWeek * (time / Week)));

    /// <summary>The stream is called down.</summary>
    public void Call() => _excess++;
}
