using CsCheck;
using Groundswell.Catalogue;

namespace Groundswell.Tests.Catalogue;

public sealed class HolidayCalendarTests
{
    private static readonly RegionId Britain = RegionId.Parse("GB");
    private static readonly RegionId Korea = RegionId.Parse("KR");

    private static readonly Gen<HolidayRule> Rule = Gen.OneOf(
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 28]).Select((month, day) => (HolidayRule)new HolidayRule.Fixed(month, day)),
        Gen.Int[-60, 80].Select(days => (HolidayRule)new HolidayRule.Easter(days)),
        Gen.Int[-60, 80].Select(days => (HolidayRule)new HolidayRule.OrthodoxEaster(days)));

    private static readonly Gen<Holiday> Any = Gen.Select(Rule, Gen.Enum<HolidayKind>(), Gen.Enum<HolidayObservance>(), Gen.Int[-6, 6])
        .Select((rule, kind, observance, move) => new Holiday
        {
            Name = "A",
            Rule = rule,
            Kind = kind,
            Observance = observance,
            Moved = new Dictionary<DayOfWeek, int> { [DayOfWeek.Wednesday] = move },
        });

    [Fact]
    public void A_holiday_lasts_from_midnight_to_midnight_of_the_country()
    {
        var calendar = Build("KR", 540, Yearly(5, 5));

        Assert.False(calendar.IsHoliday(Korea, At("2025-05-04T14:59:59Z")));
        Assert.True(calendar.IsHoliday(Korea, At("2025-05-04T15:00:00Z")));
        Assert.True(calendar.IsHoliday(Korea, At("2025-05-05T14:59:59Z")));
        Assert.False(calendar.IsHoliday(Korea, At("2025-05-05T15:00:00Z")));
    }

    [Fact]
    public void The_offset_of_the_time_that_is_asked_for_does_not_matter() =>
        Assert.True(Build("KR", 540, Yearly(5, 5)).IsHoliday(Korea, At("2025-05-04T10:00:00-05:00")));

    [Fact]
    public void A_subdivision_is_judged_as_its_country()
    {
        var calendar = Build("GB", 60, Yearly(12, 25));

        Assert.True(calendar.IsHoliday(RegionId.Parse("GB-SCT"), At("2025-12-25T12:00:00Z")));
        Assert.Equal(TimeSpan.FromHours(1), calendar.OffsetOf(RegionId.Parse("GB-SCT")));
    }

    [Fact]
    public void A_country_that_is_not_listed_has_no_holidays_and_the_days_of_UTC()
    {
        foreach (var calendar in new[] { HolidayCalendar.None, Build("GB", 60, Yearly(12, 25)) })
        {
            Assert.False(calendar.IsHoliday(Korea, At("2025-12-25T12:00:00Z")));
            Assert.False(calendar.IsHoliday(RegionId.Unknown, At("2025-12-25T12:00:00Z")));
            Assert.Equal(TimeSpan.Zero, calendar.OffsetOf(Korea));
            Assert.Equal(TimeSpan.Zero, calendar.OffsetOf(RegionId.Unknown));
        }
    }

    [Theory]
    [InlineData(HolidayObservance.NearestWeekday, "2027-12-24 2027-12-25")]
    [InlineData(HolidayObservance.NextWeekday, "2027-12-25 2027-12-27")]
    [InlineData(HolidayObservance.AfterSunday, "2027-12-25")]
    public void A_holiday_on_a_Saturday_is_observed_as_the_country_does(HolidayObservance observance, string days) =>
        Assert.Equal(days, DaysIn(2027, Yearly(12, 25) with { Observance = observance }));

    [Theory]
    [InlineData(HolidayObservance.NearestWeekday, "2022-12-25 2022-12-26")]
    [InlineData(HolidayObservance.NextWeekday, "2022-12-25 2022-12-26")]
    [InlineData(HolidayObservance.AfterSunday, "2022-12-25 2022-12-26")]
    public void A_holiday_on_a_Sunday_is_observed_on_Monday(HolidayObservance observance, string days) =>
        Assert.Equal(days, DaysIn(2022, Yearly(12, 25) with { Observance = observance }));

    [Fact]
    public void Two_holidays_on_a_weekend_give_two_days_off()
    {
        Holiday[] christmas =
        [
            Yearly(12, 25) with { Observance = HolidayObservance.NextWeekday },
            Yearly(12, 26) with { Observance = HolidayObservance.NextWeekday },
        ];

        Assert.Equal("2027-12-25 2027-12-26 2027-12-27 2027-12-28", DaysIn(2027, christmas)); // Saturday and Sunday
        Assert.Equal("2022-12-25 2022-12-26 2022-12-27", DaysIn(2022, christmas)); // Sunday and Monday
    }

    [Fact]
    public void A_custom_does_not_stand_in_the_way_of_a_day_off()
    {
        var eve = Yearly(12, 27) with { Kind = HolidayKind.Custom };

        Assert.Equal("2027-12-25 2027-12-27", DaysIn(2027, Yearly(12, 25) with { Observance = HolidayObservance.NextWeekday }, eve));
    }

    [Fact]
    public void A_New_Years_Day_on_a_Saturday_gives_the_last_Friday_of_the_old_year() =>
        Assert.Contains("2021-12-31", DaysIn(2021, Yearly(1, 1) with { Observance = HolidayObservance.NearestWeekday }), StringComparison.Ordinal);

    [Fact]
    public void A_holiday_that_is_moved_leaves_its_own_day() =>
        Assert.Equal("2025-06-16", DaysIn(2025, Yearly(6, 17) with { Moved = new Dictionary<DayOfWeek, int> { [DayOfWeek.Tuesday] = -1 } }));

    [Fact]
    public void A_holiday_of_several_days_goes_on_into_the_new_year() =>
        Assert.Equal("2025-01-01 2025-01-02 2025-12-30 2025-12-31", DaysIn(2025, Yearly(12, 30) with { Length = 4 }));

    [Fact]
    public void A_holiday_is_held_in_its_years_only()
    {
        var calendar = Build("GB", 0, Yearly(7, 15) with { FirstYear = 2020, LastYear = 2021 });

        Assert.Equal([2020, 2021], Enumerable.Range(1970, 131).Where(y => calendar.IsHoliday(Britain, new DateTimeOffset(y, 7, 15, 0, 0, 0, default))));
    }

    [Theory]
    [InlineData(840)]
    [InlineData(0)]
    [InlineData(-720)]
    public void Times_outside_the_years_of_the_calendar_are_no_holidays(int offset)
    {
        var calendar = Build("GB", offset, Yearly(1, 1), Yearly(12, 31));
        var shift = TimeSpan.FromMinutes(offset);

        Assert.True(calendar.IsHoliday(Britain, At("1970-01-01T00:00:00Z") - shift));
        Assert.False(calendar.IsHoliday(Britain, At("1969-12-31T23:59:59Z") - shift));
        Assert.True(calendar.IsHoliday(Britain, At("2100-12-31T23:59:59Z") - shift));
        Assert.False(calendar.IsHoliday(Britain, At("2101-01-01T00:00:00Z") - shift));
        Assert.False(calendar.IsHoliday(Britain, DateTimeOffset.MinValue));
        Assert.False(calendar.IsHoliday(Britain, DateTimeOffset.MaxValue));
        Assert.False(calendar.IsHoliday(Britain, long.MinValue));
        Assert.False(calendar.IsHoliday(Britain, long.MaxValue));
    }

    [Fact]
    public void The_calendar_has_exactly_the_days_that_the_rules_give() =>
        Gen.Select(Any.Array[0, 6], Gen.Int[-840, 840], Gen.Int[HolidayCalendar.FirstYear, HolidayCalendar.LastYear]).Sample((holidays, offset, year) =>
        {
            var country = Entry("GB", offset, holidays);
            var expected = HolidayDays.Of(country, year, year).Select(d => d.Day).ToHashSet();
            var calendar = new HolidayCalendar([country]);
            for (var day = new DateOnly(year, 1, 1); day.Year == year; day = day.AddDays(1))
            {
                var noon = new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.FromMinutes(offset));
                var minute = noon.ToUnixTimeSeconds() / 60;
                if (calendar.IsHoliday(Britain, noon) != expected.Contains(day) || calendar.IsHoliday(Britain, minute) != expected.Contains(day))
                {
                    return false;
                }
            }

            return true;
        }, iter: 50);

    [Fact]
    public void A_substitute_is_a_weekday_near_its_holiday() => Any.Array[1, 6].Sample(holidays =>
        HolidayDays.Of(Entry("GB", 0, holidays), 2000, 2020).Where(d => d.IsSubstitute).All(d => d.Day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)), iter: 50);

    [Fact]
    public void Asking_costs_no_memory()
    {
        var calendar = Build("GB", 0, Yearly(12, 25));
        CountHolidayMinutes(calendar); // the first question about a few years works them out
        var before = GC.GetAllocatedBytesForCurrentThread();

        var minutes = CountHolidayMinutes(calendar);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(10 * 24 * 60, minutes);
    }

    [Fact]
    public async Task Readers_that_come_at_once_see_the_same()
    {
        for (var round = 0; round < 20; round++)
        {
            var calendar = Build("GB", 0, Yearly(12, 25));
            var time = At("2025-12-25T12:00:00Z");

            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => calendar.IsHoliday(Britain, time), TestContext.Current.CancellationToken)));

            Assert.All(answers, Assert.True);
        }
    }

    [Fact]
    public void A_country_is_listed_once_and_is_a_country()
    {
        Assert.Throws<ArgumentException>(() => new HolidayCalendar([Entry("GB", 0), Entry("GB", 0)]));
        Assert.Throws<ArgumentException>(() => new HolidayCalendar([Entry("GB-SCT", 0)]));
        Assert.Throws<ArgumentException>(() => new HolidayCalendar([Entry("ZZ", 0)]));
    }

    /// <summary>In the ten years from 1970 on.</summary>
    private static int CountHolidayMinutes(HolidayCalendar calendar)
    {
        var minutes = 0;
        for (var minute = 0L; minute < 3652 * 24 * 60; minute++)
        {
            minutes += calendar.IsHoliday(Britain, minute) ? 1 : 0;
        }

        return minutes;
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, null);

    private static Holiday Yearly(int month, int day) => new() { Name = "A", Rule = new HolidayRule.Fixed(month, day) };

    private static CountryHolidays Entry(string country, int offset, params Holiday[] holidays) =>
        new() { Country = RegionId.Parse(country), Offset = TimeSpan.FromMinutes(offset), Holidays = holidays };

    private static HolidayCalendar Build(string country, int offset, params Holiday[] holidays) => new([Entry(country, offset, holidays)]);

    private static string DaysIn(int year, params Holiday[] holidays) =>
        string.Join(' ', HolidayDays.Of(Entry("GB", 0, holidays), year, year).Select(d => d.Day.ToString("O", null)).Distinct());
}
