namespace Groundswell.Scenarios;

/// <summary>How the usual load follows the hour (UTC) and the weekend. Hours are brought to a mean of 1, so that a usual rate is the mean of a weekday.</summary>
public sealed class ScenarioRhythm
{
    public const int Hours = 24;

    private readonly double[] _hours;
    private readonly double _weekend;

    /// <param name="hours">24 factors, the first for the middle of the hour after midnight; not all 0.</param>
    /// <param name="weekend">Factor of Saturday and Sunday against a weekday.</param>
    public ScenarioRhythm(IReadOnlyList<double> hours, double weekend)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(hours.Count, Hours);
        var mean = hours.Average();
        _hours = [.. hours.Select(h => h / mean)];
        _weekend = weekend;
    }

    public static ScenarioRhythm Flat { get; } = new([.. Enumerable.Repeat(1.0, Hours)], 1);

    /// <summary>The factor at a time, in straight lines between the middles of the hours.</summary>
    public double At(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        var position = utc.TimeOfDay.TotalHours - 0.5;
        var hour = (int)Math.Floor(position);
        var part = position - hour;
        var factor = (_hours[(hour + Hours) % Hours] * (1 - part)) + (_hours[(hour + 1) % Hours] * part);
        return utc.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? factor * _weekend : factor;
    }
}
