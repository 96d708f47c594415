using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Bench.Lives;

/// <summary>The suppliers' pages of a life as a node reads them.</summary>
internal sealed class LifeNotices(Life life, DateTimeOffset start)
{
    private static readonly TimeSpan Current = TimeSpan.FromMinutes(10);

    private readonly List<string> _providers = [.. life.World.Components.Select(c => c.Id.Provider).Distinct().Where((_, i) => (i * 7) % 10 != 3)];

    /// <summary>A page on which every component of the supplier can be named.</summary>
    public static FeedSource Page(string provider) => new()
    {
        Url = UrlOf(provider),
        Map = [new FeedRule(FeedMatch.Regex, "^(?<region>.*)/(?<name>.*)$", [$"{provider}/$region/$name"])],
    };

    public IReadOnlyList<FeedStanding> Feeds(DateTimeOffset now) => [.. _providers.Select(p => new FeedStanding(p, UrlOf(p), now, now + Current, null, []))];

    /// <summary>What is open now or was lately.</summary>
    public IReadOnlyList<NoticeThread> Threads(int minute) =>
        [.. life.Notices.Index().Where(n => n.Item.PostedAt <= minute && minute <= n.Item.ResolvedAt + 720 && _providers.Contains(n.Item.Provider)).Select(n => Thread(n.Item, n.Index, minute))];

    private static Uri UrlOf(string provider) => new($"https://status.{provider}.example/");

    private NoticeThread Thread(LifeNotice notice, int number, int minute)
    {
        var isOver = notice.ResolvedAt <= minute;
        var revised = isOver ? notice.ResolvedAt : notice.Revisions.LastOrDefault(r => r <= minute, notice.PostedAt);
        var (posted, seen) = (start.AddMinutes(notice.PostedAt), start.AddMinutes(Math.Max(0, notice.PostedAt) + 2));
        return new NoticeThread(
            posted,
            seen,
            new Notice
            {
                Provider = notice.Provider,
                Feed = UrlOf(notice.Provider),
                Named = notice.Component is { } c ? $"{c.Region}/{c.Name}" : "some customers",
                Component = notice.Component,
                State = isOver ? NoticeState.Operational : NoticeState.PartialOutage,
                PostedAt = posted,
                RevisedAt = start.AddMinutes(revised),
                SeenAt = start.AddMinutes(Math.Max(0, revised)),
                Incident = $"n{number}",
                Resolved = isOver,
                Text = "We are looking into elevated errors.",
            },
            isOver ? start.AddMinutes(notice.ResolvedAt) : null);
    }
}
