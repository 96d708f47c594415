namespace Groundswell.Sensing.Tests.Feeds;

public sealed class MicrosoftTests
{
    private const string GeoRouted = "https://status.azure.com/en-us/status/feed/";
    private const string Trusted = "https://rssfeed.azure.status.microsoft/en-us/status/feed/";

    [Fact]
    public void An_empty_channel_is_good_news_from_where_all_regions_are_served_alike()
    {
        Assert.Empty(Fixture.Lines("azure/empty.rss"));
        Assert.Empty(Fixture.Lines("azure/empty.rss", Trusted));
    }

    [Fact]
    public void An_empty_channel_from_the_address_that_answers_by_region_is_no_news()
    {
        Assert.Contains("status.azure.com", Fixture.Reason("azure/empty.rss", GeoRouted), StringComparison.Ordinal);
        Assert.Contains("status.azure.com", Fixture.Reason("azure/empty-from-geo-routed.rss"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_item_says_is_open_counts_from_anywhere() =>
        Assert.Equal(["Virtual Machines - West US 2: Degraded"], Fixture.Lines("azure/open.rss", GeoRouted));

    [Fact]
    public void Regions_become_their_ids() => Assert.Contains("westus2", Assert.Single(Fixture.Open("azure/open.rss")).Regions);

    [Fact]
    public void Unresolved_is_not_resolved_and_what_continues_elsewhere_is_open() =>
        Assert.Equal(["SQL Database - Europe: Degraded", "Front Door: Degraded"], Fixture.Lines("azure/impact-continues.rss"));

    [Fact]
    public void An_item_that_nobody_touched_for_days_says_nothing_of_now() => Assert.Equal(["Storage - East US: Unknown"], Fixture.Lines("azure/stale.rss"));

    [Fact]
    public void A_channel_without_a_title_is_unreadable() => Assert.Contains("title", Fixture.Reason("azure/no-title.rss"), StringComparison.Ordinal);

    [Fact]
    public void Microsoft_365_says_by_a_word_how_it_is()
    {
        Assert.Empty(Fixture.Lines("microsoft/available.rss"));
        Assert.Equal(["Microsoft Admin Center: Degraded"], Fixture.Lines("microsoft/degradation.rss"));
        Assert.Contains("no item", Fixture.Reason("microsoft/empty.rss"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_year_1_is_no_time_and_a_fraction_may_have_seven_digits()
    {
        var post = Assert.Single(Fixture.Open("microsoft/post.json"));

        Assert.Equal(Fixture.At(10, 22).AddSeconds(55), post.PostedAt);
        Assert.Equal(Fixture.At(10, 24).AddTicks(4_903_097), post.RevisedAt);
    }

    [Fact]
    public void Posts_of_services_are_told_without_times_where_they_have_none()
    {
        var open = Fixture.Open("microsoft/consumer.json");

        Assert.Equal(["Outlook.com: MajorOutage", "Phone Link: Unknown"], open.Select(e => $"{e.Component}: {e.State}"));
        Assert.All(open, e => Assert.Null(e.PostedAt));
    }
}
