namespace Groundswell.Scenarios;

/// <summary>How the usual load follows the local hour and the day of the week. Hours are brought to a mean of 1, so that a usual rate is the mean of a weekday.</summary>
public sealed class ScenarioRhythm
{
    public const int Hours = 24;

    private readonly double[] _hours;
    private readonly double _weekend;
    private readonly double[][]? _days; // Sunday first
    private readonly TimeSpan _ahead;

    /// <param name="hours">24 factors, the first for the middle of the hour after midnight; not all 0.</param>
    /// <param name="weekend">Factor of Saturday and Sunday against a weekday.</param>
    public ScenarioRhythm(IReadOnlyList<double> hours, double weekend)
        : this(hours, weekend, new Dictionary<DayOfWeek, IReadOnlyList<double>>(), TimeSpan.Zero)
    {
    }

    /// <param name="hours">24 factors, the first for the middle of the hour after midnight; not all 0.</param>
    /// <param name="weekend">Factor of Saturday and Sunday against a weekday.</param>
    /// <param name="days">24 factors on the scale of <paramref name="hours"/> for each day with a shape of its own.</param>
    /// <param name="ahead">How far the clock that people live by is ahead of UTC.</param>
    public ScenarioRhythm(IReadOnlyList<double> hours, double weekend, IReadOnlyDictionary<DayOfWeek, IReadOnlyList<double>> days, TimeSpan ahead)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(hours.Count, Hours);
        var mean = hours.Average();
        _hours = [.. hours.Select(h => h / mean)];
        _weekend = weekend;
        _ahead = ahead;
        if (days.Count > 0)
        {
            _days = [.. Enum.GetValues<DayOfWeek>().Select(day => days.TryGetValue(day, out var own)
                ? own.Select(h => h / mean).ToArray()
                : [.. _hours.Select(h => h * FactorOf(day))])];
            ArgumentOutOfRangeException.ThrowIfNotEqual(_days.All(d => d.Length == Hours), true, nameof(days));
        }
    }

    public static ScenarioRhythm Flat { get; } = new([.. Enumerable.Repeat(1.0, Hours)], 1);

    /// <summary>The factor at a time, in straight lines between the middles of the hours.</summary>
    public double At(DateTimeOffset time)
    {
        var local = LocalTime(time);
        var position = local.TimeOfDay.TotalHours - 0.5;
        var hour = (int)Math.Floor(position);
        var part = position - hour;
        if (_days is not null)
        {
            // From one day's last hour to the next day's first: a night that belongs to the weekend begins on Friday.
            return (OfDay(local, hour) * (1 - part)) + (OfDay(local, hour + 1) * part);
        }

        var factor = (_hours[(hour + Hours) % Hours] * (1 - part)) + (_hours[(hour + 1) % Hours] * part);
        return factor * FactorOf(local.DayOfWeek);
    }

    /// <summary>What the clocks show where the people are.</summary>
    internal DateTime LocalTime(DateTimeOffset time) => time.UtcDateTime + _ahead;

    private double FactorOf(DayOfWeek day) => day is DayOfWeek.Saturday or DayOfWeek.Sunday ? _weekend : 1;

    private double OfDay(DateTime local, int hour) => hour switch
    {
        < 0 => _days![((int)local.DayOfWeek + 6) % 7][Hours - 1],
        >= Hours => _days![((int)local.DayOfWeek + 1) % 7][0],
        _ => _days![(int)local.DayOfWeek][hour],
    };
}
