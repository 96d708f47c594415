using Groundswell.Catalogue;
using Groundswell.Sensing.Feeds;
using Groundswell.Signals;

namespace Groundswell.Sensing.Tests.Feeds;

public sealed class AmazonTests
{
    [Theory]
    [InlineData("aws/current-events-be.json")]
    [InlineData("aws/current-events-le.json")]
    [InlineData("aws/current-events-be-no-mark.json")]
    [InlineData("aws/current-events-utf8.json")]
    public void Current_events_are_read_in_either_order_of_bytes_with_codes_as_texts_and_numbers(string name)
    {
        var page = Assert.IsType<FeedPage.Readable>(Fixture.Read(name, contentType: "application/json;charset=utf-16"));

        Assert.Equal(FeedKind.AwsCurrentEvents, page.Kind);
        Assert.Equal(
            ["Amazon DynamoDB (N. Virginia): MajorOutage", "Amazon Elastic Compute Cloud (N. Virginia): Degraded", "Amazon Simple Queue Service (N. Virginia): Degraded"],
            page.Open.Select(e => $"{e.Component}: {e.State}"));
    }

    [Fact]
    public void A_service_of_an_open_event_that_has_recovered_is_over()
    {
        var lambda = Assert.Single(Fixture.Entries("aws/current-events-utf8.json"), e => e.Key == "lambda-us-east-1");

        Assert.True(lambda.Resolved);
    }

    [Fact]
    public void Times_are_seconds_or_milliseconds_and_keys_split_into_product_and_region()
    {
        var entry = Fixture.Open("aws/current-events-utf8.json")[0];

        Assert.Equal((Fixture.At(10, 0), Fixture.At(10, 40)), (entry.PostedAt, entry.RevisedAt));
        Assert.Equal(("dynamodb", "us-east-1"), (entry.Product, Assert.Single(entry.Regions)));
        Assert.Equal("Increased Error Rates: We found it at last.", entry.Words);
    }

    [Theory]
    [InlineData("aws/current-events-all-recovered.json")]
    [InlineData("aws/current-events-resolved.json")]
    public void An_event_whose_services_have_recovered_is_over_whatever_its_worst_was(string name)
    {
        Assert.Empty(Fixture.Lines(name));
        Assert.NotEmpty(Fixture.Entries(name));
    }

    [Fact]
    public void An_informational_event_of_a_global_service_is_open()
    {
        var entry = Assert.Single(Fixture.Open("aws/current-events-informational.json"));

        Assert.Equal("Amazon CloudFront (Global): Degraded", $"{entry.Component}: {entry.State}");
        Assert.Empty(entry.Regions);
    }

    [Fact]
    public void No_event_is_good_news()
    {
        Assert.Equal(new FeedPage.Readable(FeedKind.AwsCurrentEvents, []).Kind, Assert.IsType<FeedPage.Readable>(Fixture.Read("aws/current-events-empty.json")).Kind);
        Assert.Empty(Fixture.Lines("aws/current-events-empty.json"));
        Assert.Empty(Fixture.Lines("aws/empty.rss"));
    }

    [Fact]
    public void In_the_old_file_what_is_over_stays_in_current_and_text_is_of_any_language()
    {
        var open = Fixture.Open("aws/data.json");

        Assert.Equal(["Amazon DynamoDB (Tokyo): Degraded", "Amazon CloudFront: Degraded"], open.Select(e => $"{e.Component}: {e.State}"));
        Assert.Equal("エラー率の上昇: 3:05 AM PST 原因を特定しました。", open[0].Words);
        Assert.Equal((Fixture.At(10, 0), Fixture.At(11, 5)), (open[0].PostedAt, open[0].RevisedAt));
    }

    [Fact]
    public void Where_the_text_contradicts_the_date_by_hours_the_date_counts()
    {
        var cloudFront = Fixture.Open("aws/data.json")[1];

        Assert.Equal((Fixture.At(10, 0), Fixture.At(10, 0)), (cloudFront.PostedAt, cloudFront.RevisedAt));
    }

    [Fact]
    public void In_a_history_the_status_is_the_worst_and_the_log_tells_the_end() =>
        Assert.Equal(["Amazon SQS (N. Virginia): Degraded"], Fixture.Lines("aws/history.json"));

    [Fact]
    public void Items_of_one_service_are_one_incident_from_the_end_of_the_one_before()
    {
        var entry = Assert.Single(Fixture.Open("aws/all.rss"), e => e.State != NoticeState.Unknown);

        Assert.Equal("dynamodb-us-east-1: MajorOutage", $"{entry.Key}: {entry.State}");
        Assert.Equal((Fixture.At(10, 0), Fixture.At(10, 20)), (entry.PostedAt, entry.RevisedAt));
        Assert.Equal("Increased Error Rates: We found it.", entry.Words);
    }

    [Fact]
    public void A_feed_of_one_service_names_it_and_summer_time_is_understood()
    {
        var entry = Assert.Single(Fixture.Open("aws/one-service.rss"));

        Assert.Equal("Amazon DynamoDB (N. Virginia): Degraded", $"{entry.Component}: {entry.State}");
        Assert.Equal(new DateTimeOffset(2031, 7, 4, 9, 20, 0, TimeSpan.Zero), entry.RevisedAt);
    }
}
