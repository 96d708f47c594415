using System.Text.RegularExpressions;
using Groundswell.Sensing.Feeds.Syndication;

namespace Groundswell.Sensing.Feeds.Statuspages;

/// <summary>
/// History feeds: an entry an incident, revised in place. The dates of the entry move with each edit, also after the end, and may
/// lie ahead; the times in the text say when. Feeds without marks of status are read by their words, and only while fresh. Where the
/// last word is of trouble that nobody ended and that is not fresh, the feed does not say how things are now.
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
        || channel.Items.Take(5).Any(i => i.Id.Contains(":Incident/", StringComparison.Ordinal) || HistoryUpdates.Of(i.Html, i.Updated).Updates.Count > 0);

    public static IReadOnlyList<PageEntry> Read(SyndicationChannel channel, FeedPayload payload)
    {
        var name = PageName().Replace(channel.Title, "").Trim();
        var threads = HistoryThreads.Of(channel, payload.At ?? channel.Built, drafts => ClockOf(drafts, channel, payload));
        var last = LastWord(threads);
        return [.. threads.SelectMany(t => t.Told(name.Length > 0 ? name : "page", t == last)).Take(FeedLimits.Entries + 1)];
    }

    /// <summary>What is scheduled is dated ahead, so it does not tell what time it is.</summary>
    private static DateTimeOffset? ClockOf(IReadOnlyList<HistoryEntry> drafts, SyndicationChannel channel, FeedPayload payload) =>
        payload.At ?? channel.Built ?? drafts.Where(d => !d.IsPlanned).Select(d => d.Newest).Max();

    /// <summary>The newest that the feed has of incidents; where none has a date, the first.</summary>
    private static HistoryThread? LastWord(IReadOnlyList<HistoryThread> threads) =>
        threads.Where(t => !t.IsPlanned).OrderByDescending(t => t.At ?? DateTimeOffset.MinValue).FirstOrDefault();

    [GeneratedRegex(@"\s*[-–|:]?\s*(incident history|status updates|status page|service status|status feed|history|status)\s*([-–|:]\s*incident history)?\s*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex PageName();
}
