using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Ingest;

/// <summary>
/// Notices that many people may look like one: a proxy that is not named in the settings, or an address that sends a large share of all
/// reports. Keeps a few addresses of peers in memory, the most frequent ones (Misra and Gries, "Finding repeated elements", 1982), and
/// names one only where it sends much or is a private network's. Safe for several threads.
/// </summary>
internal sealed partial class PeerWatch(IngestOptions options, NodeClock clock, ILogger<PeerWatch> logger)
{
    private const int Kept = 16;
    private const int Fewest = 100;
    private const double LargeShare = 0.25;

    /// <summary>What was seen counts half after so long.</summary>
    private static readonly TimeSpan HalfLife = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, Peer> _peers = [];
    private readonly HashSet<string> _told = [];
    private DateTimeOffset _halved;
    private int _all;
    private int _unread;
    private IPAddress? _unreadFrom;

    /// <summary>A request with reports, of whom no token says who it is.</summary>
    /// <param name="peer">The other end of the connection.</param>
    /// <param name="isProxy">Whether it is a proxy of the settings.</param>
    /// <param name="isMarked">Of a proxy: whether the header was there that says for whom; else: whether any says so.</param>
    public void Note(IPAddress peer, bool isProxy, bool isMarked)
    {
        string? news = null;
        lock (_lock)
        {
            Halve();
            _all++;
            if (isProxy)
            {
                (_unread, _unreadFrom) = isMarked ? (_unread, _unreadFrom) : (_unread + 1, peer);
            }
            else if (_peers.TryGetValue(peer, out var known))
            {
                _peers[peer] = new Peer(known.Requests + 1, known.Marked + (isMarked ? 1 : 0));
            }
            else if (_peers.Count < Kept)
            {
                _peers.Add(peer, new Peer(1, isMarked ? 1 : 0));
            }
            else
            {
                Lessen(seen => new Peer(seen.Requests - 1, Math.Min(seen.Marked, seen.Requests - 1)));
            }

            // At each doubling only: words are costly, and requests are many.
            if (int.IsPow2(_all) || _all % Fewest == 0)
            {
                news = Describe().FirstOrDefault(_told.Add);
            }
        }

        if (news is not null)
        {
            Log.Suspicious(logger, news);
        }
    }

    /// <summary>In sentences, each with the line to set; none where nothing is odd.</summary>
    public IReadOnlyList<string> FindWarnings()
    {
        lock (_lock)
        {
            Halve();
            return [.. Describe()];
        }
    }

    private IEnumerable<string> Describe()
    {
        foreach (var (peer, seen) in _peers)
        {
            var share = (double)seen.Requests / Math.Max(1, _all);
            var isLarge = _all >= Fewest && share >= LargeShare;
            if (seen.Marked * 2 > seen.Requests && (IsPrivate(peer) || isLarge))
            {
                yield return $"Reports come through {peer}, which says for whom it forwards but is no proxy of the settings: all its visitors count as one. If it is yours, set ingest.trusted_proxies: {peer}";
            }
            else if (isLarge && seen.Marked * 2 <= seen.Requests)
            {
                yield return $"{share:0%} of the latest reports come from {peer}, which counts as one reporter. If it is a proxy of yours, let it send {options.ForwardedHeader} and set ingest.trusted_proxies: {peer}. If it is a program that reports for many, give it a secret in ingest.tokens.";
            }
        }

        if (_unreadFrom is { } silent && _unread * 2 > _all)
        {
            var other = options.ForwardedHeader == ForwardedHops.Usual ? ForwardedHops.Standard : ForwardedHops.Usual;
            yield return $"The trusted proxy {silent} sends no {options.ForwardedHeader}: all its visitors count as one. Let it send that header, or set ingest.forwarded_header: {other} if it sends that one.";
        }
    }

    private void Halve()
    {
        var now = clock.Now;
        if (now - _halved >= HalfLife || now < _halved)
        {
            _halved = now;
            (_all, _unread) = (_all / 2, _unread / 2);
            Lessen(seen => new Peer(seen.Requests / 2, seen.Marked / 2));
        }
    }

    private void Lessen(Func<Peer, Peer> less)
    {
        foreach (var (peer, seen) in _peers.ToList())
        {
            _peers[peer] = less(seen);
            if (_peers[peer].Requests <= 0)
            {
                _peers.Remove(peer);
            }
        }
    }

    private static bool IsPrivate(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return IPAddress.IsLoopback(address) || address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal;
        }

        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        return bytes[0] is 10 or 127 || (bytes[0] == 172 && bytes[1] is >= 16 and < 32) || (bytes[0] == 192 && bytes[1] == 168) || (bytes[0] == 100 && bytes[1] is >= 64 and < 128);
    }

    private readonly record struct Peer(int Requests, int Marked);

    private static partial class Log
    {
        [LoggerMessage(1010, LogLevel.Warning, "{What}")]
        public static partial void Suspicious(ILogger logger, string what);
    }
}
