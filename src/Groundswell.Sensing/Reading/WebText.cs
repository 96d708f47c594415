using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Groundswell.Sensing.Reading;

/// <summary>
/// Octets to text, as browsers read them: by the byte order mark, else by the zeros of UTF-16, else by what the document or the header
/// declares, else UTF-8. Probes and feeds read by this one.
/// </summary>
internal static partial class WebText
{
    /// <summary>Octets in which a document declares its encoding, by the HTML standard.</summary>
    private const int Looked = 1024;

    private const int LongestContentType = 512;

    /// <param name="octets">The body, or its beginning.</param>
    /// <param name="contentType">The header as it came, where there is one.</param>
    /// <param name="isCut">There is more: a character that is cut is left out.</param>
    public static string Decode(ReadOnlySpan<byte> octets, string? contentType, bool isCut = false) => octets switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => Read(Encoding.UTF8, rest, isCut),
        [0xFE, 0xFF, .. var rest] => Read(Encoding.BigEndianUnicode, rest, isCut),
        [0xFF, 0xFE, .. var rest] => Read(Encoding.Unicode, rest, isCut),
        [0, not 0] or [0, not 0, 0, not 0, ..] => Read(Encoding.BigEndianUnicode, octets, isCut),
        [not 0, 0] or [not 0, 0, not 0, 0, ..] => Read(Encoding.Unicode, octets, isCut),
        _ => ReadDeclared(octets, contentType, isCut),
    };

    /// <summary>JSON is UTF-8 whatever is declared (RFC 8259, section 8.1); another encoding is only looked for where it cannot be.</summary>
    public static string DecodeJson(ReadOnlySpan<byte> octets, string? contentType, bool isCut = false) =>
        Decode(octets, IsUtf8(octets, isCut) ? null : contentType, isCut);

    private static string ReadDeclared(ReadOnlySpan<byte> octets, string? contentType, bool isCut)
    {
        var start = Encoding.Latin1.GetString(octets[..Math.Min(octets.Length, Looked)]);
        var header = contentType is { Length: <= LongestContentType } ? Charset().Match(contentType) : Match.Empty;
        var ofHeader = header.Success ? header.Groups["label"].Value : null;
        var ofDocument = XmlEncoding().Match(start) is { Success: true } xml ? xml.Groups["label"].Value : null;
        string?[] labels = ofDocument is not null ? [ofDocument, ofHeader] : [ofHeader, OfMeta(start, contentType)];
        var declared = new List<Encoding?>();
        foreach (var label in labels)
        {
            if (label is not null && WebEncodings.TryFind(label, out var encoding))
            {
                // What can be read octet by octet is not in units of two, whatever it says.
                declared.Add(encoding is UnicodeEncoding && (label != ofHeader || (IsUtf8(octets, isCut) && !octets.Contains((byte)0))) ? Encoding.UTF8 : encoding);
            }
        }

        return declared switch
        {
            [] => ReadUndeclared(octets, isCut),
            [null, ..] => "\uFFFD",

            // Of two that contradict each other UTF-8 is the one that can be tried.
            [var first, { } second] when !Equals(first, second) && (Equals(first, Encoding.UTF8) || Equals(second, Encoding.UTF8)) =>
                Read(IsUtf8(octets, isCut) ? Encoding.UTF8 : Equals(first, Encoding.UTF8) ? second : first, octets, isCut),
            [var first, ..] => Read(first, octets, isCut),
        };
    }

    /// <summary>UTF-8; but octets that make not one of its characters are what browsers take the undeclared for.</summary>
    private static string ReadUndeclared(ReadOnlySpan<byte> octets, bool isCut)
    {
        var text = Read(Encoding.UTF8, octets, isCut);
        return text.Contains('\uFFFD', StringComparison.Ordinal) && text.All(c => c is < '\u0080' or '\uFFFD') && WebEncodings.TryFind("windows-1252", out var western)
            ? Read(western!, octets, isCut)
            : text;
    }

    private static string Read(Encoding encoding, ReadOnlySpan<byte> octets, bool isCut)
    {
        if (!isCut)
        {
            return encoding.GetString(octets);
        }

        var characters = new char[encoding.GetMaxCharCount(octets.Length)];
        return new string(characters, 0, encoding.GetDecoder().GetChars(octets, characters, flush: false));
    }

    private static bool IsUtf8(ReadOnlySpan<byte> octets, bool isCut)
    {
        if (isCut)
        {
            // The last character may lack up to three octets.
            for (var back = 1; back <= Math.Min(3, octets.Length); back++)
            {
                if (octets[^back] >= 0xC0)
                {
                    octets = octets[..^back];
                    break;
                }
            }
        }

        return Utf8.IsValid(octets);
    }

    /// <summary>Only HTML declares it so, and never as UTF-16.</summary>
    private static string? OfMeta(string start, string? contentType)
    {
        if (contentType is not null && !contentType.Contains("html", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        foreach (Match element in Meta().Matches(Comment().Replace(start, "")))
        {
            var attributes = Attribute().Matches(element.Value).ToLookup(a => a.Groups["name"].Value, a => a.Groups["value"].Value.Trim('"', '\''), StringComparer.OrdinalIgnoreCase);
            if (attributes["charset"].FirstOrDefault() is { } charset)
            {
                return charset;
            }

            if (attributes["http-equiv"].FirstOrDefault()?.Equals("content-type", StringComparison.OrdinalIgnoreCase) == true
                && Charset().Match(attributes["content"].FirstOrDefault() ?? "") is { Success: true } within)
            {
                return within.Groups["label"].Value;
            }
        }

        return null;
    }

    // NonBacktracking: linear in the text, whatever a stranger sends.
    [GeneratedRegex("""(^|[;\s])charset\s*=\s*["']?\s*(?<label>[^\s"';,]+)""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Charset();

    [GeneratedRegex("""^\s*<\?xml\s[^>]*encoding\s*=\s*["'](?<label>[^"'\s>]+)["']""", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex XmlEncoding();

    [GeneratedRegex("""<meta\s[^>]*>""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Meta();

    [GeneratedRegex("""(?<name>[a-z-]+)\s*=\s*(?<value>"[^"]*"|'[^']*'|[^\s"'>]+)""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Attribute();

    [GeneratedRegex("""<!--.*?-->""", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Comment();
}
