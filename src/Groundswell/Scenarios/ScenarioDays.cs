namespace Groundswell.Scenarios;

/// <summary>Days of the calendar that bring more than is usual, or less, and are no outage: a month's end, a pay day, a day before a holiday.</summary>
public sealed record ScenarioDays
{
    /// <summary>Days of the month, from 1.</summary>
    public IReadOnlyList<int> OfMonth { get; init; } = [];

    /// <summary>Days before a month's last, which is 0.</summary>
    public IReadOnlyList<int> BeforeLast { get; init; } = [];

    /// <summary>The last of a month that is neither a Saturday nor a Sunday.</summary>
    public bool LastWorkday { get; init; }

    public IReadOnlyList<DateOnly> Dates { get; init; } = [];

    /// <summary>How many times the usual comes on them.</summary>
    public required double Factor { get; init; }

    public bool Holds(DateOnly day)
    {
        var left = DateTime.DaysInMonth(day.Year, day.Month) - day.Day;
        return OfMonth.Contains(day.Day) || BeforeLast.Contains(left) || Dates.Contains(day) || (LastWorkday && IsLastWorkday(day, left));
    }

    private static bool IsLastWorkday(DateOnly day, int left) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday or DayOfWeek.Sunday => false,
        DayOfWeek.Friday => left <= 2,
        _ => left == 0,
    };
}
