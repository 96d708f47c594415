using System.Text.RegularExpressions;
using Groundswell.Sensing.Feeds.Syndication;

namespace Groundswell.Sensing.Feeds.Statuspages;

/// <summary>
/// History feeds: an entry an incident, revised in place. The dates of the entry move with each edit, also after the end, and may
/// lie ahead; the times in the text say when. Feeds without marks of status are read by their words, and only while fresh.
/// </summary>
internal static partial class HistoryFeed
{
    /// <summary>An incident that was left without an end: nobody has written of it for so long.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromDays(14);

    /// <summary>The same, where entries carry no status at all.</summary>
    public static readonly TimeSpan ForgottenUnmarked = TimeSpan.FromHours(48);

    /// <summary>"Investigating" after "Resolved" opens the incident again if it is this fresh; later it is a slip of the editor.</summary>
    public static readonly TimeSpan Reopened = TimeSpan.FromHours(24);

    public static bool IsHistory(SyndicationChannel channel) =>
        channel.Title.Contains("Incident History", StringComparison.OrdinalIgnoreCase)
        || channel.Id.Contains("/history", StringComparison.Ordinal)
        || channel.Items.Take(5).Any(i => i.Id.Contains(":Incident/", StringComparison.Ordinal) || HistoryUpdates.Of(i.Html, i.Updated).Count > 0);

    public static IReadOnlyList<PageEntry> Read(SyndicationChannel channel, FeedPayload payload)
    {
        var name = PageName().Replace(channel.Title, "").Trim();
        var drafts = channel.Items.Select(i => new HistoryEntry(i)).ToList();

        // What is scheduled is dated ahead, so it does not tell what time it is.
        var clock = payload.At ?? channel.Built ?? drafts.Where(d => !d.IsPlanned).Select(d => d.Newest).Max();
        return [.. drafts.SelectMany(d => d.Entries(name.Length > 0 ? name : "page", clock)).Take(FeedLimits.Entries + 1)];
    }

    [GeneratedRegex(@"\s*[-–|:]?\s*(incident history|status updates|status page|service status|status feed|history|status)\s*([-–|:]\s*incident history)?\s*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex PageName();
}
