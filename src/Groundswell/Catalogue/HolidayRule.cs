namespace Groundswell.Catalogue;

/// <summary>On which days a holiday falls before any is moved.</summary>
public abstract record HolidayRule
{
    private HolidayRule()
    {
    }

    /// <summary>The days of one year; none where the year has no such day.</summary>
    internal abstract IEnumerable<DateOnly> In(int year);

    private static IEnumerable<DateOnly> Find(int year, int month, int day) =>
        day <= DateTime.DaysInMonth(year, month) ? [new DateOnly(year, month, day)] : [];

    /// <summary>The same date each year; 29 February in leap years only.</summary>
    public sealed record Fixed(int Month, int Day) : HolidayRule
    {
        internal override IEnumerable<DateOnly> In(int year) => Find(year, Month, Day);
    }

    /// <summary>Days after the Easter Sunday of the Western churches, negative for days before it.</summary>
    public sealed record Easter(int DaysAfter) : HolidayRule
    {
        internal override IEnumerable<DateOnly> In(int year) => [EasterSunday.Western(year).AddDays(DaysAfter)];
    }

    /// <summary>Days after the Easter Sunday of the Orthodox churches, negative for days before it.</summary>
    public sealed record OrthodoxEaster(int DaysAfter) : HolidayRule
    {
        internal override IEnumerable<DateOnly> In(int year) => [EasterSunday.Orthodox(year).AddDays(DaysAfter)];
    }

    /// <param name="Number">1 to 4 counted from the beginning of the month; 0 for the last.</param>
    /// <param name="Weekday">Which weekday is counted.</param>
    /// <param name="Month">1 to 12.</param>
    public sealed record NthWeekday(int Number, DayOfWeek Weekday, int Month) : HolidayRule
    {
        internal override IEnumerable<DateOnly> In(int year)
        {
            var seventh = Number == 0 ? DateTime.DaysInMonth(year, Month) : Number * 7;
            return [LastOnOrBefore(new DateOnly(year, Month, seventh), Weekday)];
        }
    }

    /// <summary>A weekday within a week of a date, such as the Monday before 25 May.</summary>
    public sealed record NearDate(DayOfWeek Weekday, WeekdaySide Side, int Month, int Day) : HolidayRule
    {
        internal override IEnumerable<DateOnly> In(int year)
        {
            var reach = Side switch
            {
                WeekdaySide.Before => -1,
                WeekdaySide.OnOrBefore => 0,
                WeekdaySide.OnOrAfter => 6,
                _ => 7,
            };
            return Find(year, Month, Day).Select(date => LastOnOrBefore(date.AddDays(reach), Weekday));
        }
    }

    /// <summary>Dates written out, for calendars that follow the moon, a sighting or a decree.</summary>
    public sealed record Listed(IReadOnlyList<DateOnly> Dates) : HolidayRule
    {
        internal override IEnumerable<DateOnly> In(int year) => Dates.Where(date => date.Year == year);
    }

    private static DateOnly LastOnOrBefore(DateOnly date, DayOfWeek weekday) => date.AddDays(-((date.DayOfWeek - weekday + 7) % 7));
}
