using System.Net;
using System.Text;

namespace Groundswell.Sensing.Feeds.Reading;

/// <summary>
/// The words of a piece of HTML: tags dropped, what scripts and styles hold dropped with them, entities decoded, white space
/// collapsed. Text only comes out, so no sanitiser is needed; one pass, linear in what comes in.
/// </summary>
internal static class PlainText
{
    private static readonly string[] Dropped = ["script", "style", "noscript", "template", "iframe", "svg"];

    private static readonly HashSet<string> Breaks =
        new(["br", "p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote", "section"], StringComparer.OrdinalIgnoreCase);

    /// <summary>As one line.</summary>
    public static string Of(string html, int most = int.MaxValue)
    {
        var line = string.Join(' ', Lines(html));
        return line.Length <= most ? line : $"{line.AsSpan(0, most - 1).TrimEnd()}…";
    }

    /// <summary>As the lines that the tags make, none of them empty.</summary>
    public static IReadOnlyList<string> Lines(string html)
    {
        var text = new StringBuilder(Math.Min(html.Length, 64 * 1024));
        for (var at = 0; at < html.Length;)
        {
            var open = html.IndexOf('<', at);
            if (open < 0)
            {
                text.Append(html, at, html.Length - at);
                break;
            }

            text.Append(html, at, open - at);
            at = AfterTag(html, open, text);
        }

        // Decoded after the tags are gone: "&lt;b&gt;" is text, and stays text.
        return
        [
            .. WebUtility.HtmlDecode(text.ToString())
                .Split('\n')
                .Select(line => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
                .Select(WithoutControls)
                .Where(line => line.Length > 0),
        ];
    }

    private static int AfterTag(string html, int open, StringBuilder text)
    {
        if (html.AsSpan(open).StartsWith("<!--", StringComparison.Ordinal))
        {
            var end = html.IndexOf("-->", open, StringComparison.Ordinal);
            return end < 0 ? html.Length : end + 3;
        }

        var nameStart = open + 1 < html.Length && html[open + 1] == '/' ? open + 2 : open + 1;
        var nameEnd = nameStart;
        while (nameEnd < html.Length && char.IsAsciiLetterOrDigit(html[nameEnd]))
        {
            nameEnd++;
        }

        if (nameEnd == nameStart && !(nameStart < html.Length && html[nameStart] is '!' or '?'))
        {
            text.Append('<'); // "a < b" is no tag
            return open + 1;
        }

        var name = html[nameStart..nameEnd];
        var close = html.IndexOf('>', nameEnd);
        if (close < 0)
        {
            return html.Length;
        }

        text.Append(Breaks.Contains(name) ? "\n" : name.Equals("td", StringComparison.OrdinalIgnoreCase) ? " " : "");
        var isOpening = nameStart == open + 1 && html[close - 1] != '/';
        return isOpening && Dropped.Contains(name, StringComparer.OrdinalIgnoreCase) ? AfterContent(html, close + 1, name) : close + 1;
    }

    private static int AfterContent(string html, int at, string name)
    {
        var end = html.IndexOf($"</{name}", at, StringComparison.OrdinalIgnoreCase);
        var close = end < 0 ? -1 : html.IndexOf('>', end);
        return close < 0 ? html.Length : close + 1;
    }

    private static string WithoutControls(string line) =>
        line.Any(IsHidden) ? string.Concat(line.Where(c => !IsHidden(c))) : line;

    // Marks that turn the direction of text make the words around them read otherwise than they stand (Unicode UAX 9).
    private static bool IsHidden(char c) => char.IsControl(c) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
