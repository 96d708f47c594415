using System.Collections.Immutable;
using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Watching;

/// <summary>
/// What is known of one feed, and how a reading changes it. Pure and immutable: a sequence of readings gives the same changes
/// whenever it is played. A notice is told once for each thing it says; a page that only renews its dates has said nothing new.
/// </summary>
public sealed record FeedWatch
{
    private ImmutableDictionary<Key, Notice> Known { get; init; } = ImmutableDictionary<Key, Notice>.Empty;

    /// <summary>What is over and was posted later than this is news though nobody saw it open; null while nothing was read yet, then all of it is history.</summary>
    private DateTimeOffset? OverIsNewsSince { get; init; }

    /// <summary>Before the first reading.</summary>
    public static FeedWatch Begin { get; } = new();

    public FeedCondition Condition { get; private init; } = FeedCondition.NeverRead;

    /// <summary>What the page says is going on, as last read. Ask <see cref="Condition"/> whether that is still worth something.</summary>
    public IEnumerable<Notice> Open => Known.Values.Where(IsOpen);

    /// <summary>Goes on from what was stored of the page, so that a restart tells nothing twice, and what ended meanwhile ends.</summary>
    /// <param name="notices">The last word on each thing.</param>
    public static FeedWatch Resume(IReadOnlyCollection<Notice> notices)
    {
        ArgumentNullException.ThrowIfNull(notices);
        return new FeedWatch
        {
            Known = Once(notices).ToImmutableDictionary(n => n.Key, n => n.Notice),
            OverIsNewsSince = notices.Max(n => (DateTimeOffset?)n.SeenAt),
        };
    }

    /// <summary>The page was read.</summary>
    public FeedStep Read(IReadOnlyList<Notice> notices, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(notices);
        var changes = new List<FeedChange>();
        var known = ImmutableDictionary.CreateBuilder<Key, Notice>();
        foreach (var (key, notice) in Once(notices))
        {
            var before = Known.GetValueOrDefault(key);
            if (Compare(before, notice) is { } kind)
            {
                known[key] = notice;
                changes.Add(new FeedChange(kind, notice));
            }
            else
            {
                known[key] = before is null ? notice : notice with { SeenAt = before.SeenAt };
            }
        }

        changes.AddRange(Known.Where(k => IsOpen(k.Value) && !known.ContainsKey(k.Key))
            .OrderBy(k => k.Value.PostedAt).ThenBy(k => k.Value.Named, StringComparer.Ordinal)
            .Select(k => new FeedChange(FeedChangeKind.Vanished, k.Value with { Resolved = true, State = NoticeState.Operational, RevisedAt = now, SeenAt = now })));
        return new FeedStep(this with { Known = known.ToImmutable(), OverIsNewsSince = DateTimeOffset.MinValue, Condition = Condition.Succeeded(now) }, changes);
    }

    /// <summary>The server said that nothing changed.</summary>
    public FeedWatch Unchanged(DateTimeOffset now) => this with { Condition = Condition.Succeeded(now) };

    /// <summary>The page could not be fetched or read. Nothing ends thereby, and nothing is well.</summary>
    public FeedWatch Failed(string reason, DateTimeOffset now) => this with { Condition = Condition.Failed(reason, now) };

    private static bool IsOpen(Notice notice) => !notice.Resolved && notice.State != NoticeState.Operational;

    /// <summary>A page that lists a thing twice says it once; what is open counts.</summary>
    private static IEnumerable<(Key Key, Notice Notice)> Once(IEnumerable<Notice> notices) =>
        notices.GroupBy(KeyOf).Select(same => (same.Key, same.FirstOrDefault(IsOpen) ?? same.First()));

    private static Key KeyOf(Notice notice) => new(notice.Incident, notice.Named, notice.Component);

    /// <returns>Null for what is no news. What was over before the first reading is history, and no news either.</returns>
    private FeedChangeKind? Compare(Notice? before, Notice now) => (before, IsOpen(now)) switch
    {
        (null, true) => FeedChangeKind.FirstSeen,
        (null, false) => now.PostedAt > OverIsNewsSince ? FeedChangeKind.Resolved : null,
        ({ } old, false) => IsOpen(old) ? FeedChangeKind.Resolved : null,
        ({ } old, true) when !IsOpen(old) => now.PostedAt > old.RevisedAt ? FeedChangeKind.FirstSeen : FeedChangeKind.Revised,
        ({ } old, true) => old.State == now.State && old.Text == now.Text && old.Link == now.Link ? null : FeedChangeKind.Revised,
    };

    private readonly record struct Key(string Incident, string Named, ComponentId? Component);
}
