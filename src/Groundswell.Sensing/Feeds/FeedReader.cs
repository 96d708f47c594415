using System.Text.Json;
using System.Xml;
using Groundswell.Catalogue;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Sensing.Feeds.Syndication;
using Groundswell.Sensing.Reading;

namespace Groundswell.Sensing.Feeds;

/// <summary>
/// Reads a supplier's status page or feed, of whichever shape (docs/feeds.md). Pure: the same bytes give the same page. Never
/// throws on account of what the bytes are; what is not understood is unreadable, with the reason.
/// </summary>
public static class FeedReader
{
    private static readonly JsonDocumentOptions JsonOptions =
        new() { MaxDepth = FeedLimits.Depth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static FeedPage Read(FeedPayload payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        if (payload.Bytes.Length > FeedLimits.Bytes)
        {
            return new FeedPage.Unreadable($"it is larger than {FeedLimits.Bytes / (1024 * 1024)} MiB");
        }

        var text = WebText.Decode(payload.Bytes.Span, payload.ContentType).Trim().Trim('\uFEFF', '\0').Trim();
        if (text.Length == 0)
        {
            return new FeedPage.Unreadable("the body is empty");
        }

        var page = text[0] switch
        {
            '{' or '[' => ReadJson(text, payload),
            '<' when PayloadText.IsHtml(text) => new FeedPage.Unreadable("it is an HTML page, not a feed"),
            '<' => ReadXml(text, payload),
            _ => new FeedPage.Unreadable("it is neither JSON nor XML"),
        };
        return page is FeedPage.Readable { Entries.Count: > FeedLimits.Entries }
            ? new FeedPage.Unreadable($"it has more than {FeedLimits.Entries} entries")
            : page;
    }

    private static FeedPage ReadJson(string text, FeedPayload payload)
    {
        try
        {
            using var document = JsonDocument.Parse(LoneSurrogates.Replace(text), JsonOptions);
            return JsonFeed.Parse(document.RootElement) is { } channel ? SyndicationShapes.Read(channel, payload) : JsonShapes.Read(document.RootElement, payload);
        }
        catch (JsonException exception)
        {
            return new FeedPage.Unreadable(IsDeep(text)
                ? $"its JSON is nested too deeply, more than {FeedLimits.Depth} levels"
                : $"its JSON is broken at line {(exception.LineNumber ?? 0) + 1}");
        }
    }

    private static FeedPage ReadXml(string text, FeedPayload payload)
    {
        try
        {
            return TryReadXml(text, payload, out var broken) is { } page ? page
                : LooseXml.HasDocumentType(text) ? new FeedPage.Unreadable("it has a document type, which is not read, as its entities could be anything")
                : TryReadXml(LooseXml.Repair(text), payload, out _) ?? new FeedPage.Unreadable($"its XML is broken at {broken}");
        }
        catch (FeedLimitException exception)
        {
            return new FeedPage.Unreadable(exception.Message);
        }
    }

    /// <returns>Null where it is not well formed, with the place.</returns>
    private static FeedPage? TryReadXml(string text, FeedPayload payload, out string place)
    {
        try
        {
            place = "";
            return ReadFeed(text, payload);
        }
        catch (XmlException exception)
        {
            place = $"line {exception.LineNumber}, column {exception.LinePosition}";
            return null;
        }
    }

    private static FeedPage ReadFeed(string text, FeedPayload payload) => SyndicationXml.Parse(text) is { } channel
        ? SyndicationShapes.Read(channel, payload)
        : new FeedPage.Unreadable("it is XML, but neither RSS nor Atom");

    /// <summary>Its brackets go deeper than is read.</summary>
    private static bool IsDeep(string text)
    {
        var depth = 0;
        var isText = false;
        for (var i = 0; i < text.Length && depth <= FeedLimits.Depth; i++)
        {
            isText ^= text[i] == '"';
            i += isText && text[i] == '\\' ? 1 : 0;
            depth += isText || i >= text.Length ? 0 : text[i] is '{' or '[' ? 1 : text[i] is '}' or ']' ? -1 : 0;
        }

        return depth > FeedLimits.Depth;
    }

    internal static string NotOfKind(FeedKind kind) => $"it does not have the shape of {kind}";
}
