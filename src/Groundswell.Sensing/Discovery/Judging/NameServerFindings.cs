using Groundswell.Catalogue;
using Groundswell.Sensing.Discovery.Observing;
using Groundswell.Sensing.Discovery.Suffixes;
using Groundswell.Sensing.Discovery.Supply;

namespace Groundswell.Sensing.Discovery.Judging;

/// <summary>Who answers for the domain's names.</summary>
internal sealed class NameServerFindings(SupplierIndex suppliers, PublicSuffixList suffixes)
{
    private readonly NameServerJudge _judge = new(suppliers, suffixes);

    public void Add(DomainObservation seen, FindingSet set)
    {
        foreach (var server in seen.NameServers)
        {
            var judgment = _judge.Judge(new NameServerEvidence
            {
                Site = seen.Domain,
                NameServer = server.Host,
                SiteZone = Contact(seen.Zone),
                NameServerZone = Contact(server.Zone),
                CertificateNames = seen.Certificate?.Names ?? [],
            });
            var soa = server.Zone is { } zone ? $", whose zone names {zone.Server} and {zone.Contact}" : "";
            var text = $"NS {server.Host}{soa}: {judgment.Reason}";
            if (judgment.Ownership == Ownership.Third && suppliers.ByNameServer(server.Host) is { } match)
            {
                set.Add(match, Criticality.Hard, text, Confidences.NameServer);
            }
            else
            {
                set.Add(Unlisted(server, judgment), text, judgment.Ownership == Ownership.Private ? Confidences.NameServer : Confidences.UnknownNameServer);
            }
        }
    }

    private FindingDraft Unlisted(NameServerObservation server, OwnershipJudgment judgment)
    {
        var domain = suffixes.RegistrableDomain(server.Host) ?? server.Host;
        return new FindingDraft
        {
            Function = SuppliedFunction.Dns,
            Supplier = judgment.Supplier,
            SupplierName = domain,
            IsPrivate = judgment.Ownership == Ownership.Private,
            Criticality = Criticality.Hard,

            // Two domains whose zones have one contact are one organisation's (IMC 2020, §3.1).
            Organisation = Contact(server.Zone)?.Contact ?? domain,
        };
    }

    private ZoneContact? Contact(ZoneOwner? zone) => zone is null
        ? null
        : new ZoneContact(suffixes.RegistrableDomain(zone.Server) ?? zone.Server, suffixes.RegistrableDomain(zone.Contact) ?? zone.Contact);
}
