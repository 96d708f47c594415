using System.Net;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Wire;
using Groundswell.Sensing.Outgoing;
using Groundswell.Signals;

namespace Groundswell.Sensing.Probes.Connecting;

/// <summary>
/// Looks behind a resolver's SERVFAIL, which is what users get for very different failures: signatures that do not hold, servers that do
/// not serve the zone, servers that are silent. A few questions more, at the time of a failure only.
/// </summary>
internal sealed class ServfailCause(DnsClient client, NameResolver names, AddressGuard guard, int authorityPort)
{
    private const int MostParents = 2;
    private const int MostServers = 4;

    private static readonly DnsQueryOptions ToAuthority = DnsQueryOptions.ToAuthority with { Tries = 1 };
    private static readonly DnsQueryOptions Unvalidated = DnsQueryOptions.ToResolver with { CheckingDisabled = true, Tries = 1 };

    public async Task<ProbeFailure> FindAsync(DnsLookup lookup, CancellationToken cancellationToken)
    {
        var said = LookupFailures.Of(lookup)!;
        if (lookup.Result is DnsResult.Answered answered && answered.Message.Errors.Any(e => e.IsAboutValidation))
        {
            return said with { Class = FailureClass.Dnssec };
        }

        var bare = await client.QueryAsync(lookup.Resolver, lookup.Name, lookup.Type, Unvalidated, cancellationToken);
        if (bare is DnsResult.Answered { Message.Code: ResponseCode.NoError or ResponseCode.NxDomain })
        {
            return new ProbeFailure(FailureClass.Dnssec, $"SERVFAIL from {lookup.Resolver}, and an answer where signatures are not checked");
        }

        return await LookAtDelegationAsync(lookup, cancellationToken) ?? said;
    }

    private async Task<ProbeFailure?> LookAtDelegationAsync(DnsLookup lookup, CancellationToken cancellationToken)
    {
        if (await FindReferralAsync(lookup, cancellationToken) is not { } referral)
        {
            return null;
        }

        var delegated = referral.Authorities.Where(r => r.Type == RecordType.Ns).ToList();
        var (lame, silent, others) = (new List<string>(), 0, 0);
        foreach (var record in delegated.Take(MostServers))
        {
            var host = ((RecordContent.Target)record.Content).Name;
            foreach (var address in (await AddressesAsync(host, referral, cancellationToken)).Take(1))
            {
                switch (await client.QueryAsync(new IPEndPoint(address, authorityPort), record.Name, RecordType.Soa, ToAuthority, cancellationToken))
                {
                    case DnsResult.Answered { Message: { Code: ResponseCode.NoError, IsAuthoritative: true } } or DnsResult.Answered { Message.Code: ResponseCode.ServFail }:
                        others++;
                        break;
                    case DnsResult.Answered:
                        lame.Add(host.ToString());
                        break;
                    default:
                        silent++;
                        break;
                }
            }
        }

        var zone = delegated[0].Name;
        return (lame.Count, silent, others) switch
        {
            ( > 0, _, 0) => new ProbeFailure(FailureClass.Lame, $"{string.Join(", ", lame)} not authoritative for {zone}"),
            (0, > 0, 0) => new ProbeFailure(FailureClass.Timeout, $"SERVFAIL from {lookup.Resolver}; no server of {zone} answers"),
            _ => null,
        };
    }

    /// <summary>How the nearest zone that can be asked for delegates the name.</summary>
    private async Task<DnsMessage?> FindReferralAsync(DnsLookup lookup, CancellationToken cancellationToken)
    {
        for (var labels = lookup.Name.LabelCount - 1; labels >= 0; labels--)
        {
            var zone = await names.LookUpAsync(lookup.Name.Ancestor(labels), RecordType.Ns, cancellationToken);
            foreach (var server in zone.Records.Select(r => ((RecordContent.Target)r.Content).Name).Take(MostParents))
            {
                foreach (var address in (await AddressesAsync(server, null, cancellationToken)).Take(1))
                {
                    var result = await client.QueryAsync(new IPEndPoint(address, authorityPort), lookup.Name, lookup.Type, ToAuthority, cancellationToken);
                    if (result is DnsResult.Answered { Message: { Code: ResponseCode.NoError, IsAuthoritative: false } message }
                        && message.Authorities.Any(r => r.Type == RecordType.Ns && r.Name.IsBelow(zone.Name)))
                    {
                        return message;
                    }
                }
            }

            if (zone.Outcome == LookupOutcome.Found)
            {
                return null;
            }
        }

        return null;
    }

    private async Task<IEnumerable<IPAddress>> AddressesAsync(DomainName host, DnsMessage? referral, CancellationToken cancellationToken)
    {
        var glue = (referral?.Additionals ?? []).Where(r => r.Name == host && r.Type == RecordType.A).Select(r => ((RecordContent.Address)r.Content).Value).ToList();
        var addresses = glue.Count > 0 ? glue : (await names.LookUpAsync(host, RecordType.A, cancellationToken)).Addresses;
        return addresses.Where(guard.Allows);
    }
}
