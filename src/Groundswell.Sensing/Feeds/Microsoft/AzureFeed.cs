using System.Text.RegularExpressions;
using Groundswell.Catalogue;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Sensing.Feeds.Syndication;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Microsoft;

/// <summary>
/// Azure's RSS. No item is good news, but only from the hosts that serve all regions alike: <c>status.azure.com</c> answers by
/// where one asks from, and has served an empty channel during an outage of the region it stood in.
/// </summary>
internal static partial class AzureFeed
{
    private const string Host = "azure.status.microsoft";

    // The feed gives no severity; an incident that Azure goes on with is written of at least daily.
    private static readonly TimeSpan Stale = TimeSpan.FromHours(72);

    public static bool IsAzure(SyndicationChannel channel, Uri? url) =>
        channel.IsFrom(Host, url) || channel.IsFrom("status.azure.com", url) || AzureTitle().IsMatch(channel.Title);

    public static FeedPage Read(SyndicationChannel channel, FeedPayload payload)
    {
        if (channel.Title.Length == 0)
        {
            return new FeedPage.Unreadable("its channel has no title");
        }

        if (channel.Items.Count == 0 && !IsTrusted(payload.Url ?? channel.Link))
        {
            return new FeedPage.Unreadable($"it has no item, which is good news from {Host} only; {(payload.Url ?? channel.Link)?.Host ?? "this address"} may answer for one region");
        }

        var clock = payload.At ?? channel.Built ?? channel.Items.Select(i => i.Published).Max();
        return new FeedPage.Readable(FeedKind.AzureRss, [.. channel.Items.Select(i => Entry(i, clock)).OfType<PageEntry>()]);
    }

    private static bool IsTrusted(Uri? url) =>
        url is not null && (url.Host.Equals(Host, StringComparison.OrdinalIgnoreCase) || url.Host.Equals($"rssfeed.{Host}", StringComparison.OrdinalIgnoreCase));

    private static PageEntry? Entry(SyndicationItem item, DateTimeOffset? clock)
    {
        var text = PlainText.Of(item.Html, Notice.TextLength);
        var parts = Dash().Split(item.Title).Select(p => p.Trim()).Where(p => p.Length > 0).ToList();
        var mark = parts.Count > 1 && IsStatus().IsMatch(parts[^1]) ? parts[^1] : "";
        var over = mark.Length > 0 ? IsOver(mark) : IsOver(item.Title) || IsOver(text.Length > 300 ? text[..300] : text);
        if (!over && PlannedWords.IsPlanned(item.Title, ""))
        {
            return null;
        }

        var named = mark.Length > 0 ? parts[..^1] : parts;
        return new PageEntry
        {
            Component = named.Count > 0 ? string.Join(" - ", named) : "Azure",
            Key = item.Id,
            Product = named.Count > 0 ? named[0] : "",
            Regions = [.. item.Categories.Where(c => AzureRegions.IsRegion(c) || named.Skip(1).Contains(c, StringComparer.OrdinalIgnoreCase)).Concat(named.Skip(1)).Select(RegionSlug).Where(r => Groundswell.Catalogue.Slug.IsValid(r)).Distinct(StringComparer.Ordinal)],
            State = over ? NoticeState.Operational : clock - item.Published > Stale ? NoticeState.Unknown : NoticeState.Degraded,
            Incident = item.Id,
            Title = item.Title,
            PostedAt = item.Published,
            RevisedAt = item.Updated,
            Resolved = over,
            Text = text,
            Link = item.Link,
        };
    }

    /// <summary>"Resolved" and nothing that goes on: not "unresolved", not "Resolved in North Europe. Impact continues in West Europe".</summary>
    private static bool IsOver(string text) => SaysOver().IsMatch(text) && !GoesOn().IsMatch(text) && !EndWords.SaysItGoesOn(text);

    /// <summary>Azure's ids of regions are its names without spaces: "West US 2" is <c>westus2</c>.</summary>
    private static string RegionSlug(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant));

    [GeneratedRegex(@"^(Microsoft )?Azure\b.*\bStatus\b|^Azure Status", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex AzureTitle();

    [GeneratedRegex(@"\s+[-–—|]\s+|^\s*[-–—]\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Dash();

    [GeneratedRegex(@"\b(investigating|identified|mitigat\w*|resolv\w*|unresolved|active|monitoring|restored|recover\w*|awareness|applying|update\w*|impact|advisory|information\w*|warning|critical|good|degrad\w*|outage)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex IsStatus();

    [GeneratedRegex(@"\b(resolved|mitigated|restored|recovered|good)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SaysOver();

    [GeneratedRegex(@"\bunresolved\b|\b(not|will be|partially|partly|being|to be|until|once|when|yet to be|before)( \w+)? (resolved|mitigated|restored|recovered)\b|\b(continues?|continuing|ongoing|remains?|remaining|still|persists?|subset)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex GoesOn();
}
