using System.Xml;
using System.Xml.Linq;
using Groundswell.Sensing.Feeds.Reading;

namespace Groundswell.Sensing.Feeds.Syndication;

/// <summary>
/// RSS 2.0, RSS 1.0 and Atom to one form. No document types, so no entities that expand and nothing that is fetched; depth and
/// number of elements are bounded before a tree is built.
/// </summary>
internal static class SyndicationXml
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = FeedLimits.Bytes,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
    };

    /// <returns>Null if it is no feed.</returns>
    /// <exception cref="XmlException">It is not well formed.</exception>
    /// <exception cref="FeedLimitException">It is over a limit.</exception>
    public static SyndicationChannel? Parse(string xml)
    {
        CheckLimits(xml);
        using var text = new StringReader(xml);
        using var reader = XmlReader.Create(text, Settings, AnyPrefix());
        var root = XDocument.Load(reader).Root;
        return root?.Name.LocalName switch
        {
            "rss" when Child(root, "channel") is { } channel => Rss(channel, channel),
            "RDF" when Child(root, "channel") is { } channel => Rss(channel, root),
            "feed" => Atom(root),
            _ => null,
        };
    }

    private static XmlParserContext AnyPrefix() => new(null, new AnyNamespace(), null, XmlSpace.None);

    private static void CheckLimits(string xml)
    {
        using var text = new StringReader(xml);
        using var reader = XmlReader.Create(text, Settings, AnyPrefix());
        for (var elements = 0; reader.Read();)
        {
            if (reader.Depth > FeedLimits.Depth)
            {
                throw new FeedLimitException($"its XML is nested too deeply, more than {FeedLimits.Depth} levels");
            }

            if (reader.NodeType == XmlNodeType.Element && ++elements > FeedLimits.Elements)
            {
                throw new FeedLimitException($"its XML has more than {FeedLimits.Elements} elements");
            }
        }
    }

    private static XElement? Child(XElement element, string name) => element.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    private static string Text(XElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Child(element, name)?.Value.Trim() is { Length: > 0 } text)
            {
                return text;
            }
        }

        return "";
    }

    /// <summary>The first of these elements that holds a time that can be made out.</summary>
    private static DateTimeOffset? Time(XElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Child(element, name) is { } child && FeedTime.Parse(child.Value) is { } time)
            {
                return time;
            }
        }

        return null;
    }

    private static string Title(XElement element) => PlainText.Of(Text(element, "title"), FeedLimits.NameLength);

    private static SyndicationChannel Rss(XElement channel, XElement holder)
    {
        // "atom:link" comes before "link" in some feeds, and is empty.
        var link = channel.Elements().Where(e => e.Name.LocalName == "link").Select(e => WebLink.Of(e.Value.Trim())).FirstOrDefault(l => l is not null);
        return new SyndicationChannel
        {
            Title = Title(channel),
            Id = "",
            Link = link,
            Built = Time(channel, "lastBuildDate", "pubDate", "date", "updated"),
            Items = [.. holder.Elements().Where(e => e.Name.LocalName == "item").Take(FeedLimits.Entries + 1).Select(i => RssItem(i, link))],
        };
    }

    private static SyndicationItem RssItem(XElement item, Uri? origin)
    {
        var at = Time(item, "pubDate", "pubdate", "date", "published", "issued", "created", "updated", "modified");
        var link = WebLink.Of(Text(item, "link"), origin);
        return new SyndicationItem
        {
            Id = Text(item, "guid") is { Length: > 0 } id ? id : link?.ToString() ?? Title(item),
            Title = Title(item),
            Link = link,
            Published = at,
            Updated = Time(item, "updated", "modified") ?? at,
            Html = Text(item, "encoded", "description"),
            Categories = [.. item.Elements().Where(e => e.Name.LocalName == "category").Select(e => PlainText.Of(e.Value, FeedLimits.NameLength)).Where(c => c.Length > 0)],
            Status = Child(item, "status")?.Value.Trim(),
        };
    }

    private static SyndicationChannel Atom(XElement feed)
    {
        var link = AtomLink(feed, null);
        return new SyndicationChannel
        {
            Title = Title(feed),
            Id = Text(feed, "id"),
            Link = link,
            Built = Time(feed, "updated", "modified"),
            Items = [.. feed.Elements().Where(e => e.Name.LocalName == "entry").Take(FeedLimits.Entries + 1).Select(e => AtomEntry(e, link))],
        };
    }

    private static SyndicationItem AtomEntry(XElement entry, Uri? origin)
    {
        var content = Child(entry, "content") ?? Child(entry, "summary");
        var link = AtomLink(entry, origin);
        return new SyndicationItem
        {
            Id = Text(entry, "id") is { Length: > 0 } id ? id : link?.ToString() ?? Title(entry),
            Title = Title(entry),
            Link = link,
            Published = Time(entry, "published", "issued", "created", "date", "updated", "modified"),
            Updated = Time(entry, "updated", "modified", "published", "issued", "date"),

            // Content of type "xhtml" is elements, not text.
            Html = content is null ? "" : content.HasElements ? string.Concat(content.Nodes().Select(n => n.ToString(SaveOptions.DisableFormatting))) : content.Value,
            Categories = [.. entry.Elements().Where(e => e.Name.LocalName == "category").Select(e => (string?)e.Attribute("term") ?? "").Where(c => c.Length > 0)],
            Status = Child(entry, "status")?.Value.Trim(),
        };
    }

    private static Uri? AtomLink(XElement element, Uri? origin)
    {
        var links = element.Elements().Where(e => e.Name.LocalName == "link").ToList();
        var best = links.Find(l => (string?)l.Attribute("rel") is null or "alternate") ?? links.FirstOrDefault();
        return WebLink.Of((string?)best?.Attribute("href") ?? "", origin);
    }
}
