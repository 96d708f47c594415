using Groundswell.Sensing.Feeds;

namespace Groundswell.Sensing.Tests.Feeds;

/// <summary>RSS, Atom and JSON Feed of any maker: ends, dates and planned work.</summary>
public sealed class EntriesTests
{
    private const string Down = "Object store went down|https://fjord.example/incident/90|https://fjord.example/incident/90#a|Tue, 04 Mar 2031 10:00:00 GMT|Object store went down.";

    [Theory]
    [InlineData("Object store recovered|https://fjord.example/incident/90|https://fjord.example/incident/90#b|Tue, 04 Mar 2031 11:00:00 GMT|")]
    [InlineData("Object store is back online|https://fjord.example/incident/90|g2|Tue, 04 Mar 2031 11:00:00 GMT|")]
    [InlineData("Update|https://fjord.example/incident/90|g2|Tue, 04 Mar 2031 11:00:00 GMT|Everything is back to normal.")]
    [InlineData("Resolved: Object store went down|https://fjord.example/incident/91|g2|Tue, 04 Mar 2031 11:00:00 GMT|")]
    [InlineData("Object store went down [Resolved]||g2|Tue, 04 Mar 2031 11:00:00 GMT|")]
    [InlineData("Object store recovered||g2|Tue, 04 Mar 2031 11:00:00 GMT|")]
    [InlineData("Postmortem|https://fjord.example/incident/90|g2|Tue, 04 Mar 2031 11:00:00 GMT|What happened.")]
    public void A_later_entry_of_the_incident_ends_it(string end)
    {
        Assert.Equal("healthy", Inline.Said(Inline.Rss(end, Down), Inline.Now));
        Assert.Equal("healthy", Inline.Said(Inline.Rss(Down, end), Inline.Now));
    }

    [Theory]
    [InlineData("Object store recovered|https://fjord.example/incident/90|g2|Tue, 04 Mar 2031 09:00:00 GMT|")]
    [InlineData("Mail recovered|https://fjord.example/incident/91|g2|Tue, 04 Mar 2031 11:00:00 GMT|")]
    [InlineData("Object store not yet resolved|https://fjord.example/incident/90|g2|Tue, 04 Mar 2031 11:00:00 GMT|")]
    [InlineData("Object store is no longer operational|https://fjord.example/incident/90|g2|Tue, 04 Mar 2031 11:00:00 GMT|")]
    [InlineData("Update|https://fjord.example/incident/90|g2|Tue, 04 Mar 2031 11:00:00 GMT|It will be resolved soon.")]
    [InlineData("Resolved||g2|Tue, 04 Mar 2031 11:00:00 GMT|")]
    public void What_is_earlier_of_another_or_no_end_ends_nothing(string other) =>
        Assert.Equal("Fjord: Degraded", Inline.Said(Inline.Rss(other, Down), Inline.Now));

    [Fact]
    public void Going_down_again_opens_the_incident_from_then_on()
    {
        var body = Inline.Rss(
            "Object store went down again|https://fjord.example/incident/90|c|Tue, 04 Mar 2031 11:30:00 GMT|",
            "Object store recovered|https://fjord.example/incident/90|b|Tue, 04 Mar 2031 11:00:00 GMT|",
            Down);

        var entry = Assert.Single(Assert.IsType<FeedPage.Readable>(Inline.Read(body, Inline.Now)).Open);
        Assert.Equal(new DateTimeOffset(2031, 3, 4, 11, 30, 0, TimeSpan.Zero), entry.PostedAt);
    }

    [Fact]
    public void Entries_that_link_to_the_same_page_of_all_are_incidents_of_their_own() => Assert.Equal(
        "Fjord: Degraded",
        Inline.Said(Inline.Rss("Mail recovered|https://fjord.example/status|b|Tue, 04 Mar 2031 11:00:00 GMT|", "Disk slow|https://fjord.example/status|a|Tue, 04 Mar 2031 10:00:00 GMT|"), Inline.Now));

    [Theory]
    [InlineData("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Fjord status</title><entry><id>1</id><title>Mail fails</title><updated>2031-03-04T10:00:00Z</updated><content>x</content></entry></feed>", "Fjord: Degraded")]
    [InlineData("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Fjord status</title><entry><id>1</id><title>Mail fails</title><updated>2031-03-04T10:00:00Z</updated><content>It has been resolved.</content></entry></feed>", "healthy")]
    [InlineData("""{"version":"https://jsonfeed.org/version/1.1","title":"Fjord status","items":[{"id":"1","title":"Mail fails","date_published":"2031-03-04T10:00:00Z","content_text":"x"}]}""", "Fjord: Degraded")]
    [InlineData("""{"version":"https://jsonfeed.org/version/1.1","title":"Fjord status","items":[{"id":"2","title":"Mail recovered","date_published":"2031-03-04T11:00:00Z"},{"id":"1","title":"Mail fails","date_published":"2031-03-04T10:00:00Z"}]}""", "healthy")]
    [InlineData("<rss version=\"2.0\"><channel><title>Fjord status</title><item><title>Mail fails</title><guid>1</guid><pubDate>Tue, 04 Mar 2031 10:00:00 GMT</pubDate><category>resolved</category></item></channel></rss>", "healthy")]
    [InlineData("<rss version=\"2.0\"><channel><title>Fjord status</title><item><title>Mail fails</title><guid>1</guid><pubDate>Tue, 04 Mar 2031 10:00:00 GMT</pubDate><status>investigating</status></item></channel></rss>", "Fjord: Degraded")]
    public void Ends_are_seen_in_every_kind_of_feed(string body, string said) =>
        Assert.Equal(said, Inline.Said(body, Inline.Now));

    [Theory]
    [InlineData("<pubDate>Tue, 04 Mar 2031 10:00:00 GMT</pubDate>", true)]
    [InlineData("<pubDate>Tue, 04 Mar 31 05:00:00 EST</pubDate>", true)]
    [InlineData("<pubDate>4 March 2031, 10:00 am</pubDate>", true)]
    [InlineData("<pubDate>2031-03-04T10:00:00</pubDate>", true)]
    [InlineData("<pubDate>1930384800</pubDate>", true)]
    [InlineData("<dc:date xmlns:dc=\"http://purl.org/dc/elements/1.1/\">2031-03-04T10:00:00Z</dc:date>", true)]
    [InlineData("<dc:date>2031-03-04T10:00:00Z</dc:date>", true)]
    [InlineData("<pubDate>yesterday</pubDate><updated>2031-03-04T10:00:00Z</updated>", true)]
    [InlineData("<description>Since 4 March 2031 mail is slow.</description>", true)]
    [InlineData("<description>Mail is slow since Mar 4, 09:00.</description>", true)]
    [InlineData("<link>https://fjord.example/2031/03/04/mail</link>", true)]
    [InlineData("<pubDate>Tue, 04 Mar 2031 18:00:00 GMT</pubDate>", true)]
    [InlineData("", false)]
    [InlineData("<pubDate>soon</pubDate>", false)]
    [InlineData("<pubDate>03/04/2031 10:00</pubDate>", false)]
    [InlineData("<pubDate>Mon, 01 Jan 0001 00:00:00 GMT</pubDate>", false)]
    [InlineData("<pubDate>Tue, 25 Feb 31 05:00:00 EST</pubDate>", false)]
    [InlineData("<pubDate>Tue, 04 Mar 2030 10:00:00 GMT</pubDate>", false)]
    [InlineData("<description>Mail was slow between 9 and 11 on 4 March 2019.</description>", false)]
    [InlineData("<link>https://fjord.example/2019/03/04/mail</link>", false)]
    [InlineData("<dc:date>2019-03-04T10:00:00Z</dc:date>", false)]
    public void An_entry_is_open_if_it_can_be_shown_to_be_fresh_and_else_its_feed_does_not_say_how_things_are(string fields, bool isFresh) => Assert.Equal(
        isFresh ? "Fjord: Degraded" : "Fjord: Unknown",
        Inline.Said($"<rss version=\"2.0\"><channel><title>Fjord - Status</title><item><title>Mail is slow</title><guid>1</guid>{fields}</item></channel></rss>", Inline.Now));

    [Fact]
    public void An_old_entry_behind_a_later_end_is_history() => Assert.Equal(
        "healthy",
        Inline.Said(Inline.Rss("Mail recovered||b|Tue, 04 Mar 2031 11:00:00 GMT|", "Disk failure on web17||a|Tue, 04 Feb 2031 10:00:00 GMT|"), Inline.Now));

    [Theory]
    [InlineData("Volume driver v2 maintenance", "We restart the volume drivers, planned for half an hour.", "healthy")]
    [InlineData("Scheduled maintenance", "It takes place on 20 March 2031, 02:00 to 04:00 UTC.", "healthy")]
    [InlineData("Scheduled maintenance", "The maintenance is in progress.", "Fjord: Maintenance")]
    [InlineData("Scheduled maintenance in progress", "On 2 March 2031.", "healthy")]
    [InlineData("Scheduled maintenance completed", "", "healthy")]
    [InlineData("Maintenance cancelled", "", "healthy")]
    [InlineData("Maintenance rescheduled", "It is moved to 20 March 2031.", "healthy")]
    [InlineData("Upgrade window for the database", "", "healthy")]
    [InlineData("Emergency maintenance", "A switch is replaced.", "Fjord: Degraded")]
    [InlineData("Errors after the maintenance", "", "Fjord: Degraded")]
    [InlineData("Mail is slow", "Since last night's scheduled maintenance.", "Fjord: Degraded")]
    public void Planned_work_is_no_incident_and_goes_on_only_where_the_page_says_so(string title, string text, string said) =>
        Assert.Equal(said, Inline.Said(Inline.Rss($"{title}||1|Tue, 04 Mar 2031 11:00:00 GMT|{text}"), Inline.Now));

    [Theory]
    [InlineData("2031-03-04T11:00:00Z", "dynamodb-us-east-1: MajorOutage")]
    [InlineData("2030-12-01T11:00:00Z", "dynamodb-us-east-1: Unknown")]
    [InlineData("", "dynamodb-us-east-1: Unknown")]
    public void A_service_of_AWS_that_was_left_open_is_not_known(string date, string said) => Assert.Equal(
        said,
        Inline.Said($"<rss version=\"2.0\"><channel><title>Amazon Web Services Service Status</title><item><title>Service disruption: Errors</title><guid>https://status.aws.amazon.com/#dynamodb-us-east-1_x</guid><pubDate>{date}</pubDate><description>We look.</description></item></channel></rss>", Inline.Now));

    [Fact]
    public void A_service_of_AWS_has_recovered_where_its_text_says_so() => Assert.Equal(
        "healthy",
        Inline.Said("<rss version=\"2.0\"><channel><title>Amazon Web Services Service Status</title><item><title>Informational message: Errors</title><guid>https://status.aws.amazon.com/#sqs-us-east-1_1930384800</guid><description>The issue has been resolved and the service is operating normally.</description></item></channel></rss>", Inline.Now));

    [Theory]
    [InlineData("<h3>Status: INVESTIGATING</h3><p>Severity: outage</p><h4>Updates:</h4><p><b>Tue, 04 Mar 2031 11:00:00 GMT</b></p><h3>Investigating</h3><p>We look.</p>", "Fjord: MajorOutage We look.")]
    [InlineData("<p>Impact: Partial outage</p><p>Mar 4, 11:00 UTC</p><p>Identified - Found.</p>", "Fjord: PartialOutage Found.")]
    [InlineData("<p>Severity: outage</p><p>2031-03-04 11:00 UTC</p><p>Monitoring</p><p>We watch.</p>", "Fjord: Degraded We watch.")]
    [InlineData("<p>Status: Active</p><p>Started: 2031-03-04 10:00 UTC</p><p>We look.</p>", "Fjord: Degraded We look.")]
    [InlineData("<p>Mar 4, 10:00 UTC</p><p>Investigating - We look.</p><p>Mar 4, 11:00 UTC</p><p>Identified - Found.</p>", "Fjord: Degraded Found.")]
    public void Marks_and_times_are_told_from_the_words(string html, string said)
    {
        var entry = Assert.Single(Assert.IsType<FeedPage.Readable>(Inline.Read(Inline.Rss($"Replies time out||1|Tue, 04 Mar 2031 11:00:00 GMT|<![CDATA[{html}]]>"), Inline.Now)).Open);

        Assert.Equal(said, $"{entry.Component}: {entry.State} {entry.Text}");
    }

    [Theory]
    [InlineData("Virtual Machines|West US 2", "westus2")]
    [InlineData("Storage|UK South|South Africa North", "uksouth,southafricanorth")]
    [InlineData("IoT Central|Global", "global")]
    [InlineData("Security Center|eastus2|germanywestcentral", "eastus2,germanywestcentral")]
    [InlineData("Azure Active Directory", "")]
    public void Azures_categories_are_services_and_regions(string categories, string regions)
    {
        var body = $"<rss version=\"2.0\"><channel><title>Azure Status</title><item><guid>1</guid><title>Investigating errors</title>{string.Concat(categories.Split('|').Select(c => $"<category>{c}</category>"))}</item></channel></rss>";

        Assert.Equal(regions, string.Join(',', Assert.Single(Assert.IsType<FeedPage.Readable>(Inline.Read(body)).Open).Regions));
    }

    [Theory]
    [InlineData("Web & mail slow", "Web & mail slow")]
    [InlineData("Mail&nbsp;slow &mdash; mx3", "Mail slow — mx3")]
    [InlineData("Mail \u0001slow", "Mail slow")]
    [InlineData("Latency < 5 s", "Latency < 5 s")]
    [InlineData("Mail slow &unknown; x", "Mail slow &unknown; x")]
    [InlineData("<x:b xmlns:y=\"z\">Mail slow</x:b>", "Mail slow")]
    public void Xml_that_has_one_meaning_all_the_same_is_read(string title, string read) => Assert.Equal(
        read,
        Assert.Single(Assert.IsType<FeedPage.Readable>(Inline.Read(Inline.Rss($"{title}||1|Tue, 04 Mar 2031 11:00:00 GMT|a & b"), Inline.Now)).Open).Title);

    [Theory]
    [InlineData("<rss><channel><item></channel></rss>", "broken at line 1")]
    [InlineData("<!DOCTYPE rss [<!ENTITY a \"b\">]><rss><channel/></rss>", "has a document type")]
    [InlineData("{\"a\":1,,}", "JSON is broken at line 1")]
    public void A_reason_names_one_cause(string body, string reason)
    {
        Assert.Contains(reason, Inline.Reason(body), StringComparison.Ordinal);
        Assert.DoesNotContain(" or ", Inline.Reason(body), StringComparison.Ordinal);
    }
}
