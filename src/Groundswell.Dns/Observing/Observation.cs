using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Wire;
using Groundswell.Dns.Zones;

namespace Groundswell.Dns.Observing;

/// <summary>All that a diagnosis saw, for a judgement to make sense of: plain data, no network behind it.</summary>
public sealed record Observation
{
    /// <summary>Octets of an answer by UDP to a question without EDNS.</summary>
    internal const int LargestPlain = 512;

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

    /// <summary>
    /// The ways to the names of a zone's servers, one for each, where all of them stand elsewhere without glue and something fails: what the
    /// zone rests on. Of other zones nothing.
    /// </summary>
    public IReadOnlyDictionary<DomainName, IReadOnlyList<HopSeen>> Rests { get; init; } = FrozenDictionary<DomainName, IReadOnlyList<HopSeen>>.Empty;

    public required IReadOnlyList<IPEndPoint> Resolvers { get; init; }

    /// <summary>Whether those are this machine's own.</summary>
    public bool AreResolversOwn { get; init; }

    public required IReadOnlyDictionary<AskKey, DnsResult> Asked { get; init; }

    /// <summary>Whether signatures can come through to this machine; else nothing is said of them.</summary>
    public bool HasSignatures { get; init; } = true;

    /// <summary>Why not everything was asked; empty if it was.</summary>
    public IReadOnlyList<string> Limits { get; init; } = [];

    public TimeSpan Elapsed { get; init; }

    /// <summary>What came of a question; null if it was not asked.</summary>
    public DnsResult? Of(IPEndPoint server, DomainName name, RecordType type, AskKind kind) => Asked.GetValueOrDefault(new AskKey(server, name, type, kind));

    /// <summary>What a resolver answers to the question, late or in time.</summary>
    public DnsResult? OfResolver(IPEndPoint resolver) =>
        Of(resolver, Name, Type, AskKind.Patient) is DnsResult.Answered late ? late : Of(resolver, Name, Type, AskKind.Recursive);

    /// <summary>Whether a resolver fails for every name: it is not there, or does not even know the root's servers.</summary>
    public bool FailsForAll(IPEndPoint resolver) => Of(resolver, DomainName.Root, RecordType.Ns, AskKind.Control) switch
    {
        DnsResult.Answered { Message: var message } => !message.AnswersFor(DomainName.Root, RecordType.Ns).Any(),
        not null => true,
        null => Of(resolver, Name, Type, AskKind.Recursive) is DnsResult.Refused or DnsResult.Unreachable
            || (Of(resolver, Name, Type, AskKind.Recursive) is DnsResult.TimedOut && Of(resolver, DomainName.Root, RecordType.Ns, AskKind.Near) is not DnsResult.Answered),
    };

    /// <summary>Whether there are servers that this machine has no way to.</summary>
    public bool IsPartlyBlind => IsOutOfReach(AddressFamily.InterNetwork) || IsOutOfReach(AddressFamily.InterNetworkV6);

    /// <summary>Whether servers of a family were asked, and there is no way to any of them.</summary>
    public bool IsOutOfReach(AddressFamily family)
    {
        var asked = Asked.Where(a => a.Key.Kind.Means() is not null && a.Key.Server.AddressFamily == family).Select(a => a.Value is DnsResult.Unreachable).ToList();
        return asked.Count > 0 && asked.TrueForAll(u => u);
    }

    /// <summary>The answer to a question by UDP with EDNS; or the one by TCP if that vanished, or the one without EDNS if only that was answered.</summary>
    public DnsResult? Best(IPEndPoint server, DomainName name, RecordType type)
    {
        var full = Of(server, name, type, AskKind.Udp);
        return Reply.IsUsable(full) ? full
            : LosesLarge(server, name, type) ? Of(server, name, type, AskKind.Tcp)
            : Of(server, name, type, AskKind.Plain) is { } plain && Reply.IsUsable(plain) ? plain
            : full;
    }

    /// <summary>Whether anything came from addresses of this kind (its family; loopback, public or private): then one that cannot be reached is itself at fault.</summary>
    public bool Reaches(IPAddress address) => Asked.Any(a =>
        a.Key.Kind.Means() is not null && a.Value is DnsResult.Answered or DnsResult.Malformed
        && a.Key.Server.Address.AddressFamily == address.AddressFamily
        && IPAddress.IsLoopback(a.Key.Server.Address) == IPAddress.IsLoopback(address)
        && PublicAddress.IsPublic(a.Key.Server.Address) == PublicAddress.IsPublic(address));

    /// <summary>
    /// Whether an answer vanished by UDP that came by TCP, and is one that the server sends in a packet larger than any without EDNS,
    /// while it answers small questions with EDNS: packets of that size do not get through (RFC 6891, section 6.2.5).
    /// </summary>
    public bool LosesLarge(IPEndPoint server, DomainName name, RecordType type) =>
        Of(server, name, type, AskKind.Udp) is DnsResult.TimedOut
        && Of(server, name, type, AskKind.Tcp) is DnsResult.Answered { Octets.Length: > LargestPlain } whole && Reply.IsUsable(whole)
        && Asked.Any(a => a.Key.Server.Equals(server) && a.Key.Kind == AskKind.Udp && Reply.IsUsable(a.Value));
}
