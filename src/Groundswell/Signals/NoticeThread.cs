using Groundswell.Catalogue;

namespace Groundswell.Signals;

/// <summary>All that a supplier said of one component in one incident of its own.</summary>
/// <param name="PostedAt">When it first said so, by its own page.</param>
/// <param name="SeenAt">When we first saw it.</param>
/// <param name="Latest">Its latest word.</param>
/// <param name="ResolvedAt">When we first saw that it calls it over; null where it does not.</param>
public sealed record NoticeThread(DateTimeOffset PostedAt, DateTimeOffset SeenAt, Notice Latest, DateTimeOffset? ResolvedAt)
{
    /// <summary>Since when it has said what its latest word says, by its own page: a thread that began with "degraded" was no major outage then.</summary>
    public DateTimeOffset StateSince { get; init; } = PostedAt;

    /// <summary>Threads that hold at a time: what stood on a page that has not been read lately says nothing of the present. What was read on no page holds.</summary>
    /// <param name="threads">Of any page.</param>
    /// <param name="feeds">How the reading of each page stands.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<NoticeThread> Current(IEnumerable<NoticeThread> threads, IReadOnlyList<FeedStanding> feeds, DateTimeOffset now)
    {
        var current = feeds.Where(f => f.IsCurrent(now)).Select(f => (f.Provider, f.Url)).ToHashSet();
        return [.. threads.Where(t => t.Latest.Feed is not { } feed || current.Contains((t.Latest.Provider, feed)))];
    }

    /// <summary>Threads that are open and say that something is wrong, by component; those that no rule maps are left out.</summary>
    public static ILookup<ComponentId, NoticeThread> Troubled(IEnumerable<NoticeThread> threads) =>
        threads.Where(t => t.IsTrouble && t.Latest.Component is not null).ToLookup(t => t.Latest.Component!.Value);

    /// <summary>It is open, and it says that users are affected.</summary>
    public bool IsTrouble =>
        ResolvedAt is null && Latest.State >= NoticeState.Degraded;

    /// <summary>It is open, and the page does not say how things are: an old post that nobody ended, a word that is not known.</summary>
    public bool IsUnknown => ResolvedAt is null && Latest.State == NoticeState.Unknown;
}
