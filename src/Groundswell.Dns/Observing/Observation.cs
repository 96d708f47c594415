using System.Net;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Wire;
using Groundswell.Dns.Zones;

namespace Groundswell.Dns.Observing;

/// <summary>All that a diagnosis saw, for a judgement to make sense of: plain data, no network behind it.</summary>
public sealed record Observation
{
    public required DomainName Name { get; init; }

    public required RecordType Type { get; init; }

    /// <summary>When it was seen; signatures are judged by it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Keys to begin validation with; none means the root's keys as they are served.</summary>
    public required IReadOnlyList<TrustAnchor> Anchors { get; init; }

    /// <summary>Whether the walk began at the Internet's root.</summary>
    public required bool IsPublicRoot { get; init; }

    /// <summary>In order of the aliases.</summary>
    public required IReadOnlyList<HopSeen> Hops { get; init; }

    public required IReadOnlyDictionary<DomainName, ZoneSeen> Zones { get; init; }

    public required IReadOnlyList<IPEndPoint> Resolvers { get; init; }

    public required IReadOnlyDictionary<AskKey, DnsResult> Asked { get; init; }

    /// <summary>Why not everything was asked; empty if it was.</summary>
    public IReadOnlyList<string> Limits { get; init; } = [];

    public TimeSpan Elapsed { get; init; }

    /// <summary>What came of a question; null if it was not asked.</summary>
    public DnsResult? Of(IPEndPoint server, DomainName name, RecordType type, AskKind kind) => Asked.GetValueOrDefault(new AskKey(server, name, type, kind));

    /// <summary>The answer to a question by UDP with EDNS, or the one without EDNS if only that was answered.</summary>
    public DnsResult? Best(IPEndPoint server, DomainName name, RecordType type)
    {
        var full = Of(server, name, type, AskKind.Udp);
        return Reply.IsUsable(full) || Of(server, name, type, AskKind.Plain) is not { } plain || !Reply.IsUsable(plain) ? full : plain;
    }
}
