using System.Text;
using Groundswell.Catalogue;
using Groundswell.Sensing.Feeds;

namespace Groundswell.Sensing.Tests.Feeds;

/// <summary>Pages written into a test, and what the reader makes of them in one line.</summary>
internal static class Inline
{
    public static readonly DateTimeOffset Now = new(2031, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static FeedPage Read(string body, DateTimeOffset? at = null, FeedKind? kind = null, string? url = null) =>
        FeedReader.Read(new FeedPayload { Bytes = Encoding.UTF8.GetBytes(body), At = at, Kind = kind, Url = url is null ? null : new Uri(url) });

    /// <summary><c>healthy</c>, <c>unreadable</c>, or what is open, as in <c>API: Degraded, Web: Unknown</c>.</summary>
    public static string Said(string body, DateTimeOffset? at = null, FeedKind? kind = null) => Read(body, at, kind) switch
    {
        FeedPage.Readable page when page.Open.Any() => string.Join(", ", page.Open.Select(e => $"{e.Component}: {e.State}")),
        FeedPage.Readable => "healthy",
        _ => "unreadable",
    };

    public static string Reason(string body) => Assert.IsType<FeedPage.Unreadable>(Read(body)).Reason;

    /// <summary>An RSS channel of items that are each <c>title|link|guid|date|text</c>; what is empty is left out.</summary>
    public static string Rss(params string[] items) =>
        $"<rss version=\"2.0\"><channel><title>Fjord status</title><link>https://fjord.example/</link>{string.Concat(items.Select(Item))}</channel></rss>";

    private static string Item(string item)
    {
        var fields = item.Split('|');
        string[] names = ["title", "link", "guid", "pubDate", "description"];
        return $"<item>{string.Concat(names.Zip(fields).Where(f => f.Second.Length > 0).Select(f => $"<{f.First}>{f.Second}</{f.First}>"))}</item>";
    }
}
