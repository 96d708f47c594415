using System.Runtime.Intrinsics;

namespace Groundswell.Detection;

/// <summary>What <see cref="OutageFilter"/> takes for granted about outages and disturbances, for bins of one width. Shared by all series.</summary>
internal sealed class FilterModel
{
    /// <summary>A slow disturbance of a series (weather, an event, a habit) fades with this time constant.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(330);

    private const double OutagesPerMinute = 2e-5; // one in five weeks; the score does not depend on it, recovery hardly
    private const double TypicalMinutes = 90;
    private const double ChangesPerMinute = 0.002; // an outage grows, wanes, comes in waves
    private const double LullsPerMinute = 2e-5;
    private const double LullMinutes = 240;
    private const double HabitMinutes = 240;
    private const double UnitSeconds = 300;
    private const double LongestSilenceMinutes = 30; // taken in at once

    public FilterModel(double binSeconds)
    {
        var minutes = binSeconds / 60;
        Begin = 1 - Math.Exp(-OutagesPerMinute * minutes);
        End = 1 - Math.Exp(-minutes / TypicalMinutes);
        Change = 1 - Math.Exp(-ChangesPerMinute * minutes);
        LullBegin = 1 - Math.Exp(-LullsPerMinute * minutes);
        LullEnd = 1 - Math.Exp(-minutes / LullMinutes);
        Keep = new Fading(Math.Exp(-minutes / Memory.TotalMinutes), (int)Math.Max(1, LongestSilenceMinutes / minutes));
        Habit = 1 - Math.Exp(-minutes / HabitMinutes);
        UnitBins = Math.Max(1, UnitSeconds / binSeconds);
    }

    /// <summary>Excesses of the hypotheses in standard deviations of a series' five minutes; the first is "normal".</summary>
    public static Vector512<double> Sizes => Vector512.Create(0, 1, 1.7, 3, 5.5, 11, 25, 60);

    /// <summary>How common outages of each size are: small ones are many.</summary>
    public static Vector512<double> Prior => Vector512.Create(0, 0.30, 0.22, 0.17, 0.12, 0.09, 0.06, 0.04);

    /// <summary>Probability that an outage begins in a bin.</summary>
    public double Begin { get; }

    /// <summary>Probability that an outage ends with a bin.</summary>
    public double End { get; }

    /// <summary>Probability that an outage changes its size with a bin.</summary>
    public double Change { get; }

    /// <summary>Probability that with a bin reports cease to reach us, or most of them.</summary>
    public double LullBegin { get; }

    /// <summary>Probability that they are heard again with the next bin.</summary>
    public double LullEnd { get; }

    /// <summary>What a bin leaves of a disturbance.</summary>
    public Fading Keep { get; }

    /// <summary>Share of a small excess that a bin turns into habit.</summary>
    public double Habit { get; }

    /// <summary>Bins to the five minutes that excesses are measured in.</summary>
    public double UnitBins { get; }
}
