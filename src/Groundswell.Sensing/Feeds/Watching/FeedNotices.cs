using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Watching;

/// <summary>What a page says, as notices about our components: the catalogue's rules say which of the page's names stands for which.</summary>
public static class FeedNotices
{
    /// <summary>The entries of a page of the provider with the slug <paramref name="provider"/>, as seen at a time.</summary>
    /// <returns>One for each component that an entry stands for; where no rule fits, one without a component, for the operator.</returns>
    public static IReadOnlyList<Notice> Of(
        IReadOnlyList<PageEntry> entries, string provider, FeedSource source, ServiceCatalogue catalogue, DateTimeOffset seenAt)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(source);
        return [.. entries.SelectMany(entry =>
        {
            var notice = Plain(entry, provider, source.Url, seenAt);
            var components = source.Resolve(entry.Names, entry.Regions, catalogue);
            return components.Count == 0 ? [notice] : components.Select(c => notice with { Component = c });
        })];
    }

    /// <summary>The page's names that no rule fits, each once.</summary>
    public static IReadOnlyList<string> Unmapped(IReadOnlyList<Notice> notices) =>
        [.. notices.Where(n => n.Component is null).Select(n => n.Named).Distinct(StringComparer.Ordinal)];

    private static Notice Plain(PageEntry entry, string provider, Uri feed, DateTimeOffset seenAt) => new()
    {
        Provider = provider,
        Feed = feed,
        Named = entry.Names.Count > 0 ? entry.Names[0] : provider,
        State = entry.State,

        // A page that tells no time, or one ahead of the clock, is taken to speak of now.
        PostedAt = NotAfter(entry.PostedAt ?? entry.RevisedAt, seenAt),
        RevisedAt = NotAfter(entry.RevisedAt ?? entry.PostedAt, seenAt),
        SeenAt = seenAt,
        Incident = entry.Incident,
        Resolved = entry.Resolved,
        Text = entry.Words,
        Link = entry.Link,
    };

    /// <summary>To the millisecond, as it is stored: what comes back from the store must be what was told.</summary>
    internal static DateTimeOffset Kept(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    private static DateTimeOffset NotAfter(DateTimeOffset? time, DateTimeOffset seenAt) => time is { } stated && stated < seenAt ? Kept(stated) : seenAt;
}
