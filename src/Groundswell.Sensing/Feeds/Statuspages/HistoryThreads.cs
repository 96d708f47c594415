using System.Text.RegularExpressions;
using Groundswell.Sensing.Feeds.Syndication;

namespace Groundswell.Sensing.Feeds.Statuspages;

/// <summary>
/// Which entries of a feed are of one incident. Some feeds revise an entry in place, others write one for each update: with the same
/// guid but for its fragment, with the same link, or only with a title of the same words ("Object store down", "Object store recovered").
/// </summary>
internal static partial class HistoryThreads
{
    private const int ShortestSubject = 3;

    public static IReadOnlyList<HistoryThread> Of(SyndicationChannel channel, DateTimeOffset? near, Func<IReadOnlyList<HistoryEntry>, DateTimeOffset?> clockOf)
    {
        var drafts = channel.Items.Select(i => new HistoryEntry(i, near)).ToList();
        var clock = clockOf(drafts);
        var isOldestFirst = drafts.FirstOrDefault(d => d.Newest is not null)?.Newest < drafts.LastOrDefault(d => d.Newest is not null)?.Newest;
        if (isOldestFirst)
        {
            drafts.Reverse();
        }

        var home = channel.Link;
        var shared = drafts.Count > 1 && drafts.TrueForAll(d => d.Item.Link == drafts[0].Item.Link) ? drafts[0].Item.Link : null;
        var threads = drafts.GroupBy(d => KeyOf(d, home, shared), StringComparer.Ordinal)
            .Select(g => new HistoryThread(g.Key, [.. g.OrderByDescending(d => d.At(clock) ?? DateTimeOffset.MinValue)], clock)).ToList();
        return EndedByTitle(threads);
    }

    /// <summary>An end that stands alone under its key ends what has the same subject and is older.</summary>
    private static List<HistoryThread> EndedByTitle(List<HistoryThread> threads)
    {
        var order = threads.Index().ToDictionary(t => t.Item, t => t.Index);
        var ends = threads.Where(t => t.Entries is [{ IsMarked: false }] && t.Word == HistoryWord.Over)
            .Select(t => (Subject: Subject(t.Entries[0].Item.Title), End: t))
            .Where(e => e.Subject.Length >= ShortestSubject)
            .GroupBy(e => e.Subject, e => e.End, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.OrderByDescending(t => t.At ?? DateTimeOffset.MinValue).First(), StringComparer.Ordinal);
        return ends.Count == 0 ? threads : [.. threads.Where(t => t.Entries[0].IsMarked || t.Word != HistoryWord.Open
            || !ends.TryGetValue(Subject(t.Entries[0].Item.Title), out var end) || !IsLater(end, t))];

        bool IsLater(HistoryThread end, HistoryThread open) =>
            end.At is { } ended && open.At is { } at ? ended >= at : order[end] < order[open];
    }

    private static string KeyOf(HistoryEntry entry, Uri? home, Uri? shared)
    {
        var item = entry.Item;
        var guid = WithoutFragment(item.Id);
        if (entry.IsMarked)
        {
            return guid;
        }

        return item.Link is { } link && IsOfIncident(link, home, shared) ? WithoutFragment(link.ToString()) : guid;
    }

    /// <summary>The address of one incident, not of the page that lists them.</summary>
    private static bool IsOfIncident(Uri link, Uri? home, Uri? shared) =>
        link.PathAndQuery.Trim('/').Length > 0 && link != home
        && (link.PathAndQuery.Any(char.IsAsciiDigit) || link != shared);

    /// <summary>A fragment sets updates apart where what is before it is the address of something.</summary>
    private static string WithoutFragment(string id)
    {
        var hash = id.IndexOf('#', StringComparison.Ordinal);
        return hash > 0 && Uri.TryCreate(id[..hash], UriKind.Absolute, out var address) && address.AbsolutePath.Trim('/').Length > 0 ? id[..hash] : id;
    }

    /// <summary>What a title is about: without marks, numbers of updates, and the words for going down and coming back.</summary>
    private static string Subject(string title) =>
        string.Concat(Happening().Replace(Marks().Replace(title, " "), " ").Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    [GeneratedRegex(@"\[[^\]]{0,40}\]|\((?:resolved|recovered|restored|fixed|completed|update|ongoing|investigating|monitoring|identified|closed|solved)\)|^\W*(?:update|resolved|recovered|restored|fixed|solved|closed|up|down|ok|investigating|identified|monitoring|incident|outage|completed)\s*(?:#?[0-9]{1,3})?\s*(?::|\||[-–—]\s)|\s[-–—|:]\s*(?:resolved|recovered|restored|fixed|solved|closed|update|up|down|ok|investigating|identified|monitoring|completed|operational|back online|back up|over)\W*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Marks();

    [GeneratedRegex(@"\b(?:is|are|was|were|has|have|had|been|be|now|fully|again|went|gone|goes|came|come|back|up|down|online|offline|the|a|an|of|with|for|to|normal|service|services|resolved|recovered|recovery|restored|fixed|solved|ended|over|closed|cleared|operational|available|unavailable|reachable|unreachable|working|running|normally|operating|outage|incident|issues?|problems?|disruption|degraded|degradation|performance|failing|failed|fails?|not|no longer|responding|completed|monitor)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Happening();
}
