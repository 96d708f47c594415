using System.Text;
using CsCheck;
using Groundswell.Catalogue;
using Groundswell.Sensing.Feeds;

namespace Groundswell.Sensing.Tests.Feeds;

public sealed class UnreadableTests
{
    private static readonly byte[][] Splinters =
    [
        [0], [0xFF, 0xFE], "\\ud800"u8.ToArray(), "null"u8.ToArray(), "[]"u8.ToArray(), "{}"u8.ToArray(), "-1e999"u8.ToArray(), "\"\""u8.ToArray(), "<a>"u8.ToArray(), "&#x0;"u8.ToArray(),
        "<![CDATA["u8.ToArray(), "9999-12-31T23:59:59+14:00"u8.ToArray(), "0001-01-01T00:00:00-14:00"u8.ToArray(), [0xED, 0xA0, 0x80], "true"u8.ToArray(), "[[[[[["u8.ToArray(),
    ];

    public static TheoryData<string> Names => [.. Fixture.All];

    [Theory]
    [InlineData("unreadable/page.html", "HTML")]
    [InlineData("unreadable/bare.html", "HTML")]
    [InlineData("unreadable/empty.json", "empty")]
    [InlineData("unreadable/blank.json", "empty")]
    [InlineData("unreadable/unknown.json", "no shape")]
    [InlineData("unreadable/cut.json", "broken")]
    [InlineData("unreadable/entities.xml", "document type")]
    [InlineData("unreadable/deep.json", "too deeply")]
    [InlineData("unreadable/deep.xml", "too deeply")]
    [InlineData("unreadable/svg.xml", "neither RSS nor Atom")]
    [InlineData("unreadable/words.txt", "neither JSON nor XML")]
    public void What_is_no_page_is_unreadable_and_says_why(string name, string reason) =>
        Assert.Contains(reason, Fixture.Reason(name), StringComparison.Ordinal);

    [Fact]
    public void A_page_of_another_kind_than_stated_is_unreadable()
    {
        Assert.Contains("Slack", Fixture.Reason("statuspage/healthy.json", kind: FeedKind.Slack), StringComparison.Ordinal);
        Assert.Contains("AwsCurrentEvents", Fixture.Reason("azure/empty.rss", kind: FeedKind.AwsCurrentEvents), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_that_is_too_large_is_not_read()
    {
        var page = FeedReader.Read(new FeedPayload { Bytes = new byte[FeedLimits.Bytes + 1] });

        Assert.Contains("larger", Assert.IsType<FeedPage.Unreadable>(page).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_damaged_page_is_read_or_refused_and_never_breaks_the_reader(string name)
    {
        var whole = Fixture.Bytes(name);
        var damage = Gen.Select(Gen.Int[0, Math.Max(0, whole.Length - 1)], Gen.Int[0, 40], Gen.OneOf(Gen.Byte.Array[0, 8], Gen.Int[0, Splinters.Length - 1].Select(i => Splinters[i])))
            .Array[1, 4];

        damage.Sample(
            cuts =>
            {
                var page = FeedReader.Read(new FeedPayload { Bytes = cuts.Aggregate(whole, Damage) });
                foreach (var entry in page is FeedPage.Readable readable ? readable.Entries : [])
                {
                    Assert.NotNull(entry.Names);
                    Assert.True(entry.Words.Length <= Signals.Notice.TextLength);
                    Assert.True(entry.Link is null or { Scheme: "https" or "http" });
                }
            },
            iter: 60);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_that_is_cut_off_is_unreadable_or_says_less(string name)
    {
        var whole = Fixture.Bytes(name);
        for (var length = 0; length < whole.Length; length += 1 + (whole.Length / 40))
        {
            var page = FeedReader.Read(new FeedPayload { Bytes = whole.AsMemory(0, length) });

            Assert.IsType<FeedPage.Unreadable>(page);
        }
    }

    [Theory]
    [InlineData("{\"page\":{\"name\":\"x\"},\"components\":[", "{\"id\":\"c#\",\"name\":\"n#\",\"status\":\"major_outage\"},", "null]}")]
    [InlineData("<rss><channel><title>Azure Status</title>", "<item><title>A - B - Active #</title><description>&lt;b&gt; x # &lt;</description></item>", "</channel></rss>")]
    [InlineData("<feed><title>X - Incident History</title>", "<entry><id>#</id><content>&lt;p&gt;Mar 4, 10:00 UTC&lt;br&gt;Resolved - x</content></entry>", "</feed>")]
    [InlineData("<rss><channel><title>X</title>", "<item><title>Store # recovered, not yet for all</title><guid>#</guid><description>will be not to be some of the no longer restored, or is it? Mar 4 2031.</description></item>", "</channel></rss>")]
    [InlineData("<rss><channel><title>X</title>", "<item><title>Store went down</title><guid>#</guid></item><item><title>Store recovered</title><guid>b#</guid></item>", "</channel></rss>")]
    [InlineData("<rss><channel><title>X & Y", "&a & < &#0; &nbsp;", "</title></channel></rss>")]
    [InlineData("{\"page\":{\"name\":\"x\",\"status\":\"UP\"},\"activeIncidents\":[{\"id\":\"i\",\"status\":\"IDENTIFIED\",\"components\":[", "{\"name\":\"c#\",\"status\":\"OPERATIONAL\"},", "{}]}]}")]
    [InlineData("[", "{\"external_desc\":\"x #\",\"affected_products\":[{\"id\":\"#\",\"title\":\"t\"}]},", "{}]")]
    [InlineData("{\"page\":{\"name\":\"x\"},\"incidents\":[{\"name\":\"", "<a <b <!-- # ", "\",\"status\":\"investigating\"}]}")]
    public void A_page_of_many_megabytes_takes_time_in_proportion(string head, string repeated, string tail)
    {
        var body = new StringBuilder(head);
        for (var i = 0; body.Length + repeated.Length + 8 < 2_000_000; i++)
        {
            body.Append(repeated.Replace("#", i.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        var payload = new FeedPayload { Bytes = Encoding.UTF8.GetBytes(body.Append(tail).ToString()) };
        var start = TimeProvider.System.GetTimestamp();
        FeedReader.Read(payload);

        // Far above the half second that it takes: only what grows with the square of the size takes longer.
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    private static byte[] Damage(byte[] bytes, (int At, int Length, byte[] With) cut)
    {
        var at = Math.Min(cut.At, bytes.Length);
        return [.. bytes.AsSpan(0, at), .. cut.With, .. bytes.AsSpan(Math.Min(bytes.Length, at + cut.Length))];
    }
}
