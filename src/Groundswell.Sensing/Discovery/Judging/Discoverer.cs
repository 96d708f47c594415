using System.Globalization;
using Groundswell.Catalogue;
using Groundswell.Sensing.Discovery.Observing;
using Groundswell.Sensing.Discovery.Ranges;
using Groundswell.Sensing.Discovery.Suffixes;
using Groundswell.Sensing.Discovery.Supply;

namespace Groundswell.Sensing.Discovery.Judging;

/// <summary>What a domain depends on, from what was seen of it. Pure: the same observation always gives the same findings.</summary>
public sealed class Discoverer
{
    /// <summary>A certificate that lives so briefly cannot outlast an outage of its issuer for long.</summary>
    private static readonly TimeSpan ShortLived = TimeSpan.FromDays(10);

    private readonly SupplierIndex _suppliers;
    private readonly NameServerFindings _nameServers;
    private readonly PublicSuffixList _suffixes = PublicSuffixList.Shipped;
    private readonly HashSet<ComponentId> _components;
    private readonly AddressRanges _ranges;

    /// <param name="catalogue">Its fingerprints and components.</param>
    /// <param name="ranges">What suppliers publish of their addresses; <see cref="AddressRanges.None"/> if nothing.</param>
    public Discoverer(ServiceCatalogue catalogue, AddressRanges ranges)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        _suppliers = new SupplierIndex(catalogue.Fingerprints);
        _nameServers = new NameServerFindings(_suppliers, _suffixes);
        _components = [.. catalogue.Components.Keys];
        _ranges = ranges;
    }

    public DomainFindings Discover(DomainObservation seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var set = new FindingSet(_components);
        _nameServers.Add(seen, set);
        AddHosts(seen, set);
        AddMail(seen, set);
        AddCertificate(seen, set);
        AddPage(seen, set);
        RedundancyRule.Apply(set.Drafts, SuppliedFunction.Dns, "dns");
        RedundancyRule.Apply(set.Drafts, SuppliedFunction.Mail, "mail");
        return new DomainFindings(seen, [.. set.Drafts.Select(d => d.Finish())
            .OrderBy(f => f.Function).ThenByDescending(f => f.Confidence).ThenBy(f => f.Supplier, StringComparer.Ordinal)
            .ThenBy(f => f.Component?.ToString(), StringComparer.Ordinal)]);
    }

    private void AddHosts(DomainObservation seen, FindingSet set)
    {
        foreach (var host in seen.Hosts)
        {
            foreach (var name in host.Chain)
            {
                if (_suppliers.ByCname(name) is { } match && !IsOwn(seen, match.Supplier))
                {
                    set.Add(match, CriticalityOf(match.Part.Function), $"CNAME {host.Host} to {name}", Confidences.Cname);
                }
            }

            foreach (var address in host.Addresses)
            {
                // The smallest block first, and within one the service that has a fingerprint: AWS lists each address as AMAZON too.
                var match = _ranges.Find(address)
                    .Select(r => (Range: r, Match: _suppliers.ByRange(r.List, r.Region)))
                    .Where(r => r.Match is not null)
                    .OrderBy(r => r.Match!.Part.On is null)
                    .FirstOrDefault();
                if (match.Match is { } found && !IsOwn(seen, found.Supplier))
                {
                    var region = match.Range.Region is { } r ? $" of {r}" : "";
                    set.Add(found, CriticalityOf(found.Part.Function), $"address {address} of {host.Host} in {match.Range.Network}, published as {match.Range.List}{region}", Confidences.Range);
                }
            }
        }
    }

    private void AddMail(DomainObservation seen, FindingSet set)
    {
        foreach (var host in seen.MailServers)
        {
            if (_suppliers.ByMailServer(host) is { } match)
            {
                set.Add(match, Criticality.Soft, $"MX {host}", Confidences.MailServer);
                continue;
            }

            var own = _suffixes.RegistrableDomain(host) == _suffixes.RegistrableDomain(seen.Domain);
            set.Add(
                new FindingDraft
                {
                    Function = SuppliedFunction.Mail,
                    Supplier = _suffixes.RegistrableDomain(host) ?? host,
                    SupplierName = _suffixes.RegistrableDomain(host) ?? host,
                    IsPrivate = own,
                    Criticality = Criticality.Soft,
                    Organisation = _suffixes.RegistrableDomain(host) ?? host,
                },
                $"MX {host}",
                Confidences.MailServer);
        }
    }

    private void AddCertificate(DomainObservation seen, FindingSet set)
    {
        if (seen.Certificate is not { } certificate)
        {
            return;
        }

        var lifetime = certificate.NotAfter - certificate.NotBefore;
        var criticality = certificate.MustStaple || lifetime <= ShortLived ? Criticality.Degraded : Criticality.Soft;
        var text = string.Create(CultureInfo.InvariantCulture, $"certificate issued by {certificate.Issuer}, valid {lifetime.TotalDays:0} days{(certificate.MustStaple ? ", must be stapled" : certificate.HasOcsp ? ", with OCSP" : ", without OCSP")}");
        if (_suppliers.ByIssuer(certificate.IssuerOrganisation) is { } match)
        {
            set.Add(match, criticality, text, Confidences.Issuer);
            return;
        }

        set.Add(
            new FindingDraft { Function = SuppliedFunction.Certificates, Supplier = certificate.IssuerOrganisation, SupplierName = certificate.IssuerOrganisation, Criticality = criticality },
            text,
            Confidences.Issuer);
    }

    private void AddPage(DomainObservation seen, FindingSet set)
    {
        if (seen.Page is not { } page)
        {
            return;
        }

        foreach (var header in page.Headers)
        {
            foreach (var match in _suppliers.ByHeader(header.Name, header.Value))
            {
                // A product that anyone may run names itself too; where its maker's own site answers, it says nothing of a supplier.
                if (!IsOwn(seen, match.Supplier))
                {
                    set.Add(WithRegionSeen(match, set), CriticalityOf(match.Part.Function), $"header {header.Name}: {Excerpt(header.Value)}", Confidences.Header);
                }
            }
        }

        var site = _suffixes.RegistrableDomain(seen.Domain);
        foreach (var host in page.ResourceHosts)
        {
            if (_suffixes.RegistrableDomain(host) != site && _suppliers.ByResource(host) is { } match && !IsOwn(seen, match.Supplier))
            {
                set.Add(match, Criticality.Soft, $"page loads from {host}", Confidences.Resource);
            }
        }
    }

    /// <summary>A header tells no region; if a chain or an address did, it is the same one.</summary>
    private static FingerprintMatch WithRegionSeen(FingerprintMatch match, FindingSet set) =>
        match.Component is null && set.Drafts.Where(d => d.Supplier == match.Supplier.Id && d.Region is not null).Select(d => d.Region).Distinct().ToList() is [var only]
            ? match with { Region = only }
            : match;

    private bool IsOwn(DomainObservation seen, Fingerprint supplier) => _suppliers.OwnerOf(seen.Domain) == supplier;

    private static Criticality CriticalityOf(SuppliedFunction function) => function switch
    {
        SuppliedFunction.Dns or SuppliedFunction.Cdn or SuppliedFunction.Hosting => Criticality.Hard,
        SuppliedFunction.Identity or SuppliedFunction.Payment => Criticality.Degraded,
        _ => Criticality.Soft,
    };

    private static string Excerpt(string value) => value.Length <= 80 ? value : value[..80] + "…";
}
