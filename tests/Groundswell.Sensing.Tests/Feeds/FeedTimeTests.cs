using System.Globalization;
using CsCheck;
using Groundswell.Sensing.Feeds.Reading;

namespace Groundswell.Sensing.Tests.Feeds;

public sealed class FeedTimeTests
{
    [Theory]
    [InlineData("2031-03-04T10:20:30Z", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("2031-03-04T02:20:30.123-08:00", "2031-03-04T10:20:30.1230000+00:00")]
    [InlineData("2031-03-04T10:20:30.490309712+00:00", "2031-03-04T10:20:30.4903097+00:00")]
    [InlineData("2031-03-04 10:20:30", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("Tue, 04 Mar 2031 10:20:30 Z", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("Tue, 04 Mar 2031 10:20:30 +0000", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("Tue, 4 Mar 2031 02:20:30 PST", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("04 Mar 2031 03:20:30 PDT", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("Tue, 04 Mar 2031 10:20 GMT", "2031-03-04T10:20:00.0000000+00:00")]
    [InlineData("Tue, 04 Mar 31 10:20:30 GMT", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("Tuesday, 04-Mar-31 10:20:30 GMT", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("Tue Mar  4 10:20:30 2031", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("Tue Mar  4 10:20:30 UTC 2031", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("Tue, 04 Mar 2031 05:20:30 EST", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("Tue, 04 Mar 2031 10:20:30 UT", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("Tue, 04 Mar 2031 10:20:30 M", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("Tue, 04 Mar 2031 12:20:30 GMT+2", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("Tue, 04 Mar 2031 12:20:30 GMT+02:00", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("Tue, 04 Mar 2031 12:20:30 +02:00", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("Tue, 04 Mar 2031 10:20:30 +0000 (UTC)", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("Tue, 04 Mar 2031 10:20:30 -0000", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("Tue, 04 Mar 2031 10:20:30", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("Wed, 4 March 2031 10:20:30 GMT", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("Di, 04 Mär 2031 11:20:30 +0100", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("mar., 04 déc. 2031 11:20:30 +0100", "2031-12-04T10:20:30.0000000+00:00")]
    [InlineData("March 4, 2031 10:20 AM UTC", "2031-03-04T10:20:00.0000000+00:00")]
    [InlineData("Mar 4, 2031, 12:05 am", "2031-03-04T00:05:00.0000000+00:00")]
    [InlineData("04.03.2031 10:20", "2031-03-04T10:20:00.0000000+00:00")]
    [InlineData("14/03/2031 10:20", "2031-03-14T10:20:00.0000000+00:00")]
    [InlineData("03/14/2031 10:20", "2031-03-14T10:20:00.0000000+00:00")]
    [InlineData("2031-03-04T10:20:30+0000", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("2031-03-04 10:20:30 UTC", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("2031-03-04t10:20:30,5z", "2031-03-04T10:20:30.5000000+00:00")]
    [InlineData("2031-03-03T24:00:00Z", "2031-03-04T00:00:00.0000000+00:00")]
    [InlineData("20310304T102030Z", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("20310304", "2031-03-04T00:00:00.0000000+00:00")]
    [InlineData("2031-03-04", "2031-03-04T00:00:00.0000000+00:00")]
    [InlineData("1930386030", "2031-03-04T10:20:30.0000000+00:00")]
    [InlineData("1930386030000", "2031-03-04T10:20:30.0000000+00:00")]
    public void Times_of_every_form_are_read(string text, string expected) =>
        Assert.Equal(expected, FeedTime.Parse(text)?.ToString("o", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("")]
    [InlineData("0001-01-01T00:00:00")]
    [InlineData("Mon, 01 Jan 0001 00:00:00 Z")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("soon")]
    [InlineData("03/04/2031 10:20")]
    [InlineData("2 days ago")]
    [InlineData("Mon, 31 Feb 2031 10:20:30 GMT")]
    [InlineData("10:20:30")]
    [InlineData("٠٤ Mar ٢٠٣١ ١٠:٢٠")]
    [InlineData("2031-13-04T10:20:30Z")]
    public void What_cannot_be_is_no_time(string text) => Assert.Null(FeedTime.Parse(text));

    [Fact]
    public void Any_text_is_a_time_or_none() => Gen.String.Sample(text => FeedTime.Parse(text) is null or { Year: >= 1990 and < 2200 });
}
