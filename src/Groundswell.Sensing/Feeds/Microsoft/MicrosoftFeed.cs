using Groundswell.Catalogue;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Sensing.Feeds.Syndication;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Microsoft;

/// <summary>Microsoft 365's RSS: an item that is always there, with the word in an element of its own. Without it there is no news, good or bad.</summary>
internal static class MicrosoftFeed
{
    private const string TitleEnd = " Status";

    public static FeedPage Read(SyndicationChannel channel, FeedPayload payload)
    {
        if (channel.Items.Count == 0)
        {
            return new FeedPage.Unreadable("it has no item, and Microsoft states good health by one");
        }

        var name = channel.Title.EndsWith(TitleEnd, StringComparison.OrdinalIgnoreCase) ? channel.Title[..^TitleEnd.Length] : channel.Title;
        return new FeedPage.Readable(FeedKind.Microsoft365, [.. channel.Items.Select(i => Entry(i, name)).Where(e => e.State != NoticeState.Operational)]);
    }

    private static PageEntry Entry(SyndicationItem item, string page) => new()
    {
        Component = page.Length > 0 ? page : "Microsoft 365",
        State = MicrosoftWords.State(item.Status ?? ""),
        Incident = item.Id,
        Title = item.Title,
        PostedAt = item.Published,
        RevisedAt = item.Updated,
        Text = PlainText.Of(item.Html, Notice.TextLength),
        Link = item.Link,
    };
}
