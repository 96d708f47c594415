using System.Net;
using System.Security.Cryptography;
using System.Text;
using Groundswell.Signals;
using Groundswell.Storage;
using Microsoft.AspNetCore.Http;

namespace Groundswell.Server.Ingest;

/// <summary>Finds out who sends a request. The address is used here and nowhere kept.</summary>
internal sealed class SenderResolver(IngestOptions options, RegionSource regions, IReporterKeys keys, NodeClock clock)
{
    private const int MaximumHops = 16;
    private const string Bearer = "Bearer ";

    private readonly byte[][] _tokens = [.. options.Tokens.Select(token => SHA256.HashData(Encoding.UTF8.GetBytes(token)))];

    public ReportSender Resolve(HttpContext context, ReportSource source)
    {
        var now = clock.Now;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var key = keys.KeyOf(today);
        var previous = now.TimeOfDay < RepeatWindow.Length ? keys.KeyOf(today.AddDays(-1)) : null;
        var peer = context.Connection.RemoteIpAddress ?? IPAddress.None;
        var isProxy = IsTrustedProxy(peer);
        var address = isProxy ? ReadForwarded(context.Request, peer) : peer;
        var token = FindToken(context.Request);
        return new ReportSender
        {
            ArrivalTime = now.ToUnixTimeMilliseconds(),
            Source = source,
            Key = key,
            PreviousKey = previous,
            Reporter = ReportSender.Hash(address, key, previous),
            Region = regions.Find(context.Request, address, isProxy),
            IsTrusted = token >= 0 || IsThisMachine(context.Request, peer),
            Scope = token >= 0 ? $"token-{token}" : "",
        };
    }

    private bool IsTrustedProxy(IPAddress peer)
    {
        var plain = peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer;
        return options.TrustedProxies.Any(network => network.Contains(plain));
    }

    // Right to left: the last entry was written by the nearest proxy. The first that is not a trusted proxy is who sends;
    // whatever stands left of it anybody could have written.
    private IPAddress ReadForwarded(HttpRequest request, IPAddress peer)
    {
        var address = peer;
        var hops = request.Headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var hop in hops.Reverse().Take(MaximumHops))
        {
            if (!IPAddress.TryParse(hop, out var parsed))
            {
                break;
            }

            address = parsed;
            if (!IsTrustedProxy(parsed))
            {
                break;
            }
        }

        return address;
    }

    // A proxy on this machine marks what it forwards; without such a mark it is a program of the operator's own.
    private static bool IsThisMachine(HttpRequest request, IPAddress peer) =>
        IPAddress.IsLoopback(peer)
        && !request.Headers.ContainsKey("X-Forwarded-For")
        && !request.Headers.ContainsKey("Forwarded")
        && !request.Headers.ContainsKey("Via")
        && !request.Headers.ContainsKey("X-Real-IP");

    private int FindToken(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (_tokens.Length == 0 || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return -1;
        }

        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(header[Bearer.Length..].Trim()), given);
        var found = -1;
        for (var i = 0; i < _tokens.Length; i++)
        {
            found = CryptographicOperations.FixedTimeEquals(given, _tokens[i]) ? i : found;
        }

        return found;
    }
}
