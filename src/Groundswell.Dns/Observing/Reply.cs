using Groundswell.Dns.Asking;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Observing;

/// <summary>An authoritative server's answer, read for what it says about a zone.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Message">The answer; null for <see cref="ReplyKind.None"/>.</param>
/// <param name="Owner">The zone that is referred to, or whose SOA comes with a denial; null if none.</param>
public sealed record Reply(ReplyKind Kind, DnsMessage? Message, DomainName? Owner)
{
    private static readonly Reply Nothing = new(ReplyKind.None, null, null);

    /// <summary>Whether the server took part as one that serves the zone.</summary>
    public bool IsAuthoritative => Kind is ReplyKind.Records or ReplyKind.Alias or ReplyKind.NoData or ReplyKind.NoName or ReplyKind.Referral;

    /// <summary>Whether an answer with this code says something of the name, and not of how it was asked.</summary>
    public static bool IsUsable(DnsResult? result) => result is DnsResult.Answered { Message.Code: not (ResponseCode.FormErr or ResponseCode.NotImp or ResponseCode.BadVers) };

    /// <param name="result">What came of the question.</param>
    /// <param name="zone">The zone whose server was asked.</param>
    /// <param name="name">The name asked for.</param>
    /// <param name="type">The type asked for.</param>
    public static Reply Read(DnsResult? result, DomainName zone, DomainName name, RecordType type)
    {
        if (result is not DnsResult.Answered { Message: var message })
        {
            return Nothing;
        }

        if (result is DnsResult.Answered { TcpFault: not null })
        {
            return new Reply(ReplyKind.CutShort, message, null);
        }

        var soa = message.Authorities.FirstOrDefault(r => r.Type == RecordType.Soa)?.Name;
        if (message.Code == ResponseCode.NxDomain && message.Answers.Count == 0)
        {
            return message.IsAuthoritative ? Denial(ReplyKind.NoName, message, zone, soa) : new Reply(ReplyKind.NotAuthoritative, message, soa);
        }

        // NXDOMAIN with an alias in front speaks of the alias's end, and that end is walked to by itself.
        if (message.Code is not (ResponseCode.NoError or ResponseCode.NxDomain or ResponseCode.YxDomain))
        {
            return new Reply(ReplyKind.Failure, message, null);
        }

        var kind = Find(message, name, type);
        if (kind is { } found)
        {
            return new Reply(message.IsAuthoritative ? found : ReplyKind.NotAuthoritative, message, zone);
        }

        var cut = message.Authorities.FirstOrDefault(r => r.Type == RecordType.Ns)?.Name;
        if (soa is null && cut is not null && (!message.IsAuthoritative || cut.IsBelow(zone)))
        {
            return new Reply(cut.IsBelow(zone) && name.IsWithin(cut) ? ReplyKind.Referral : ReplyKind.Upward, message, cut);
        }

        return message.IsAuthoritative ? Denial(ReplyKind.NoData, message, zone, soa) : new Reply(ReplyKind.NotAuthoritative, message, soa);
    }

    /// <summary>Where an alias at the name leads; null if there is none in the answer.</summary>
    public static DomainName? AliasTarget(DnsMessage message, DomainName name)
    {
        if (message.AnswersFor(name, RecordType.Cname).FirstOrDefault()?.Content is RecordContent.Target alias)
        {
            return alias.Name;
        }

        var above = message.Answers.FirstOrDefault(r => r.Type == RecordType.Dname && name.IsBelow(r.Name));
        return above is null ? null : name.Rebased(above.Name, ((RecordContent.Target)above.Content).Name);
    }

    private static ReplyKind? Find(DnsMessage message, DomainName name, RecordType type)
    {
        if (message.Answers.Any(r => r.Name == name && (r.Type == type || (type == RecordType.Any && r.Type != RecordType.Rrsig))))
        {
            return ReplyKind.Records;
        }

        return type != RecordType.Cname && message.Answers.Any(r => (r.Type == RecordType.Cname && r.Name == name) || (r.Type == RecordType.Dname && name.IsBelow(r.Name)))
            ? ReplyKind.Alias
            : null;
    }

    private static Reply Denial(ReplyKind kind, DnsMessage message, DomainName zone, DomainName? soa) =>
        soa is not null && !soa.IsWithin(zone) ? new Reply(ReplyKind.OtherZone, message, soa) : new Reply(kind, message, soa);
}
