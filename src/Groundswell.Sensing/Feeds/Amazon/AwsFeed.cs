using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Sensing.Feeds.Syndication;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Amazon;

/// <summary>
/// AWS's RSS: an item an update. The guid ends with the time of that item, so it is no incident; items of one service belong
/// together until one says it is over, or a day passes without one. The end is not always posted.
/// </summary>
internal static class AwsFeed
{
    private const string TitleEnd = " Service Status";

    private static readonly TimeSpan Gap = AwsHistoryPage.Forgotten;

    private static readonly (string Prefix, NoticeState State)[] Prefixes =
    [
        ("Service is operating normally", NoticeState.Operational),
        ("Informational message", NoticeState.Degraded),
        ("Service impact", NoticeState.Degraded),
        ("Service degradation", NoticeState.Degraded),
        ("Performance issues", NoticeState.Degraded),
        ("Service disruption", NoticeState.MajorOutage),
    ];

    public static IReadOnlyList<PageEntry> Read(SyndicationChannel channel, FeedPayload payload)
    {
        var clock = payload.At ?? channel.Built ?? channel.Items.Select(i => i.Published).Max();
        return [.. channel.Items.Select(Dated).GroupBy(i => Key(i, channel), StringComparer.Ordinal).Select(g => Entry(g.Key, channel, [.. g.OrderByDescending(i => i.Published)], clock)).OfType<PageEntry>()];
    }

    /// <summary>The service and region, as in <c>…#directconnect-eu-central-1_1787025679</c>; the title of the feed of one service names it too.</summary>
    private static string Key(SyndicationItem item, SyndicationChannel channel)
    {
        var hash = item.Id.IndexOf('#', StringComparison.Ordinal);
        var end = item.Id.LastIndexOf('_');
        return hash >= 0 ? item.Id[(hash + 1)..(end > hash ? end : item.Id.Length)] : channel.Title;
    }

    /// <summary>The guid ends with a time too.</summary>
    private static SyndicationItem Dated(SyndicationItem item) =>
        item.Published is null && item.Id.LastIndexOf('_') is > 0 and var mark && FeedTime.Parse(item.Id[(mark + 1)..]) is { } at ? item with { Published = at } : item;

    /// <summary>What the items of one service, newest first, say together; null for work that is announced. What was left open and is old says nothing of now.</summary>
    private static PageEntry? Entry(string key, SyndicationChannel channel, IReadOnlyList<SyndicationItem> items, DateTimeOffset? clock)
    {
        var (state, title) = Read(items[0]);
        var over = state == NoticeState.Operational;
        if (!over && PlannedWords.IsPlanned(title, ""))
        {
            return null;
        }

        if (!over && (items[0].Published is not { } at || clock is not { } now || now - at > Gap))
        {
            state = NoticeState.Unknown;
        }

        var (product, region) = AwsCodes.Split(key);
        return new PageEntry
        {
            Component = NameOf(channel) ?? key,
            Key = key,
            Product = product,
            Regions = region.Length > 0 ? [region] : [],
            State = state,
            Incident = key,
            Title = title,
            PostedAt = First(items).Published,
            RevisedAt = items[0].Published,
            Resolved = over,
            Text = PlainText.Of(items[0].Html, Notice.TextLength),
            Link = items[0].Link,
        };
    }

    /// <summary>The feed of one service names it: "Amazon DynamoDB (N. Virginia) Service Status". The feed of all names none.</summary>
    private static string? NameOf(SyndicationChannel channel) =>
        channel.Title.EndsWith(TitleEnd, StringComparison.Ordinal) && !channel.Title.StartsWith("Amazon Web Services", StringComparison.Ordinal) ? channel.Title[..^TitleEnd.Length] : null;

    /// <summary>Back from the newest, to where an older event ended or a day had passed.</summary>
    private static SyndicationItem First(IReadOnlyList<SyndicationItem> items)
    {
        var at = 0;
        while (at + 1 < items.Count && items[at].Published - items[at + 1].Published <= Gap && Read(items[at + 1]).State != NoticeState.Operational)
        {
            at++;
        }

        return items[at];
    }

    private static (NoticeState State, string Title) Read(SyndicationItem item)
    {
        var title = item.Title;
        var found = Array.Find(Prefixes, p => title.StartsWith(p.Prefix, StringComparison.OrdinalIgnoreCase));
        var rest = found.Prefix is null ? title : title[found.Prefix.Length..].TrimStart(':', ' ');
        var isOver = AwsCodes.SaysResolved(title) || EndWords.InTitle(rest) || (!EndWords.SaysItGoesOn(rest) && EndWords.InText(PlainText.Of(item.Html, Notice.TextLength)));
        var state = isOver ? NoticeState.Operational : found.Prefix is null ? NoticeState.Degraded : found.State;
        return (state, AwsCodes.WithoutMark(rest));
    }
}
