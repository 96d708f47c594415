using CsCheck;
using Groundswell.Catalogue;

namespace Groundswell.Tests.Catalogue;

public sealed class EasterSundayTests
{
    private static readonly Gen<int> Year = Gen.Int[HolidayCalendar.FirstYear - 1, HolidayCalendar.LastYear + 1];

    [Theory]
    [InlineData("1970-03-29")]
    [InlineData("1981-04-19")] // the first exception of the calendar: the formula alone says 26 April
    [InlineData("2000-04-23")]
    [InlineData("2008-03-23")]
    [InlineData("2011-04-24")]
    [InlineData("2024-03-31")]
    [InlineData("2025-04-20")]
    [InlineData("2026-04-05")]
    [InlineData("2027-03-28")]
    [InlineData("2028-04-16")]
    [InlineData("2038-04-25")] // as late as can be
    [InlineData("2049-04-18")] // the second exception: the formula alone says 25 April
    [InlineData("2100-03-28")]
    public void Western_Easter_is_on_its_known_dates(string date)
    {
        var known = DateOnly.Parse(date, null);

        Assert.Equal(known, EasterSunday.Western(known.Year));
    }

    [Theory]
    [InlineData("1983-05-08")]
    [InlineData("2010-04-04")]
    [InlineData("2013-05-05")]
    [InlineData("2021-05-02")]
    [InlineData("2022-04-24")]
    [InlineData("2023-04-16")]
    [InlineData("2024-05-05")]
    [InlineData("2025-04-20")]
    [InlineData("2026-04-12")]
    [InlineData("2027-05-02")]
    [InlineData("2028-04-16")]
    [InlineData("2100-05-02")] // the Julian calendar is 14 days behind from this year on
    public void Orthodox_Easter_is_on_its_known_dates(string date)
    {
        var known = DateOnly.Parse(date, null);

        Assert.Equal(known, EasterSunday.Orthodox(known.Year));
    }

    [Fact]
    public void Western_Easter_is_a_Sunday_from_22_March_to_25_April() => Year.Sample(year =>
    {
        var easter = EasterSunday.Western(year);
        return easter.DayOfWeek == DayOfWeek.Sunday && easter >= new DateOnly(year, 3, 22) && easter <= new DateOnly(year, 4, 25);
    });

    [Fact]
    public void Orthodox_Easter_is_a_Sunday_and_no_earlier_than_the_Western_one() => Year.Sample(year =>
    {
        var easter = EasterSunday.Orthodox(year);
        var later = easter.DayNumber - EasterSunday.Western(year).DayNumber;
        return easter.DayOfWeek == DayOfWeek.Sunday && later is 0 or 7 or 28 or 35;
    });
}
