using System.Net;
using Groundswell.Catalogue.Probing;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Wire;
using Groundswell.Sensing.Probes.Connecting;
using Groundswell.Signals;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>A question to DNS, and conditions on the answer.</summary>
internal sealed class LookupProbe(Connector connector)
{
    private const int MostShown = 4;

    private static readonly DnsQueryOptions Validated = DnsQueryOptions.ToResolver with { DnssecOk = true };

    public async Task<ProbeFailure?> RunAsync(ProbeCheck.Lookup check, ProbeTrace trace)
    {
        if (!DomainName.TryRead(check.Name, out var name, out var reason))
        {
            return new ProbeFailure(FailureClass.Nxdomain, $"not a name of DNS: {reason}");
        }

        _ = RecordTypeText.TryParse(check.Type, out var type);
        DnsLookup lookup;
        if (check.Server is null)
        {
            trace.Note(m => m with { Resolver = connector.Names.FirstResolver.ToString() });
        }

        if (check.Server is null && !check.Authenticated)
        {
            lookup = await connector.Names.LookUpAsync(name, type, trace.CancellationToken);
        }
        else
        {
            var server = await FindServerAsync(check, trace);
            if (server.Failure is not null)
            {
                return server.Failure;
            }

            lookup = await AskAsync(server.EndPoint!, name, type, check.Authenticated, trace.CancellationToken);
        }

        var failure = await connector.Names.FailureOfAsync(lookup, trace.CancellationToken);
        trace.Resolved();
        trace.Address = lookup.Resolver.Address;
        if (check.Server is null)
        {
            var leads = lookup.Outcome == LookupOutcome.Found ? lookup.Addresses.FirstOrDefault() : null;
            trace.Note(m => m with { Resolver = lookup.Resolver.ToString(), Leads = leads?.ToString() });
            trace.IsOwnFault = failure is not null && LookupFailures.IsOwn(lookup);
        }

        return failure ?? Check(check, lookup);
    }

    private async Task<(IPEndPoint? EndPoint, ProbeFailure? Failure)> FindServerAsync(ProbeCheck.Lookup check, ProbeTrace trace)
    {
        if (check.Server is not { } server)
        {
            return (connector.Names.FirstResolver, null);
        }

        var resolution = await connector.ResolveAsync(server.Host, trace);
        return resolution.Failure is null ? (new IPEndPoint(resolution.Addresses[0], server.Port), null) : (null, resolution.Failure);
    }

    private async Task<DnsLookup> AskAsync(IPEndPoint server, DomainName name, RecordType type, bool validated, CancellationToken cancellationToken) => new()
    {
        Name = name,
        Type = type,
        Resolver = server,
        Result = await connector.Names.Client.QueryAsync(server, name, type, validated ? Validated : DnsQueryOptions.ToResolver, cancellationToken),
    };

    private static ProbeFailure? Check(ProbeCheck.Lookup check, DnsLookup lookup)
    {
        var records = lookup.Records.ToList();
        var values = records.ConvertAll(r => r.Content);
        var shown = string.Join("; ", values.Take(MostShown).Select(v => v.ToText())) + (values.Count > MostShown ? $"; and {values.Count - MostShown} more" : "");
        if (values.FirstOrDefault(v => check.Only.Count > 0 && !check.Only.Any(wanted => Fits(v, wanted))) is { } stranger)
        {
            return new ProbeFailure(FailureClass.WrongAnswer, $"{stranger.ToText()} is not one of those asked for");
        }

        if (check.Includes.FirstOrDefault(wanted => !values.Exists(v => Fits(v, wanted))) is { } missing)
        {
            return new ProbeFailure(FailureClass.WrongAnswer, $"{missing} is not among {shown}");
        }

        if (values.Count < check.AtLeast || values.Count > check.AtMost)
        {
            return new ProbeFailure(FailureClass.WrongAnswer, $"{values.Count} records: {shown}");
        }

        if (check.Authenticated && lookup.Result is DnsResult.Answered answered && !answered.Message.Flags.HasFlag(MessageBits.AuthenticData))
        {
            return new ProbeFailure(FailureClass.Dnssec, "the resolver did not validate the answer (no AD bit)");
        }

        var shortest = records.Min(r => r.Ttl);
        return check.TtlAtLeast is { } least && shortest < least.TotalSeconds
            ? new ProbeFailure(FailureClass.TtlCollapse, $"TTL {shortest} s: {shown}")
            : null;
    }

    /// <summary>An address within a network, a name in any case with or without its last dot, or the text as a zone file has it.</summary>
    private static bool Fits(RecordContent content, string wanted) => content switch
    {
        RecordContent.Address address when wanted.Contains('/', StringComparison.Ordinal) => IPNetwork.TryParse(wanted, out var network) && network.Contains(address.Value),
        RecordContent.Address address => IPAddress.TryParse(wanted, out var one) && one.Equals(address.Value),
        RecordContent.Txt text => string.Concat(text.Strings.Select(s => System.Text.Encoding.UTF8.GetString(s.Span))) == wanted || text.ToText() == wanted,
        _ => content.ToText().TrimEnd('.').Equals(wanted.TrimEnd('.'), StringComparison.OrdinalIgnoreCase),
    };
}
