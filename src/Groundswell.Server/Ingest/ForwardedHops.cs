using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Groundswell.Server.Ingest;

/// <summary>Reads the addresses that proxies write: <c>X-Forwarded-For</c> as it is in use, and <c>Forwarded</c> (RFC 7239).</summary>
internal static class ForwardedHops
{
    public const string Usual = "X-Forwarded-For";
    public const string Standard = "Forwarded";

    private const int MostHops = 16;

    /// <summary>What proxies write and programs of the operator's own do not.</summary>
    private static readonly string[] Marks = [Usual, Standard, "Via", "X-Real-IP", "X-Forwarded-Host", "X-Forwarded-Proto", "CF-Connecting-IP", "True-Client-IP", "Fastly-Client-IP"];

    /// <summary>Whether a proxy says that it forwards the request.</summary>
    public static bool IsMarked(IHeaderDictionary headers)
    {
        foreach (var mark in Marks)
        {
            if (headers.ContainsKey(mark))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The nodes that a header names, the nearest first; null for one that is no address. At most 16.</summary>
    /// <param name="lines">The header's lines in their order.</param>
    /// <param name="isStandard">Whether it is <c>Forwarded</c>.</param>
    public static IEnumerable<IPAddress?> ReadNearestFirst(StringValues lines, bool isStandard) =>
        from element in Split(lines.ToString(), ',').Reverse().Take(MostHops)
        select ParseNode(isStandard ? ForOf(element) : element);

    /// <summary>An address as proxies write it: with or without a port, IPv6 with or without brackets, quoted or not.</summary>
    public static IPAddress? ParseNode(string? node)
    {
        var text = Unquote(node?.Trim() ?? "");
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']', StringComparison.Ordinal);
            if (end < 0 || (end + 1 < text.Length && !IsPort(text.AsSpan(end + 1))))
            {
                return null;
            }

            text = text[1..end];
        }
        else if (text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon && colon == text.LastIndexOf(':'))
        {
            if (!IsPort(text.AsSpan(colon)))
            {
                return null;
            }

            text = text[..colon];
        }

        // A zone is of the proxy's machine alone.
        text = text.Split('%', 2)[0];

        // "1" and "0x7f.1" are addresses for IPAddress, and nothing that a proxy writes.
        if (!IPAddress.TryParse(text, out var address) || (address.AddressFamily == AddressFamily.InterNetwork && text.Count(c => c == '.') != 3))
        {
            return null;
        }

        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    // RFC 7239, 4: forwarded-pairs apart by ';', the parameter's name in any case, its value a token or a quoted string.
    private static string? ForOf(string element) => Split(element, ';')
        .Select(pair => pair.Split('=', 2, StringSplitOptions.TrimEntries))
        .FirstOrDefault(pair => pair.Length == 2 && pair[0].Equals("for", StringComparison.OrdinalIgnoreCase))?[1];

    // Separators within quotation marks are none.
    private static IEnumerable<string> Split(string text, char separator)
    {
        var (start, isQuoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (isQuoted && text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (text[i] == separator && !isQuoted)
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        if (text.AsSpan(start).Trim().Length > 0)
        {
            yield return text[start..];
        }
    }

    private static string Unquote(string text) => text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1].Replace("\\", "", StringComparison.Ordinal) : text;

    private static bool IsPort(ReadOnlySpan<char> text) =>
        text.Length is >= 2 and <= 6 && text[0] == ':' && ushort.TryParse(text[1..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _);
}
