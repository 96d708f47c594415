using Groundswell.Catalogue;
using Groundswell.Sensing.Discovery.Suffixes;
using Groundswell.Sensing.Discovery.Supply;

namespace Groundswell.Sensing.Discovery.Offline;

/// <summary>Judges sites and name servers that were recorded earlier, without asking the network.</summary>
public static class NameServerTable
{
    /// <param name="pairs">All of one recording: how many sites share a name server is counted in it.</param>
    /// <param name="fingerprints">The catalogue's; may be empty, and then the general rules alone decide.</param>
    public static IEnumerable<NameServerRow> Judge(IReadOnlyList<NameServerPair> pairs, IReadOnlyList<Fingerprint> fingerprints)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var suffixes = PublicSuffixList.Shipped;
        var judge = new NameServerJudge(new SupplierIndex(fingerprints), suffixes);
        string Registrable(string host) => suffixes.RegistrableDomain(host) ?? host;
        var shared = pairs.Select(p => (Server: Registrable(p.NameServer), Site: Registrable(p.Site))).Distinct()
            .CountBy(p => p.Server, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var judgment = judge.Judge(new NameServerEvidence
            {
                Site = pair.Site,
                NameServer = pair.NameServer,
                SiteZone = Zone(pair.SiteZone),
                NameServerZone = Zone(pair.NameServerZone),
                SitesServed = shared[Registrable(pair.NameServer)],
            });
            yield return new NameServerRow(pair.Site, pair.NameServer, judgment.Supplier, judgment.Ownership == Ownership.Third, judgment.Reason);
        }

        ZoneContact? Zone((string Server, string Contact)? read) =>
            read is { } zone ? new ZoneContact(Registrable(zone.Server), Registrable(zone.Contact)) : null;
    }
}
