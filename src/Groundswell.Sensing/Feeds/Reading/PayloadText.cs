using System.Text.RegularExpressions;

namespace Groundswell.Sensing.Feeds.Reading;

/// <summary>Tells what a text is.</summary>
internal static partial class PayloadText
{
    private const int Looked = 2048;

    /// <summary>A web page in place of a feed: an error page, a portal, a single-page application.</summary>
    public static bool IsHtml(string text)
    {
        var start = text.AsSpan(0, Math.Min(text.Length, Looked));
        return HtmlStart().IsMatch(start) || (start.Contains("<head>", StringComparison.OrdinalIgnoreCase) && start.Contains("<html", StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"^\s*(<!--.*?-->\s*)*<(!doctype\s+html|html\b|head\b|body\b|script\b)", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex HtmlStart();
}
