namespace Groundswell.Catalogue;

/// <summary>Works the rules of a country out.</summary>
internal static class HolidayDays
{
    /// <summary>Every day of the years asked for that a holiday takes, in order; a day taken twice comes twice.</summary>
    public static IReadOnlyList<HolidayDay> Of(CountryHolidays country, int firstYear, int lastYear)
    {
        // A holiday of the year before or after may be moved into this span, or reach into it.
        var years = Enumerable.Range(firstYear - 1, lastYear - firstYear + 3);
        var proper = years.SelectMany(year => country.Holidays.SelectMany(holiday => DaysOf(holiday, year))).OrderBy(d => d.Day).ToList();
        var off = proper.Where(d => d.Holiday.Kind == HolidayKind.Public).Select(d => d.Day).ToHashSet();
        var substitutes = new List<HolidayDay>();
        foreach (var day in proper)
        {
            if (Substitute(day, off) is { } substitute)
            {
                off.Add(substitute);
                substitutes.Add(new HolidayDay(substitute, day.Holiday, IsSubstitute: true));
            }
        }

        return [.. proper.Concat(substitutes).Where(d => d.Day.Year >= firstYear && d.Day.Year <= lastYear).OrderBy(d => d.Day)];
    }

    private static IEnumerable<HolidayDay> DaysOf(Holiday holiday, int year)
    {
        if (year < holiday.FirstYear || year > holiday.LastYear)
        {
            return [];
        }

        return from date in holiday.Rule.In(year)
               let first = date.AddDays(holiday.Moved.GetValueOrDefault(date.DayOfWeek))
               from index in Enumerable.Range(0, holiday.Length)
               select new HolidayDay(first.AddDays(index), holiday, IsSubstitute: false);
    }

    private static DateOnly? Substitute(HolidayDay day, HashSet<DateOnly> off) => (day.Holiday.Observance, day.Day.DayOfWeek) switch
    {
        (HolidayObservance.NearestWeekday, DayOfWeek.Saturday) => day.Day.AddDays(-1),
        (HolidayObservance.NearestWeekday, DayOfWeek.Sunday) => day.Day.AddDays(1),
        (HolidayObservance.NextWeekday, DayOfWeek.Saturday or DayOfWeek.Sunday) => NextWorkday(day.Day, off),
        (HolidayObservance.AfterSunday, DayOfWeek.Sunday) => NextWorkday(day.Day, off),
        _ => null,
    };

    private static DateOnly NextWorkday(DateOnly day, HashSet<DateOnly> off)
    {
        do
        {
            day = day.AddDays(1);
        }
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || off.Contains(day));

        return day;
    }
}
