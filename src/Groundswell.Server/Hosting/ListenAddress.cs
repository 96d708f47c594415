using System.Globalization;
using System.Net;

namespace Groundswell.Server.Hosting;

/// <summary>One address to listen on, as the web server takes it.</summary>
/// <param name="Text">As it was given.</param>
/// <param name="Port">0 takes a free one.</param>
/// <param name="EndPoints">
/// What is bound for it. Several are alternatives that are all used where the machine has them (<c>localhost</c>) or of which the first that can be is (all addresses).
/// </param>
/// <param name="IsEvery">Every address of the machine.</param>
internal sealed record ListenAddress(string Text, int Port, IReadOnlyList<IPEndPoint> EndPoints, bool IsEvery)
{
    private const string Example = "it must look like http://127.0.0.1:8080";
    private const int HttpPort = 80;

    /// <summary>The address; or why it is none.</summary>
    public static (ListenAddress? Address, string? Fault) Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
        {
            return (null, $"is {text}, but HTTPS is for a proxy before the node; {Example}.");
        }

        const string Scheme = "http://";
        var rest = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text[Scheme.Length..].TrimEnd('/') : "";
        var colon = rest.LastIndexOf(':');
        var hasPort = colon >= 0 && colon > rest.LastIndexOf(']');
        var host = hasPort ? rest[..colon] : rest;
        var port = HttpPort;
        if (hasPort && (!int.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) || port > IPEndPoint.MaxPort))
        {
            return (null, $"is {text}; its port must be a number from 0 to {IPEndPoint.MaxPort}, as in http://127.0.0.1:8080.");
        }

        // "*" and "+" stand for every address, which Uri does not know; so does a name for the web server.
        var probe = host is "*" or "+" ? "0.0.0.0" : host;
        if (host.Length == 0 || !Uri.TryCreate($"{Scheme}{probe}:{port}", UriKind.Absolute, out var uri) || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            return (null, $"is {text}; {Example}.");
        }

        if (IPAddress.TryParse(probe, out var address) && host == probe)
        {
            return (new ListenAddress(text, port, [new IPEndPoint(address, port)], address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)), null);
        }

        if (!host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return (new ListenAddress(text, port, [new IPEndPoint(IPAddress.IPv6Any, port), new IPEndPoint(IPAddress.Any, port)], IsEvery: true), null);
        }

        return port == 0
            ? (null, $"is {text}; a free port can be taken of an address only, as in http://127.0.0.1:0.")
            : (new ListenAddress(text, port, [new IPEndPoint(IPAddress.Loopback, port), new IPEndPoint(IPAddress.IPv6Loopback, port)], IsEvery: false), null);
    }

    /// <summary>The same with another port.</summary>
    public string At(int port)
    {
        var bare = Text.TrimEnd('/');
        var colon = bare.LastIndexOf(':');
        var host = colon > "https:".Length && colon > bare.LastIndexOf(']') ? bare[..colon] : bare;
        return string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
    }
}
