using System.Globalization;
using System.Net;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Observing;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Judging;

/// <summary>What a server's answers about its zone say of the server.</summary>
internal sealed record ServerHealth
{
    private const ushort NotAuthoritativeError = 20;

    /// <summary>Resolvers ask again, or another server, long before.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    public required ServerSeen Server { get; init; }

    public required ServerCondition Condition { get; init; }

    /// <summary>What it does, as the end of a sentence; empty for a good one.</summary>
    public string Text { get; init; } = "";

    /// <summary>How it treats EDNS, as the end of a sentence; null if rightly.</summary>
    public string? EdnsFault { get; init; }

    /// <summary>How it treats TCP, as the end of a sentence; null if rightly.</summary>
    public string? TcpFault { get; init; }

    /// <summary>Whether it says itself that it does not serve the zone (RFC 8914).</summary>
    public bool DeniesZone { get; init; }

    public bool IsSlow { get; init; }

    public uint? Serial { get; init; }

    public bool IsGood => Condition == ServerCondition.Good;

    /// <param name="seen">What was seen.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="server">One of its servers.</param>
    /// <param name="question">The name whose answer counts as proof that it serves the zone, if its SOA is not told; null for none.</param>
    public static ServerHealth Of(Observation seen, DomainName zone, ServerSeen server, DomainName? question)
    {
        var best = seen.Best(server.Address, zone, RecordType.Soa);
        var reply = Reply.Read(best, zone, zone, RecordType.Soa);
        var (condition, text) = Read(reply, best, seen.Of(server.Address, zone, RecordType.Soa, AskKind.Tcp));
        if (best is DnsResult.Unreachable)
        {
            (condition, text) = Unreached(seen, server.Address.Address, best);
        }

        // A server that keeps no SOA, and answers all the same, serves whoever asks.
        if (condition is not (ServerCondition.Good or ServerCondition.Unseen) && (Serves(seen, zone, server, zone, RecordType.Ns) || (question is not null && Serves(seen, zone, server, question, seen.Type))))
        {
            (condition, text) = (ServerCondition.Good, "");
        }

        var tcp = seen.Of(server.Address, zone, RecordType.Soa, AskKind.Tcp);
        return new ServerHealth
        {
            Server = server,
            Condition = condition,
            Text = text,
            EdnsFault = EdnsFaultOf(seen.Of(server.Address, zone, RecordType.Soa, AskKind.Udp), seen.Of(server.Address, zone, RecordType.Soa, AskKind.Plain)),
            TcpFault = condition == ServerCondition.Good ? TcpFaultOf(tcp) : null,
            DeniesZone = reply.Message?.Errors.Any(e => e.Code == NotAuthoritativeError) == true,
            IsSlow = best is DnsResult.Answered { Elapsed: var elapsed } && elapsed > Slow,
            Serial = reply.Message?.AnswersFor(zone, RecordType.Soa).Select(r => r.Content).OfType<RecordContent.Soa>().FirstOrDefault()?.Serial,
        };
    }

    /// <summary>The end of a sentence about what came instead of an answer.</summary>
    public static string Describe(DnsResult? result) => result switch
    {
        DnsResult.TimedOut => "gives no answer",
        DnsResult.Refused => "does not listen there",
        DnsResult.Unreachable unreachable => $"cannot be reached ({unreachable.Reason})",
        DnsResult.Malformed malformed => $"answers with something that is no DNS message: {malformed.Reason}",
        DnsResult.Answered answered => $"answers {answered.Message.Code.ToString().ToUpperInvariant()}{Reasons(answered.Message)}",
        _ => "was not asked",
    };

    private static (ServerCondition, string) Read(Reply reply, DnsResult? result, DnsResult? tcp) => reply.Kind switch
    {
        ReplyKind.Records or ReplyKind.Alias => (ServerCondition.Good, ""),
        ReplyKind.None => result switch
        {
            null or DnsResult.Unreachable => (ServerCondition.Unseen, "cannot be reached from here"),
            DnsResult.Malformed => (ServerCondition.Lame, Describe(result)),
            DnsResult.Refused => (ServerCondition.Silent, "does not listen: its host says that nothing is there"),
            _ => (ServerCondition.Silent, tcp is DnsResult.Answered ? "gives no answer by UDP, though it does by TCP, which resolvers do not try first" : "gives no answer"),
        },
        ReplyKind.Failure => reply.Message!.Code switch
        {
            ResponseCode.ServFail => (ServerCondition.Failing, Describe(result) + " for the zone itself: it has it, and cannot serve it"),
            ResponseCode.Refused when reply.Message.Errors.Any(e => e.IsPolicy) => (ServerCondition.Prohibiting, Describe(result)),
            ResponseCode.Refused => (ServerCondition.Refusing, Describe(result)),
            _ => (ServerCondition.Lame, Describe(result)),
        },
        ReplyKind.CutShort => (ServerCondition.CutShort, $"cuts its answers short by UDP, and {Describe(((DnsResult.Answered)result!).TcpFault)} by TCP, which it sends everyone to"),
        ReplyKind.Upward => (ServerCondition.Lame, reply.Owner!.IsRoot ? "refers upwards, to the root: it does not have the zone" : $"refers to {reply.Owner} instead of answering: it does not have the zone"),
        ReplyKind.NotAuthoritative => (ServerCondition.Lame, "answers without authority: it is no server of the zone, or a cache"),
        ReplyKind.OtherZone => (ServerCondition.Lame, $"answers from another zone, {reply.Owner}"),
        ReplyKind.NoName => (ServerCondition.Lame, "says that the zone does not exist"),
        _ => (ServerCondition.Lame, "says that the zone has no SOA record: it does not have the zone"),
    };

    /// <summary>There is no way to a server: from here, or at all.</summary>
    private static (ServerCondition, string) Unreached(Observation seen, IPAddress address, DnsResult result) =>
        seen.IsPublicRoot && !PublicAddress.IsPublic(address) ? (ServerCondition.Silent, "has an address that is no public one: nobody outside of its own network comes to it")
        : seen.Reaches(address) ? (ServerCondition.Silent, Describe(result))
        : (ServerCondition.Unseen, "cannot be reached from here");

    private static bool Serves(Observation seen, DomainName zone, ServerSeen server, DomainName name, RecordType type) =>
        Reply.Read(seen.Best(server.Address, name, type), zone, name, type) is { Kind: ReplyKind.Records or ReplyKind.Alias };

    private static string? EdnsFaultOf(DnsResult? full, DnsResult? plain) =>
        full is null || plain is null || Reply.IsUsable(full) || !Reply.IsUsable(plain) ? null
            : full is DnsResult.TimedOut ? "gives no answer to questions that carry EDNS, and answers those that do not; resolvers take it for dead"
            : $"{Describe(full)} to questions that carry EDNS, and answers those that do not";

    private static string? TcpFaultOf(DnsResult? tcp) => tcp switch
    {
        null or DnsResult.Answered or DnsResult.Unreachable => null,
        DnsResult.Refused => "does not take connections by TCP",
        DnsResult.Malformed malformed => $"takes connections by TCP, but {malformed.Reason}",
        _ => "gives no answer by TCP",
    };

    private static string Reasons(DnsMessage message)
    {
        var errors = message.Errors.Select(e => e.ToString()).ToList();
        return errors.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $" (\"{string.Join("\", \"", errors)}\")") : "";
    }
}
