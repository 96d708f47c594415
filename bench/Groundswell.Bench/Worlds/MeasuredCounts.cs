namespace Groundswell.Bench.Worlds;

/// <summary>
/// How counts of what people post on four companies vary in quiet times, by <c>bench/detection/measure.py</c> (docs/detection-kinds.md): medians of CRM, FB, IBM and PFE;
/// what is fast of FB, the only one busy enough to show it. Tails were measured in five minutes, of which a minute is a fifth.
/// </summary>
internal static class MeasuredCounts
{
    /// <summary>Deviation of the log of what comes and goes in hours.</summary>
    public const double Slow = 0.385;
    public const double SlowMinutes = 7 * 60;

    /// <summary>Of what comes and goes within half an hour.</summary>
    public const double Fast = 0.188;
    public const double FastMinutes = 10;

    /// <summary>Size r that scatters as much in proportion: 1 / c.</summary>
    public const double Size = 1 / (0.224 * 0.224);

    /// <summary>Share of minutes four deviations over the usual, and eight.</summary>
    public const double Tail = 0.0138 / 5;
    public const double FarTail = 0.00257 / 5;
    public const double MostDeviations = 80;
}
