using Groundswell.Dns.Asking;
using Groundswell.Dns.Wire;
using Groundswell.Signals;

namespace Groundswell.Sensing.Probes.Connecting;

/// <summary>What an answer of DNS without the records means.</summary>
internal static class LookupFailures
{
    /// <summary>Null where there are records.</summary>
    public static ProbeFailure? Of(DnsLookup lookup) => lookup.Outcome switch
    {
        LookupOutcome.Found => null,
        LookupOutcome.Empty => new(FailureClass.Empty, $"NOERROR with 0 answers{Source(lookup)}"),
        LookupOutcome.NoSuchName => new(FailureClass.Nxdomain, $"NXDOMAIN{Source(lookup)}"),
        LookupOutcome.ServerFailure => new(FailureClass.Servfail, $"SERVFAIL from {lookup.Resolver}{Errors(lookup)}"),
        LookupOutcome.Refused when lookup.Result is DnsResult.Answered => new(FailureClass.Refused, $"REFUSED by {lookup.Resolver}{Errors(lookup)}"),
        LookupOutcome.Refused => new(FailureClass.Refused, $"no DNS at {lookup.Resolver}: connection refused"),
        LookupOutcome.TimedOut => new(FailureClass.Timeout, $"no answer from {lookup.Resolver}"),
        LookupOutcome.Unreachable => new(FailureClass.Unreachable, $"no way to {lookup.Resolver}"),
        _ => new(FailureClass.Servfail, $"no usable answer from {lookup.Resolver}: {Unusable(lookup)}"),
    };

    /// <summary>
    /// No DNS server of the vantage's own could be asked at all: nothing listens there, there is no way to it, or it has more to say than
    /// it can send. No target can bring that about.
    /// </summary>
    public static bool IsOwn(DnsLookup lookup) =>
        lookup.Outcome is LookupOutcome.Unreachable
        || (lookup.Outcome == LookupOutcome.Refused && lookup.Result is not DnsResult.Answered)
        || lookup.Result is DnsResult.Answered { TcpFault: not null };

    /// <summary>What the server says of its reasons, if it does.</summary>
    public static string Errors(DnsLookup lookup) => lookup.Result is DnsResult.Answered answered && answered.Message.Errors.FirstOrDefault() is { } error ? $" ({error})" : "";

    private static string Source(DnsLookup lookup) =>
        lookup.Result is DnsResult.Answered answered && answered.Message.Authorities.FirstOrDefault(r => r.Type == RecordType.Soa) is { } soa ? $", SOA of {soa.Name}" : "";

    private static string Unusable(DnsLookup lookup) => lookup.Result switch
    {
        DnsResult.Answered { TcpFault: not null } => "cut short, and not to be had by TCP",
        DnsResult.Answered answered => answered.Message.Code.ToString().ToUpperInvariant(),
        DnsResult.Malformed malformed => malformed.Reason,
        _ => "none",
    };
}
