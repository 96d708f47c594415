using System.Globalization;
using Groundswell.Catalogue;

namespace Groundswell.Tests.Catalogue;

/// <summary>The shipped holidays against lists known from elsewhere, and against the calendars that come with the runtime.</summary>
public sealed class ShippedHolidayTests
{
    private static readonly int[] Years = [2024, 2025, 2026, 2027, 2028];

    private static readonly Lazy<HolidayCalendar> Shipped = new(Read);

    [Fact]
    public void The_countries_with_the_most_people_on_the_internet_are_there()
    {
        const string Expected = """
            US GB DE FR IT ES PT NL BE LU AT CH IE DK SE NO FI IS PL CZ SK HU RO BG GR HR SI EE LV LT UA TR IL CA MX BR AR CL CO AU NZ
            JP KR CN IN ID PH SG MY TH VN ZA NG KE EG SA AE
            """;
        var known = Shipped.Value.Countries.Select(c => c.Country.ToString()).ToHashSet();

        Assert.Superset(Expected.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToHashSet(), known);
    }

    [Theory]
    [InlineData("US", 2025, "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25")]
    [InlineData("US", 2021, "01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31")]
    [InlineData("GB", 2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26")]
    [InlineData("GB", 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28")]
    [InlineData("GB", 2022, "01-01 01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-25 12-26 12-27")]
    [InlineData("DE", 2025, "01-01 04-18 04-21 05-01 05-29 06-09 10-03 12-25 12-26")]
    [InlineData("DE", 2026, "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26")]
    [InlineData("FR", 2025, "01-01 04-21 05-01 05-08 05-29 06-09 07-14 08-15 11-01 11-11 12-25")]
    [InlineData("NL", 2025, "01-01 04-20 04-21 04-26 05-29 06-08 06-09 12-25 12-26")]
    [InlineData("SE", 2025, "01-01 01-06 04-18 04-20 04-21 05-01 05-29 06-06 06-08 06-21 11-01 12-25 12-26")]
    [InlineData("DK", 2024, "01-01 03-28 03-29 03-31 04-01 05-09 05-19 05-20 12-25 12-26")]
    [InlineData("PL", 2025, "01-01 01-06 04-20 04-21 05-01 05-03 06-08 06-19 08-15 11-01 11-11 12-24 12-25 12-26")]
    [InlineData("RO", 2024, "01-01 01-02 01-06 01-07 01-24 05-01 05-03 05-05 05-06 06-01 06-23 06-24 08-15 11-30 12-01 12-25 12-26")]
    [InlineData("AR", 2024, "01-01 02-12 02-13 03-24 03-29 04-01 04-02 05-01 05-25 06-17 06-20 06-21 07-09 08-17 10-11 10-12 11-18 12-08 12-25")]
    [InlineData("CO", 2025, "01-01 01-06 03-24 04-17 04-18 05-01 06-02 06-23 06-30 06-30 07-20 08-07 08-18 10-13 11-03 11-17 12-08 12-25")]
    [InlineData("JP", 2025, "01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-23 11-24")]
    [InlineData("JP", 2026, "01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23")]
    [InlineData("KR", 2025, "01-01 01-27 01-28 01-29 01-30 03-01 03-03 05-05 05-05 05-06 06-03 06-06 08-15 10-03 10-05 10-06 10-07 10-08 10-09 12-25")]
    [InlineData("AU", 2025, "01-01 01-26 01-27 04-18 04-19 04-21 04-25 06-09 12-25 12-26")]
    [InlineData("NZ", 2026, "01-01 01-02 02-06 04-03 04-06 04-25 04-27 06-01 07-10 10-26 12-25 12-26 12-28")]
    [InlineData("SG", 2026, "01-01 02-17 02-18 03-21 04-03 05-01 05-27 05-31 06-01 08-09 08-10 11-08 11-09 12-25")]
    [InlineData("ZA", 2025, "01-01 03-21 04-18 04-21 04-27 04-28 05-01 06-16 08-09 09-24 12-16 12-25 12-26")]
    [InlineData("TR", 2025, "01-01 03-30 03-31 04-01 04-23 05-01 05-19 06-06 06-07 06-08 06-09 07-15 08-30 10-29")]
    public void The_public_holidays_of_a_year_are_the_known_ones(string country, int year, string days)
    {
        var entry = Assert.Single(Shipped.Value.Countries, c => c.Country == RegionId.Parse(country));
        var found = HolidayDays.Of(entry, year, year).Where(d => d.Holiday.Kind == HolidayKind.Public);

        Assert.Equal(days, string.Join(' ', found.Select(d => d.Day.ToString("MM-dd", null))));
    }

    [Theory]
    [InlineData("US", "2025-11-28T17:00:00Z", true)] // the Friday after Thanksgiving, which in 2024 was no fourth Friday
    [InlineData("US", "2024-11-29T17:00:00Z", true)]
    [InlineData("US", "2024-11-22T17:00:00Z", false)]
    [InlineData("US-CA", "2025-07-05T04:00:00Z", true)] // still the 4th on the east coast
    [InlineData("US", "2025-07-05T05:00:00Z", false)]
    [InlineData("DE", "2025-12-24T12:00:00Z", true)]
    [InlineData("DE", "2025-12-23T12:00:00Z", false)]
    [InlineData("KR", "2027-02-07T12:00:00Z", true)]
    [InlineData("IL", "2025-10-02T12:00:00Z", true)]
    [InlineData("IN", "2025-10-20T12:00:00Z", true)]
    public void A_day_is_what_people_there_know_it_as(string region, string time, bool isHoliday) =>
        Assert.Equal(isHoliday, Shipped.Value.IsHoliday(RegionId.Parse(region), DateTimeOffset.Parse(time, null)));

    [Theory]
    [InlineData("US", -300)]
    [InlineData("IN", 330)]
    [InlineData("NZ", 720)]
    [InlineData("GB", 0)]
    public void A_country_has_the_clock_of_where_most_of_its_people_live(string country, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), Shipped.Value.OffsetOf(RegionId.Parse(country)));

    [Theory]
    [InlineData("CN", "春节", 1, 1, -2)]
    [InlineData("HK", "Lunar New Year", 1, 1, 0)]
    [InlineData("SG", "Chinese New Year", 1, 1, 0)]
    [InlineData("VN", "Tết Nguyên Đán", 1, 1, -1)]
    [InlineData("VN", "Giỗ Tổ Hùng Vương", 3, 10, 0)]
    [InlineData("HK", "The Buddha's Birthday", 4, 8, 0)]
    [InlineData("CN", "端午节", 5, 5, 0)]
    [InlineData("CN", "中秋节", 8, 15, 0)]
    [InlineData("HK", "Chung Yeung", 9, 9, 0)]
    public void Holidays_of_the_Chinese_calendar_agree_with_it(string country, string name, int month, int day, int earliest) =>
        AssertLunar(new ChineseLunisolarCalendar(), country, name, month, day, earliest);

    [Theory]
    [InlineData("설날 연휴", 1, 1, -1)]
    [InlineData("부처님 오신 날", 4, 8, 0)]
    [InlineData("추석 연휴", 8, 15, -1)]
    public void Holidays_of_the_Korean_calendar_agree_with_it(string name, int month, int day, int begins) =>
        AssertLunar(new KoreanLunisolarCalendar(), "KR", name, month, day, begins);

    /// <summary>Months from the New Year of autumn, Nisan being the seventh of a common year.</summary>
    [Theory]
    [InlineData("Passover", 7, 15)]
    [InlineData("Seventh day of Passover", 7, 21)]
    [InlineData("Shavuot", 9, 6)]
    [InlineData("New Year (Rosh Hashanah)", 1, 1)]
    [InlineData("Yom Kippur", 1, 10)]
    [InlineData("Sukkot", 1, 15)]
    [InlineData("Simchat Torah", 1, 22)]
    [InlineData("Purim", 6, 14)]
    public void Holidays_of_Israel_agree_with_the_Hebrew_calendar(string name, int month, int day)
    {
        var hebrew = new HebrewCalendar();
        var expected = Years.Select(year =>
        {
            var hebrewYear = year + (month >= 6 ? 3760 : 3761);
            return hebrew.ToDateTime(hebrewYear, month >= 6 && hebrew.IsLeapYear(hebrewYear) ? month + 1 : month, day, 0, 0, 0, 0);
        });

        Assert.Equal(expected.Select(DateOnly.FromDateTime), Listed("IL", name));
    }

    [Fact]
    public void Every_day_of_Eid_in_Saudi_Arabia_is_one_of_its_civil_calendar()
    {
        var ummAlQura = new UmAlQuraCalendar();
        var entry = Shipped.Value.Countries.Single(c => c.Country == RegionId.Parse("SA"));
        var days = HolidayDays.Of(entry, 2024, 2028).Where(d => d.Holiday.Rule is HolidayRule.Listed).ToList();

        Assert.All(days, d =>
        {
            var date = d.Day.ToDateTime(TimeOnly.MinValue);
            var (month, day) = (ummAlQura.GetMonth(date), ummAlQura.GetDayOfMonth(date));
            Assert.True((month == 10 && day <= 3) || (month == 12 && day is >= 9 and <= 12), $"{d.Day}");
        });
        Assert.Equal(Years, days.Select(d => d.Day.Year).Distinct());
    }

    [Fact]
    public void Every_listed_date_falls_on_a_day_of_its_country_and_no_country_is_without_holidays() =>
        Assert.All(Shipped.Value.Countries, country =>
        {
            var perYear = HolidayDays.Of(country, 2025, 2025).Select(d => d.Day).Distinct().Count();
            Assert.InRange(perYear, 6, 45);
        });

    private static void AssertLunar(EastAsianLunisolarCalendar calendar, string country, string name, int month, int day, int earliest)
    {
        var expected = Years.Select(year =>
        {
            var leap = calendar.GetLeapMonth(year);
            return DateOnly.FromDateTime(calendar.ToDateTime(year, leap > 0 && month >= leap ? month + 1 : month, day, 0, 0, 0, 0));
        });
        var listed = Listed(country, name);

        Assert.Equal(Years, listed.Select(d => d.Year));
        Assert.All(listed.Zip(expected), pair => Assert.InRange(pair.First.DayNumber - pair.Second.DayNumber, earliest, 0));
    }

    /// <summary>The dates written for a holiday, of all its entries, in order.</summary>
    private static List<DateOnly> Listed(string country, string name) =>
    [
        .. Shipped.Value.Countries.Single(c => c.Country == RegionId.Parse(country)).Holidays
            .Where(h => h.Name == name).SelectMany(h => ((HolidayRule.Listed)h.Rule).Dates).Order(),
    ];

    private static HolidayCalendar Read()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "catalogue", "holidays");
        var files = Directory.EnumerateFiles(folder, "*.yaml").Select(p => new CatalogueFile(p, File.ReadAllText(p)));
        return Assert.IsType<CatalogueReadResult.Valid>(CatalogueReader.Read([.. files])).Catalogue.Holidays;
    }
}
