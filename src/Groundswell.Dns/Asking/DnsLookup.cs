using System.Net;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Asking;

/// <summary>A name looked up at a resolver.</summary>
public sealed record DnsLookup
{
    public required DomainName Name { get; init; }

    public required RecordType Type { get; init; }

    /// <summary>Who gave the outcome.</summary>
    public required IPEndPoint Resolver { get; init; }

    public required DnsResult Result { get; init; }

    public LookupOutcome Outcome => Result switch
    {
        DnsResult.Answered { TcpFault: not null } => LookupOutcome.Unusable,
        DnsResult.Answered { Message: var message } => message.Code switch
        {
            ResponseCode.NoError => Records.Any() ? LookupOutcome.Found : LookupOutcome.Empty,
            ResponseCode.NxDomain => LookupOutcome.NoSuchName,
            ResponseCode.ServFail => LookupOutcome.ServerFailure,
            ResponseCode.Refused => LookupOutcome.Refused,
            _ => LookupOutcome.Unusable,
        },
        DnsResult.TimedOut => LookupOutcome.TimedOut,
        DnsResult.Refused => LookupOutcome.Refused,
        DnsResult.Unreachable => LookupOutcome.Unreachable,
        _ => LookupOutcome.Unusable,
    };

    /// <summary>Records of the type that was asked for; their owner is the end of the aliases.</summary>
    public IEnumerable<ResourceRecord> Records => Result is DnsResult.Answered answered ? answered.Message.Answers.Where(r => r.Type == Type) : [];

    /// <summary>Addresses among them.</summary>
    public IEnumerable<IPAddress> Addresses => Records.Select(r => r.Content).OfType<RecordContent.Address>().Select(a => a.Value);

    /// <summary>The aliases on the way, in order of the answer.</summary>
    public IEnumerable<DomainName> Aliases => Result is DnsResult.Answered answered
        ? answered.Message.Answers.Where(r => r.Type == RecordType.Cname).Select(r => ((RecordContent.Target)r.Content).Name)
        : [];
}
