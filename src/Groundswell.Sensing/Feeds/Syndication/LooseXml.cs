using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Groundswell.Sensing.Feeds.Syndication;

/// <summary>
/// Mends what writers of feeds get wrong and what has one meaning all the same: a bare ampersand, names of HTML's entities, control
/// characters, a "&lt;" that begins no tag. Content of CDATA, comments and tags stays as it is.
/// </summary>
internal static partial class LooseXml
{
    private static readonly (string Open, string Close)[] Kept = [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>")];

    /// <summary>There is one before the first element.</summary>
    public static bool HasDocumentType(string xml) => DocumentType().IsMatch(xml.AsSpan(0, Math.Min(xml.Length, 4096)));

    public static string Repair(string xml)
    {
        var mended = new StringBuilder(xml.Length + 64);
        for (var at = 0; at < xml.Length;)
        {
            var length = xml[at] switch
            {
                '<' => Markup(xml, at),
                '&' => 0,
                _ => Plain(xml, at),
            };
            if (length > 0)
            {
                AppendWithoutControls(mended, xml.AsSpan(at, length));
                at += length;
            }
            else
            {
                at += xml[at] == '&' ? AppendReference(mended, xml, at) : AppendText(mended, "&lt;");
            }
        }

        return mended.ToString();
    }

    /// <summary>Characters up to the next mark.</summary>
    private static int Plain(string xml, int at)
    {
        var next = xml.AsSpan(at).IndexOfAny('<', '&');
        return next < 0 ? xml.Length - at : next;
    }

    /// <summary>Length of what begins with "&lt;" and is kept whole; of a tag only the mark, as its attributes may hold references; nought where it is text.</summary>
    private static int Markup(string xml, int at)
    {
        foreach (var (open, close) in Kept)
        {
            if (xml.AsSpan(at).StartsWith(open, StringComparison.Ordinal))
            {
                var end = xml.IndexOf(close, at + open.Length, StringComparison.Ordinal);
                return end < 0 ? xml.Length - at : end + close.Length - at;
            }
        }

        return at + 1 < xml.Length && (char.IsLetter(xml[at + 1]) || xml[at + 1] is '/' or '_' or '!') ? 1 : 0;
    }

    /// <summary>XML knows five names; those of HTML become their characters, and what is none is an ampersand.</summary>
    private static int AppendReference(StringBuilder mended, string xml, int at)
    {
        var match = Reference().Match(xml, at, Math.Min(40, xml.Length - at));
        if (!match.Success || match.Index != at)
        {
            return AppendText(mended, "&amp;");
        }

        var decoded = WebUtility.HtmlDecode(match.Value);
        var isNumber = match.Value[1] == '#';
        AppendText(mended, match.Value is "&amp;" or "&lt;" or "&gt;" or "&quot;" or "&apos;" ? match.Value
            : decoded == match.Value ? isNumber ? "" : $"&amp;{match.Value[1..]}"
            : decoded.Any(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r')) ? ""
            : WebUtility.HtmlEncode(decoded));
        return match.Length;
    }

    private static int AppendText(StringBuilder mended, string text)
    {
        mended.Append(text);
        return 1;
    }

    private static void AppendWithoutControls(StringBuilder mended, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is '\t' or '\n' or '\r' || (!char.IsControl(c) && c is not ('\uFFFE' or '\uFFFF')))
            {
                mended.Append(c);
            }
        }
    }

    [GeneratedRegex(@"^\s*(<\?[^>]*>\s*|<!--[^>]*-->\s*)*<!DOCTYPE\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex DocumentType();

    [GeneratedRegex("&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
