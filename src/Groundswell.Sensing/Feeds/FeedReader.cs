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
            return JsonShapes.Read(document.RootElement, payload);
        }
        catch (JsonException exception)
        {
            return new FeedPage.Unreadable($"its JSON is broken at line {(exception.LineNumber ?? 0) + 1}, or nested too deeply");
        }
    }

    private static FeedPage ReadXml(string text, FeedPayload payload)
    {
        try
        {
            return SyndicationXml.Parse(text) is { } channel
                ? SyndicationShapes.Read(channel, payload)
                : new FeedPage.Unreadable("it is XML, but neither RSS nor Atom");
        }
        catch (XmlException exception)
        {
            return new FeedPage.Unreadable($"its XML is broken at line {exception.LineNumber}, has a document type, or is nested too deeply");
        }
    }

    internal static string NotOfKind(FeedKind kind) => $"it does not have the shape of {kind}";
}
