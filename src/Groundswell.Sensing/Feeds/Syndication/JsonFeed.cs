using System.Text.Json;
using Groundswell.Sensing.Feeds.Reading;

namespace Groundswell.Sensing.Feeds.Syndication;

/// <summary>JSON Feed (jsonfeed.org), RSS in another notation, to the same form.</summary>
internal static class JsonFeed
{
    /// <returns>Null if it is none.</returns>
    public static SyndicationChannel? Parse(JsonElement root)
    {
        if (!root.Text("version").Contains("jsonfeed.org/", StringComparison.OrdinalIgnoreCase) || root.Find("items") is not { IsList: true } items)
        {
            return null;
        }

        var link = root.Link("home_page_url");
        return new SyndicationChannel
        {
            Title = root.Name("title"),
            Id = root.Text("feed_url"),
            Link = link,
            Items = [.. items.Items().Where(i => i.IsObject).Take(FeedLimits.Entries + 1).Select(i => Item(i, link))],
        };
    }

    private static SyndicationItem Item(JsonElement item, Uri? origin)
    {
        var link = WebLink.Of(item.FirstText("url", "external_url"), origin);
        var title = item.Name("title");
        return new SyndicationItem
        {
            Id = item.Text("id") is { Length: > 0 } id ? id : link?.ToString() ?? title,
            Title = title,
            Link = link,
            Published = item.Time("date_published", "date_modified"),
            Updated = item.Time("date_modified", "date_published"),
            Html = item.FirstText("content_html", "content_text", "summary"),
            Categories = [.. item.List("tags").Select(t => t.AsText()).Where(t => t.Length > 0)],
        };
    }
}
