using System.Net;
using System.Security.Cryptography;
using System.Text;
using Groundswell.Server.Ingest.Budgets;
using Groundswell.Signals;
using Groundswell.Storage;
using Microsoft.AspNetCore.Http;

namespace Groundswell.Server.Ingest;

/// <summary>Finds out who sends a request. The address is used here and nowhere kept.</summary>
internal sealed class SenderResolver(IngestOptions options, RegionSource regions, IReporterKeys keys, NodeClock clock, SenderBudgets budgets, PeerWatch watch)
{
    private const string Bearer = "Bearer ";

    private readonly byte[][] _tokens = [.. options.Tokens.Select(token => SHA256.HashData(Encoding.UTF8.GetBytes(token)))];
    private readonly SenderAccount[] _tokenAccounts = [.. options.Tokens.Select((_, number) => budgets.OfKnown($"token {number}"))];
    private readonly SenderAccount _machine = budgets.OfKnown("machine");

    /// <summary>The sender of a request, and what its use is put down to.</summary>
    public (ReportSender Sender, SenderAccount Account) Resolve(HttpContext context, ReportSource source, EmbeddingSite? site = null)
    {
        var now = clock.Now;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var key = keys.KeyOf(today);
        var previous = now.TimeOfDay < RepeatWindow.Length ? keys.KeyOf(today.AddDays(-1)) : null;
        var (address, peer, isProxy) = FindAddress(context);
        var token = FindToken(context.Request);
        var isMachine = token < 0 && IsThisMachine(context, peer);
        if (token < 0 && !isMachine)
        {
            watch.Note(peer, isProxy, isProxy ? context.Request.Headers[options.ForwardedHeader].Count > 0 : ForwardedHops.IsMarked(context.Request.Headers));
        }

        var sender = new ReportSender
        {
            ArrivalTime = now.ToUnixTimeMilliseconds(),
            Source = source,
            Key = key,
            PreviousKey = previous,
            Reporter = ReportSender.Hash(address, key, previous),
            Region = regions.Find(context.Request, address, isProxy),
            IsTrusted = token >= 0 || isMachine,
            Scope = token >= 0 ? $"token-{token}" : "",
        };
        return (sender, token >= 0 ? _tokenAccounts[token] : isMachine ? _machine : budgets.OfAddress(address, site?.Key ?? ""));
    }

    /// <summary>The address that a request comes from, that of the connection, and whether a trusted proxy's word was asked for it.</summary>
    public (IPAddress Address, IPAddress Peer, bool IsProxy) FindAddress(HttpContext context)
    {
        var peer = context.Connection.RemoteIpAddress ?? IPAddress.None;
        peer = peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer;
        var isProxy = IsTrustedProxy(peer);
        return (isProxy ? ReadForwarded(context.Request, peer) : peer, peer, isProxy);
    }

    /// <summary>Whether a header of a request is a trusted proxy's.</summary>
    public bool IsFromTrustedProxy(HttpContext context) => FindAddress(context).IsProxy;

    private bool IsTrustedProxy(IPAddress plain)
    {
        foreach (var network in options.TrustedProxies)
        {
            if (network.Contains(plain))
            {
                return true;
            }
        }

        return false;
    }

    // Right to left: the last entry was written by the nearest proxy. The first that is not a trusted proxy is who sends;
    // whatever stands left of it anybody could have written.
    private IPAddress ReadForwarded(HttpRequest request, IPAddress peer)
    {
        var address = peer;
        var header = options.ForwardedHeader;
        foreach (var hop in ForwardedHops.ReadNearestFirst(request.Headers[header], header == ForwardedHops.Standard))
        {
            if (hop is null)
            {
                break;
            }

            address = hop;
            if (!IsTrustedProxy(hop))
            {
                break;
            }
        }

        return address;
    }

    // A program of the operator's own says nothing of having been forwarded, nor of a page that sent it here, and calls this machine by
    // a name of its own: a page of elsewhere may run in a browser on this machine, under a name that it made point here (DNS rebinding).
    private static bool IsThisMachine(HttpContext context, IPAddress peer) =>
        IPAddress.IsLoopback(peer)
        && context.Features.Get<IForwardedConnection>() is null
        && !ForwardedHops.IsMarked(context.Request.Headers)
        && !BrowserMarks.Has(context.Request.Headers)
        && (context.Request.Host.Host is var host)
        && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host, out _));

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
