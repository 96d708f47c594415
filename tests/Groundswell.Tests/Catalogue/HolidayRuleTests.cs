using CsCheck;
using Groundswell.Catalogue;

namespace Groundswell.Tests.Catalogue;

public sealed class HolidayRuleTests
{
    private static readonly Gen<int> Year = Gen.Int[HolidayCalendar.FirstYear, HolidayCalendar.LastYear];
    private static readonly Gen<DayOfWeek> Weekday = Gen.Int[0, 6].Select(day => (DayOfWeek)day);

    [Theory]
    [InlineData("07-04", "2025-07-04")]
    [InlineData("02-29", "2024-02-29")]
    [InlineData("easter", "2025-04-20")]
    [InlineData("easter +39", "2025-05-29")]
    [InlineData("easter -47", "2025-03-04")]
    [InlineData("orthodox easter", "2024-05-05")]
    [InlineData("orthodox easter +50", "2024-06-24")]
    [InlineData("fourth thursday of november", "2025-11-27")]
    [InlineData("first monday of september", "2025-09-01")]
    [InlineData("last monday of may", "2026-05-25")]
    [InlineData("last sunday of february", "2032-02-29")]
    [InlineData("monday before 05-25", "2026-05-18")]
    [InlineData("monday on or before 05-25", "2026-05-25")]
    [InlineData("saturday on or after 06-20", "2026-06-20")]
    [InlineData("thursday after 04-18", "2024-04-25")]
    public void A_rule_that_is_written_falls_on_its_day(string rule, string date)
    {
        var known = DateOnly.Parse(date, null);

        Assert.Equal(known, Assert.Single(Read(rule).In(known.Year)));
    }

    [Fact]
    public void The_29th_of_February_is_left_out_where_there_is_none()
    {
        Assert.Empty(Read("02-29").In(2025));
        Assert.Empty(Read("02-29").In(2100));
        Assert.Empty(Read("monday after 02-29").In(2025));
    }

    [Fact]
    public void An_nth_weekday_has_as_many_before_it_in_its_month() =>
        Gen.Select(Year, Gen.Int[1, 4], Weekday, Gen.Int[1, 12]).Sample((year, number, weekday, month) =>
        {
            var day = new HolidayRule.NthWeekday(number, weekday, month).In(year).Single();
            return day.DayOfWeek == weekday && day.Month == month && (day.Day - 1) / 7 == number - 1;
        });

    [Fact]
    public void After_a_last_weekday_comes_another_month() => Gen.Select(Year, Weekday, Gen.Int[1, 12]).Sample((year, weekday, month) =>
    {
        var day = new HolidayRule.NthWeekday(0, weekday, month).In(year).Single();
        return day.DayOfWeek == weekday && day.Month == month && day.AddDays(7).Month != month;
    });

    [Fact]
    public void A_weekday_near_a_date_is_within_a_week_of_it_on_its_side() =>
        Gen.Select(Year, Weekday, Gen.Enum<WeekdaySide>(), Gen.Int[1, 12], Gen.Int[1, 28]).Sample((year, weekday, side, month, day) =>
        {
            var found = new HolidayRule.NearDate(weekday, side, month, day).In(year).Single();
            var (least, most) = side switch
            {
                WeekdaySide.Before => (-7, -1),
                WeekdaySide.OnOrBefore => (-6, 0),
                WeekdaySide.OnOrAfter => (0, 6),
                _ => (1, 7),
            };
            var distance = found.DayNumber - new DateOnly(year, month, day).DayNumber;
            return found.DayOfWeek == weekday && distance >= least && distance <= most;
        });

    private static HolidayRule Read(string rule)
    {
        var catalogue = CatalogueTexts.ReadValid($"holidays: {{ GB: {{ offset-minutes: 0, days: [{{ name: A, on: {rule} }}] }} }}");
        return Assert.Single(Assert.Single(catalogue.Holidays.Countries).Holidays).Rule;
    }
}
