using Groundswell.Catalogue;

namespace Groundswell.Scenarios;

/// <summary>Reports that come in a heap again and again and are no outage: one in each stretch of time, at an hour that wanders or is fixed.</summary>
public sealed record ScenarioBurst
{
    private const long OfBursts = 1L << 40; // keeps their random numbers apart from those of minutes
    private const double MostTimes = 100;

    public required ServiceId Service { get; init; }

    /// <summary>Begin of a stretch, and of a day.</summary>
    public required DateTimeOffset Origin { get; init; }

    /// <summary>How long a stretch is.</summary>
    public required TimeSpan Every { get; init; }

    /// <summary>When it begins, from a stretch's begin; null where it is at a random time of it.</summary>
    public TimeSpan? At { get; init; }

    /// <summary>How long it lasts; at most a stretch.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>Its reports; the median where they have a tail.</summary>
    public required double PeakPerMinute { get; init; }

    /// <summary>Index of the Pareto law of its size: the smaller, the heavier its tail; null where all are alike.</summary>
    public double? Tail { get; init; }

    public required ScenarioMix<RegionId> Regions { get; init; }

    public required ScenarioMix<SymptomId> Symptoms { get; init; }

    internal double PerMinuteAt(DateTimeOffset time, long seed, int number)
    {
        var stretch = (long)Math.Floor((time - Origin) / Every);
        return OfStretch(stretch, time, seed, number) + OfStretch(stretch - 1, time, seed, number);
    }

    private double OfStretch(long stretch, DateTimeOffset time, long seed, int number)
    {
        var random = ScenarioRandom.For(seed, OfBursts + number, stretch);
        var (place, size) = (random.NextDouble(), random.NextDouble());
        var begin = Origin + (stretch * Every) + (At ?? (place * Every));
        if (time < begin || time >= begin + Length)
        {
            return 0;
        }

        return Tail is { } index ? PeakPerMinute * Math.Min(MostTimes, Math.Pow(2 * (1 - size), -1 / index)) : PeakPerMinute;
    }
}
