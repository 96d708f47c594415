using Groundswell.Catalogue;
using Groundswell.Sensing.Feeds.Amazon;
using Groundswell.Sensing.Feeds.Google;
using Groundswell.Sensing.Feeds.Microsoft;
using Groundswell.Sensing.Feeds.Statuspages;

namespace Groundswell.Sensing.Feeds.Syndication;

/// <summary>Which kind of RSS or Atom feed it is, and what silence means in it.</summary>
internal static class SyndicationShapes
{
    public static FeedPage Read(SyndicationChannel channel, FeedPayload payload)
    {
        var kind = payload.Kind ?? Kind(channel, payload.Url);
        return kind switch
        {
            FeedKind.AzureRss => AzureFeed.Read(channel, payload),
            FeedKind.Microsoft365 => MicrosoftFeed.Read(channel, payload),
            FeedKind.AwsRss => new FeedPage.Readable(kind, AwsFeed.Read(channel, payload)),
            FeedKind.GoogleAtom => new FeedPage.Readable(kind, GoogleFeed.Read(channel, payload)),
            FeedKind.StatuspageHistory => new FeedPage.Readable(kind, HistoryFeed.Read(channel, payload)),
            FeedKind.Feed when channel.Items.Count == 0 && payload.Kind is null =>
                new FeedPage.Unreadable("it has no entry, and is not of a kind in which that is good news"),
            FeedKind.Feed => new FeedPage.Readable(kind, HistoryFeed.Read(channel, payload)),
            _ => new FeedPage.Unreadable(FeedReader.NotOfKind(kind)),
        };
    }

    private static FeedKind Kind(SyndicationChannel channel, Uri? url)
    {
        // Others have an element "status" too, with words of their own.
        if (channel.IsFrom("status.cloud.microsoft", url) || (channel.Title.Contains("Microsoft", StringComparison.OrdinalIgnoreCase) && channel.Items.Any(i => i.Status is not null)))
        {
            return FeedKind.Microsoft365;
        }

        return AzureFeed.IsAzure(channel, url) ? FeedKind.AzureRss
            : channel.IsFrom("status.aws.amazon.com", url) || channel.IsFrom("health.aws.amazon.com", url) || channel.Title.StartsWith("Amazon Web Services", StringComparison.Ordinal) ? FeedKind.AwsRss
            : channel.IsFrom("status.cloud.google.com", url) ? FeedKind.GoogleAtom
            : HistoryFeed.IsHistory(channel) ? FeedKind.StatuspageHistory
            : FeedKind.Feed;
    }
}
