using System.Globalization;
using CsCheck;
using Groundswell.Signals;

namespace Groundswell.Tests.Signals;

public sealed class IsoTimeTests
{
    [Theory]
    [InlineData("2031-03-04T10:20:30Z")]
    [InlineData("2031-03-04t10:20:30z")]
    [InlineData("2031-03-04 10:20:30Z")]
    [InlineData("2031-03-04T10:20:30.000Z")]
    [InlineData("2031-03-04T10:20:30,0Z")]
    [InlineData("2031-03-04T12:20:30+02:00")]
    [InlineData("2031-03-04T12:20:30+0200")]
    [InlineData("2031-03-04T12:20:30+02")]
    [InlineData("2031-03-04T05:50:30−04:30")]
    [InlineData("2031-03-04T10:20:30-00:00")]
    [InlineData("2031-03-04T11:20:30+01:00[Europe/Berlin]")]
    [InlineData("2031-03-05T05:20:30+19:00")]
    [InlineData("20310304T102030Z")]
    [InlineData("2031-063T10:20:30Z")]
    [InlineData("2031063T102030Z")]
    [InlineData("2031-W10-2T10:20:30Z")]
    [InlineData("2031W102T102030Z")]
    [InlineData("2031/03/04 10:20:30 UTC")]
    [InlineData("2031-03-04 10:20:30 AM GMT")]
    [InlineData("  2031-03-04T10:20:30Z ")]
    public void One_moment_has_many_spellings(string text) =>
        Assert.Equal(new DateTimeOffset(2031, 3, 4, 10, 20, 30, TimeSpan.Zero), IsoTime.Parse(text)?.Moment.ToUniversalTime());

    [Theory]
    [InlineData("2031-03-03T24:00:00Z", "2031-03-04T00:00:00.0000000")]
    [InlineData("2030-12-31T23:59:60Z", "2031-01-01T00:00:00.0000000")]
    [InlineData("2031-01-01T00:59:60.5+01:00", "2031-01-01T00:00:00.0000000")]
    [InlineData("2031-03-04T10:20,5Z", "2031-03-04T10:20:30.0000000")]
    [InlineData("2031-03-04T10.5Z", "2031-03-04T10:30:00.0000000")]
    [InlineData("2031-03-04T10:20:30.1234567899Z", "2031-03-04T10:20:30.1234567")]
    [InlineData("2031-03-04 12:05 AM", "2031-03-04T00:05:00.0000000")]
    [InlineData("2031-03-04 12:05 PM", "2031-03-04T12:05:00.0000000")]
    [InlineData("2031-03-04", "2031-03-04T00:00:00.0000000")]
    [InlineData("2031-3-4 9:05", "2031-03-04T09:05:00.0000000")]
    public void The_ends_of_days_and_fractions_are_what_they_say(string text, string moment) =>
        Assert.Equal(moment, IsoTime.Parse(text)?.Moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("2031-03-04T10:20:30", false)]
    [InlineData("2031-03-04", false)]
    [InlineData("2031-03-04T10:20:30Z", true)]
    [InlineData("2031-03-04T10:20:30+05", true)]
    public void A_zone_is_written_or_not(string text, bool hasZone) => Assert.Equal(hasZone, IsoTime.Parse(text)?.HasZone);

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("01/03/2031 10:20")]
    [InlineData("31-03-04T10:20:30Z")]
    [InlineData("2031-13-04T10:20:30Z")]
    [InlineData("2031-02-29T10:20:30Z")]
    [InlineData("2031-366T10:20:30Z")]
    [InlineData("2031-W53-1T10:20:30Z")]
    [InlineData("2031-W10-8")]
    [InlineData("2031-03-04T24:00:01Z")]
    [InlineData("2031-03-04T25:00:00Z")]
    [InlineData("2031-03-04T10:60:00Z")]
    [InlineData("2031-03-04T10:20:60Z")]
    [InlineData("2031-03-04T23:59:60Z")]
    [InlineData("2031-03-04T10:20:30+24:00")]
    [InlineData("2031-03-04T10:20:30+01:60")]
    [InlineData("2031-03-04T10:20:30 EST")]
    [InlineData("2031-03-04T10:20:30Zx")]
    [InlineData("2031-03-04T")]
    [InlineData("2031-03/04T10:20:30Z")]
    [InlineData("2031-03-04T13:00 PM")]
    [InlineData("2031-03-04T10:20:30Z[")]
    [InlineData("10:20:30")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T24:00:00Z")]
    [InlineData("٢٠٣١-٠٣-٠٤")]
    public void What_cannot_be_or_is_not_of_the_standard_is_none(string text) => Assert.Null(IsoTime.Parse(text));

    [Fact]
    public void What_the_standard_format_writes_is_read_back() => Gen.DateTimeOffset.Sample(time => IsoTime.Parse(time.ToString("o", CultureInfo.InvariantCulture))?.Moment == time);

    [Fact]
    public void Any_text_is_a_time_or_none() =>
        Gen.Char["0123456789-:.,TtZzWw+/ []APM"].Array[0, 40].Sample(text => IsoTime.Parse(text) is null or { Moment.Year: > 0 });
}
