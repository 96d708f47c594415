using System.Net.Mime;
using System.Text;
using System.Text.RegularExpressions;

namespace Groundswell.Sensing.Feeds.Reading;

/// <summary>Bytes to text: by their byte order mark, else by the zeros of UTF-16, else by what is declared, else UTF-8.</summary>
internal static partial class PayloadText
{
    private const int Looked = 512;

    public static string Decode(ReadOnlySpan<byte> bytes, string? contentType) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.UTF8.GetString(rest),
        [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
        [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
        [0, not 0, ..] => Encoding.BigEndianUnicode.GetString(bytes),
        [not 0, 0, ..] => Encoding.Unicode.GetString(bytes),
        _ => Declared(bytes, contentType).GetString(bytes),
    };

    /// <summary>A web page in place of a feed: an error page, a portal, a single-page application.</summary>
    public static bool IsHtml(string text)
    {
        var start = text.AsSpan(0, Math.Min(text.Length, 4 * Looked));
        return HtmlStart().IsMatch(start) || (start.Contains("<head>", StringComparison.OrdinalIgnoreCase) && start.Contains("<html", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The one other encoding that feeds still use. UTF-16 without its zeros is no UTF-16, whatever the header says.</summary>
    private static Encoding Declared(ReadOnlySpan<byte> bytes, string? contentType)
    {
        var declared = XmlEncoding().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, Looked)])) is { Success: true } match ? match.Groups[1].Value
            : contentType is { Length: < Looked } && TryCharset(contentType) is { } charset ? charset
            : "utf-8";
        return declared.ToLowerInvariant() is "iso-8859-1" or "latin1" or "windows-1252" or "us-ascii" ? Encoding.Latin1 : Encoding.UTF8;
    }

    private static string? TryCharset(string contentType)
    {
        try
        {
            return new ContentType(contentType).CharSet;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^\s*(<!--.*?-->\s*)*<(!doctype\s+html|html\b|head\b|body\b|script\b)", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex HtmlStart();

    [GeneratedRegex(@"^[^>]*<\?xml[^>]*encoding\s*=\s*[""']([A-Za-z0-9_.-]+)[""']", RegexOptions.NonBacktracking)]
    private static partial Regex XmlEncoding();
}
