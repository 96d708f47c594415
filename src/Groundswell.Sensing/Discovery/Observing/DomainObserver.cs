using Groundswell.Sensing.Discovery.Suffixes;

namespace Groundswell.Sensing.Discovery.Observing;

/// <summary>Looks at a domain from outside: its names, its mail servers, its certificate, its front page. A visit each, no more.</summary>
/// <param name="names">Asks the DNS.</param>
/// <param name="time">Clock of the observation and of the timeouts.</param>
public sealed class DomainObserver(INameLookup names, TimeProvider time)
{
    private const int MostNameServers = 16;

    private readonly PageVisitor _visitor = new(names, time);

    public async Task<DomainObservation> ObserveAsync(DomainTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        var unseen = new List<string>();
        var at = time.GetUtcNow();
        var visit = _visitor.VisitAsync(target, cancellationToken);
        var zoneName = await FindZoneTopAsync(target.Domain, cancellationToken);
        var servers = await FindNameServersAsync(zoneName?.Zone ?? target.Domain, unseen, cancellationToken);
        var hosts = await FindHostsAsync(target.Domain, unseen, cancellationToken);
        var mail = await names.FindMailServersAsync(target.Domain, cancellationToken);
        if (mail is null)
        {
            unseen.Add($"nobody answered for the mail servers of {target.Domain}");
        }

        var seen = await visit;
        if (seen.Fault is { } fault)
        {
            unseen.Add(fault);
        }

        return new DomainObservation
        {
            Domain = target.Domain,
            At = at,
            Hosts = hosts,
            NameServers = servers,
            Zone = zoneName,
            MailServers = mail ?? [],
            Certificate = seen.Certificate,
            Page = seen.Page,
            Unseen = unseen,
        };
    }

    /// <summary>The SOA of the domain, or of the nearest name above it that has one, down to the registrable domain.</summary>
    private async Task<ZoneOwner?> FindZoneTopAsync(string domain, CancellationToken cancellationToken)
    {
        var last = PublicSuffixList.Shipped.RegistrableDomain(domain) ?? domain;
        for (var name = domain; ; name = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            if (await names.FindZoneAsync(name, cancellationToken) is { } zone)
            {
                return zone;
            }

            if (name == last || !name.Contains('.', StringComparison.Ordinal))
            {
                return null;
            }
        }
    }

    private async Task<IReadOnlyList<NameServerObservation>> FindNameServersAsync(string zone, List<string> unseen, CancellationToken cancellationToken)
    {
        if (await names.FindNameServersAsync(zone, cancellationToken) is not { } hosts)
        {
            unseen.Add($"nobody answered for the name servers of {zone}");
            return [];
        }

        // Name servers of one domain are one zone's: it is asked for once.
        var zones = new Dictionary<string, ZoneOwner?>(StringComparer.Ordinal);
        var servers = new List<NameServerObservation>();
        foreach (var host in hosts.Take(MostNameServers))
        {
            var domain = PublicSuffixList.Shipped.RegistrableDomain(host) ?? host;
            if (!zones.TryGetValue(domain, out var owner))
            {
                zones[domain] = owner = await names.FindZoneAsync(domain, cancellationToken);
            }

            servers.Add(new NameServerObservation(host, owner));
        }

        return servers;
    }

    private async Task<IReadOnlyList<HostObservation>> FindHostsAsync(string domain, List<string> unseen, CancellationToken cancellationToken)
    {
        var found = new List<HostObservation>();
        string[] hosts = domain.StartsWith("www.", StringComparison.Ordinal) ? [domain] : [domain, "www." + domain];
        foreach (var host in hosts)
        {
            var seen = await names.FindHostAsync(host, cancellationToken);
            if (seen is { Addresses.Count: > 0 } or { Chain.Count: > 0 })
            {
                found.Add(seen);
            }
            else if (host == domain)
            {
                unseen.Add(seen is null ? $"nobody answered for {host}" : $"{host} has no address");
            }
        }

        return found;
    }
}
