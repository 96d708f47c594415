using Groundswell.Catalogue;

namespace Groundswell.Scenarios;

/// <summary>A true outage of one service: reports above the usual, and the truth that a judge compares with.</summary>
public sealed record ScenarioOutage
{
    // After so many half-lives less than a hundredth of the excess is left, and it ends.
    private const double HalfLives = 7;

    public required ServiceId Service { get; init; }

    /// <summary>True onset.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>True end: the service works again, though reports go on for a while.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Highest excess, at full volume.</summary>
    public required double PeakPerMinute { get; init; }

    /// <summary>Time from the onset to the peak, in a straight line.</summary>
    public TimeSpan Rise { get; init; }

    /// <summary>Half-life of the excess after the true end.</summary>
    public TimeSpan Fall { get; init; }

    /// <summary>Part of the peak that is left at the true end, reached in a straight line: people tire of reporting.</summary>
    public double Sag { get; init; } = 1;

    public required ScenarioMix<RegionId> Regions { get; init; }

    public required ScenarioMix<SymptomId> Symptoms { get; init; }

    /// <summary>The last of its reports.</summary>
    public DateTimeOffset Faded => To + (HalfLives * Fall);

    /// <summary>Excess at a time, in reports per minute at full volume.</summary>
    public double PerMinuteAt(DateTimeOffset time)
    {
        if (time < From || time >= Faded)
        {
            return 0;
        }

        if (time >= To)
        {
            return LevelAt(To) * Math.Pow(2, -((time - To) / Fall));
        }

        return LevelAt(time);
    }

    private double LevelAt(DateTimeOffset time)
    {
        var since = time - From;
        if (since < Rise)
        {
            return PeakPerMinute * (since / Rise);
        }

        var held = To - From - Rise;
        var part = held > TimeSpan.Zero ? Math.Clamp((since - Rise) / held, 0, 1) : 0;
        return PeakPerMinute * (1 - ((1 - Sag) * part));
    }
}
