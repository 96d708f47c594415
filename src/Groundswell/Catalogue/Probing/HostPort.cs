using System.Globalization;
using System.Net;
using Groundswell.Catalogue.Reading;

namespace Groundswell.Catalogue.Probing;

/// <summary>Where a connection goes. The host is a name in its ASCII form or an address without brackets.</summary>
public readonly record struct HostPort(string Host, int Port)
{
    internal const string Rule = "it must be a host name or an address, with a port where there is no usual one, such as www.example.com:443 or [2001:db8::1]:25.";

    /// <param name="text">As <c>host</c>, <c>host:port</c>, <c>[address]:port</c> or an IPv6 address alone.</param>
    /// <param name="usualPort">Taken where the text has none; null: it must have one.</param>
    /// <param name="result">The parts.</param>
    public static bool TryParse(string text, int? usualPort, out HostPort result)
    {
        ArgumentNullException.ThrowIfNull(text);
        result = default;
        var (host, port) = Split(text);
        var number = usualPort ?? 0;
        if (port is not null && !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            return false;
        }

        if (number is < 1 or > ushort.MaxValue || !TryParseHost(host, out var known))
        {
            return false;
        }

        result = new HostPort(known, number);
        return true;
    }

    /// <summary>A name, an address, or the one-word name of a machine beside this one.</summary>
    internal static bool TryParseHost(string text, out string host)
    {
        host = text;
        if (text.Contains(':', StringComparison.Ordinal) || text.All(c => c == '.' || char.IsAsciiDigit(c)))
        {
            var isAddress = IPAddress.TryParse(text, out var address) && !text.Contains('%', StringComparison.Ordinal) && (text.Contains(':', StringComparison.Ordinal) || text == address.ToString());
            host = isAddress ? address!.ToString() : text;
            return isAddress;
        }

        if (Slug.IsValid(text))
        {
            return true;
        }

        var isName = Hostname.TryParse(text.TrimEnd('.'), out var name);
        host = name ?? text;
        return isName;
    }

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    private static (string Host, string? Port) Split(string text)
    {
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']', StringComparison.Ordinal);
            return end > 0 && text.Length > end + 1 && text[end + 1] == ':' ? (text[1..end], (string?)text[(end + 2)..])
                : end == text.Length - 1 && end > 0 ? (text[1..end], (string?)null)
                : (text, (string?)null);
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || text.LastIndexOf(':') != colon ? (text, null) : (text[..colon], text[(colon + 1)..]);
    }
}
