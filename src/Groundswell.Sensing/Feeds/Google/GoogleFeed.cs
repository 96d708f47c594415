using System.Text.RegularExpressions;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Sensing.Feeds.Syndication;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Google;

/// <summary>Google Cloud's Atom feed: an entry an update, of which those with the same link are one incident.</summary>
internal static partial class GoogleFeed
{
    /// <summary>Google closes its incidents; one without an end that nobody has written of for so long was left behind.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(14);

    private const int MostLines = 40;

    public static IReadOnlyList<PageEntry> Read(SyndicationChannel channel, FeedPayload payload)
    {
        var clock = payload.At ?? channel.Built ?? channel.Items.Select(i => i.Updated).Max();
        var last = channel.Items.OrderByDescending(i => i.Updated ?? DateTimeOffset.MinValue).FirstOrDefault();
        return
        [
            .. channel.Items.GroupBy(i => i.Link?.ToString() ?? i.Id, StringComparer.Ordinal)
                .SelectMany(g => Entries(g.Key, [.. g.OrderByDescending(i => i.Updated)], clock, g.Contains(last)))
                .Take(FeedLimits.Entries + 1),
        ];
    }

    private static IEnumerable<PageEntry> Entries(string link, IReadOnlyList<SyndicationItem> updates, DateTimeOffset? clock, bool isLastWord)
    {
        var newest = updates[0];
        var over = updates.Any(u => u.Title.StartsWith("RESOLVED", StringComparison.OrdinalIgnoreCase)) || EndWords.InTitle(Prefix().Replace(newest.Title, ""))
            || (!EndWords.SaysItGoesOn(newest.Title) && EndWords.InText(string.Join('\n', PlainText.Lines(newest.Html).Take(MostLines))));
        var isLeftBehind = !over && (newest.Updated is not { } at || clock is not { } now || now - at > Forgotten);
        if (isLeftBehind && !isLastWord)
        {
            return [];
        }

        var text = string.Join('\n', PlainText.Lines(newest.Html));
        var whole = new PageEntry
        {
            Component = "Google Cloud",
            State = over ? NoticeState.Operational : isLeftBehind ? NoticeState.Unknown : NoticeState.Degraded,
            Incident = link.TrimEnd('/').Split('/')[^1],
            Title = Prefix().Replace(newest.Title, ""),
            PostedAt = updates.Select(u => u.Published ?? u.Updated).Min(),
            RevisedAt = newest.Updated,
            Resolved = over,
            Text = PlainText.Of(newest.Html, Notice.TextLength),
            Link = newest.Link,
            Regions = [.. Locations().Matches(text).SelectMany(m => Slug().Matches(m.Value)).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal)],
        };
        var products = Products().Match(text) is { Success: true } match
            ? match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [];
        return products.Length == 0 ? [whole] : products.Distinct(StringComparer.Ordinal).Select(p => whole with { Component = p });
    }

    [GeneratedRegex(@"^(RESOLVED|UPDATE):\s*", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Prefix();

    [GeneratedRegex(@"Affected products:\s*([^\n]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Products();

    [GeneratedRegex(@"Affected locations:\s*[^\n]+", RegexOptions.NonBacktracking)]
    private static partial Regex Locations();

    [GeneratedRegex(@"\(([a-z]+-[a-z]+[0-9])\)", RegexOptions.NonBacktracking)]
    private static partial Regex Slug();
}
