using Groundswell.Catalogue;
using Groundswell.Catalogue.Probing;
using Groundswell.Signals;

namespace Groundswell.Sensing.Vantages;

/// <summary>
/// What a vantage runs at most for a node, whatever the node says: the bounds that the catalogue's reader has as well. Where connections
/// may go at all is the vantage's own setting.
/// </summary>
internal static class PlanRules
{
    private const int LongestText = CatalogueLimits.TextLength;
    private const int MostRedirects = 10;

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "OPTIONS"];

    /// <summary>Headers that the connection itself is made of.</summary>
    private static readonly string[] Reserved = ["connection", "content-length", "expect", "host", "te", "transfer-encoding", "upgrade"];

    /// <summary>What is wrong with a probe, as the rest of a sentence; null: it may be run.</summary>
    public static string? FindFault(PlannedProbe probe) =>
        !Slug.IsValid(probe.Id) ? "has an id that is no slug."
        : probe.Interval < ProbeDefinition.ShortestInterval || probe.Interval > ProbeDefinition.LongestInterval ? "has an interval out of range."
        : probe.Timeout < TimeSpan.FromSeconds(1) || probe.Timeout > ProbeDefinition.LongestTimeout ? "has a timeout out of range."
        : probe.Retries is < 0 or > ProbeDefinition.MostRetries ? "has too many retries."
        : probe.SlowAfter <= TimeSpan.Zero ? "is slow after no time."
        : probe.Group.Length > LongestText ? "has too long a group."
        : !Enum.IsDefined(probe.Addresses) ? "has no such choice of addresses."
        : FindFault(probe.Check);

    private static string? FindFault(ProbeCheck check) => check switch
    {
        ProbeCheck.Lookup lookup => FindFault(lookup),
        ProbeCheck.Tcp tcp => FindFault(tcp.Target),
        ProbeCheck.Tls tls => FindFault(tls.Target),
        ProbeCheck.Smtp smtp => FindFault(smtp.Target),
        ProbeCheck.Ping ping => IsHost(ping.Address) ? null : "has no host to look at.",
        ProbeCheck.Http http => FindFault(http.Url, "http", "https") ?? FindFault(http),
        ProbeCheck.WebSocket socket => FindFault(socket.Url, "ws", "wss") ?? (socket.Message is { Length: > LongestText } ? "has too long a message." : null),
        ProbeCheck.Grpc grpc => FindFault(grpc.Url, "http", "https"),
        _ => "is of a kind that is not known here.",
    };

    private static string? FindFault(ProbeCheck.Lookup lookup) =>
        lookup.Name.Length is 0 or > 253 ? "has no name to look up."
        : !RecordTypes.All.Contains(lookup.Type) ? "asks for a type of record that is not known here."
        : lookup.Only.Count > CatalogueLimits.ListedPerProbe || lookup.Includes.Count > CatalogueLimits.ListedPerProbe ? "lists too many records."
        : lookup.Server is { } server ? FindFault(server)
        : null;

    private static string? FindFault(ProbeCheck.Http http) =>
        !Methods.Contains(http.Method) ? "has a method that probes do not use."
        : !Enum.IsDefined(http.Edition) ? "has no such version."
        : http.Redirects is < 0 or > MostRedirects ? "follows too many redirects."
        : http.BodyLimit is < 1 or > ProbeCheck.LargestBodyLimit ? "reads too much."
        : http.Body is { Length: > LongestText } ? "sends too much."
        : new[] { http.Headers.Count, http.Status.Count, http.HeaderConditions.Count, http.BodyConditions.Count }.Max() > CatalogueLimits.ListedPerProbe ? "has too many headers or conditions."
        : http is { Method: "HEAD", BodyConditions.Count: > 0 } ? "asks of a body by a method whose answers have none."
        : http.Headers.Any(h => !CanSend(h)) ? "has a header that probes do not send."
        : null;

    private static string? FindFault(Uri? url, params ReadOnlySpan<string> schemes) =>
        url is not { IsAbsoluteUri: true } || !schemes.Contains(url.Scheme) || url.UserInfo.Length > 0 || url.OriginalString.Length > LongestText ? "has an address of another kind."
        : ForbiddenPorts.Contains(url.Port) ? "goes to a port that HTTP is not sent to."
        : null;

    private static string? FindFault(HostPort target) => IsHost(target.Host) && target.Port is > 0 and <= ushort.MaxValue ? null : "has no host and port to look at.";

    private static bool IsHost(string? host) => host is not null && HostPort.TryParse(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host, 1, out _);

    private static bool CanSend(KeyValuePair<string, string> header) =>
        header.Key is { Length: > 0 and <= 100 } && header.Key.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal))
        && !Reserved.Contains(header.Key.ToLowerInvariant())
        && header.Value is { Length: <= LongestText } && !header.Value.Any(char.IsControl);
}
