using Groundswell.Catalogue;
using Groundswell.Sensing.Discovery.Suffixes;

namespace Groundswell.Sensing.Discovery.Supply;

/// <summary>
/// Says who runs a name server, and whether that is the site's own organisation. The rules follow §3 of Kashaf, Sekar and Agarwal,
/// "Analyzing Third Party Service Dependencies in Modern Web Services" (IMC 2020): the same registrable domain, the certificate's
/// names, the SOA records, and how many share a server; before them stands what the catalogue knows of suppliers and owners.
/// </summary>
internal sealed class NameServerJudge(SupplierIndex suppliers, PublicSuffixList suffixes)
{
    /// <summary>A name server of so many sites is a supplier's (IMC 2020, §3.1).</summary>
    public const int SharedFrom = 50;

    private const string OwnSuffix = "-own";
    private const int ShortestBrand = 4; // of a shorter one, that names begin alike says nothing
    private const int ShortestInnerBrand = 5;

    /// <summary>Labels that many organisations of one kind share below their own suffixes: no brand.</summary>
    private static readonly HashSet<string> NoBrands = new(StringComparer.Ordinal) { "state", "k12", "gov", "dns", "ns", "ns1", "ns2", "nameserver", "host", "hosting" };

    /// <summary>Name servers of one supplier under any ending share a name here: <c>ultradns.org</c> and <c>ultradns.co.uk</c>.</summary>
    public string SupplierOf(string nameServer)
    {
        if (suppliers.ByNameServer(nameServer) is { } supplied)
        {
            return supplied.Supplier.Id;
        }

        // ns1.google.com is not Cloud DNS: what a supplier runs for itself fails apart from what it sells. For the same reason an
        // owner of several domains lends them no common name: nih.gov and cdc.gov are one department's, and answer apart.
        if (suppliers.OwnerOf(nameServer) is { } owner && owner.Serves.Any(p => p.NameServers.Count > 0))
        {
            return owner.Id + OwnSuffix;
        }

        var brand = WithoutNumber(suffixes.Brand(nameServer));
        return NoBrands.Contains(brand) ? suffixes.RegistrableDomain(nameServer) ?? nameServer : brand;
    }

    public OwnershipJudgment Judge(NameServerEvidence seen)
    {
        var (ownership, reason) = Decide(seen);
        return new OwnershipJudgment(ownership, SupplierOf(seen.NameServer), reason);
    }

    private (Ownership Ownership, string Reason) Decide(NameServerEvidence seen)
    {
        var site = suffixes.RegistrableDomain(seen.Site) ?? seen.Site;
        var server = suffixes.RegistrableDomain(seen.NameServer) ?? seen.NameServer;
        var owner = suppliers.OwnerOf(seen.Site);
        var operatedBy = suppliers.ByNameServer(seen.NameServer)?.Supplier;
        if (site == server)
        {
            return (Ownership.Private, $"the name server is under {site} itself");
        }

        if (owner is not null && (owner == operatedBy || owner == suppliers.OwnerOf(seen.NameServer)))
        {
            return (Ownership.Private, $"{site} and {server} are both {owner.Name}'s");
        }

        if (operatedBy is not null)
        {
            return (Ownership.Third, $"{server} is known as {operatedBy.Name}'s");
        }

        if (seen.CertificateNames.Any(n => suffixes.RegistrableDomain(n) == server))
        {
            return (Ownership.Private, $"the site's certificate also names {server}");
        }

        return ByZones(seen, site) ?? BySharing(seen, server) ?? ByBrand(seen, site, server)
            ?? (Ownership.Third, $"nothing ties {server} to {site}");
    }

    private static (Ownership Ownership, string Reason)? ByZones(NameServerEvidence seen, string site)
    {
        if (seen.NameServerZone is not { } theirs)
        {
            return null;
        }

        if (theirs.Server == site || theirs.Contact == site)
        {
            return (Ownership.Private, $"the SOA record of its zone names {site}");
        }

        if (seen.SiteZone is not { } own || own.Contact == theirs.Contact || own.Server == theirs.Server)
        {
            return null; // the same hands on paper; a supplier's customers look so too, so that sharing decides
        }

        return (Ownership.Third, $"the SOA records differ: {own.Contact} and {theirs.Contact}");
    }

    private static (Ownership Ownership, string Reason)? BySharing(NameServerEvidence seen, string server) =>
        seen.SitesServed >= SharedFrom ? (Ownership.Third, $"{seen.SitesServed} sites use {server}") : null;

    private (Ownership Ownership, string Reason)? ByBrand(NameServerEvidence seen, string site, string server)
    {
        var (ours, theirs) = (suffixes.Brand(site), suffixes.Brand(server));
        if (!NoBrands.Contains(theirs) && IsSameBrand(ours, theirs))
        {
            return (Ownership.Private, $"{site} and {server} bear the same name");
        }

        // An organisation that serves nobody else, and whose name the site bears: texaslottery.com on state.tx.us.
        return suppliers.OwnerOf(seen.NameServer) is { Serves: [] } owner && owner.Domains.Any(d => BearsNameOf(site, d))
            ? (Ownership.Private, $"{server} is {owner.Name}'s, whose name {site} bears")
            : null;
    }

    private bool BearsNameOf(string site, HostPattern domain)
    {
        var brand = suffixes.Brand(domain.Text);
        if (NoBrands.Contains(brand))
        {
            return false;
        }

        // Among governments a short name will do: ncdot.gov on nc.gov.
        var isGovernment = site.EndsWith(".gov", StringComparison.Ordinal) && domain.Text.EndsWith(".gov", StringComparison.Ordinal);
        return suffixes.Brand(site).StartsWith(brand, StringComparison.Ordinal) && (isGovernment || brand.Length >= ShortestBrand);
    }

    /// <summary>Suppliers number their domains: <c>awsdns-47.org</c>, <c>dnsv5.com</c>, <c>anycastns2.org</c>.</summary>
    private static string WithoutNumber(string brand)
    {
        var name = brand.TrimEnd("0123456789".ToCharArray()).TrimEnd('-');
        return name.Length >= ShortestBrand ? name : brand;
    }

    private static bool IsSameBrand(string one, string other)
    {
        var a = one.Replace("-", "", StringComparison.Ordinal);
        var b = other.Replace("-", "", StringComparison.Ordinal);
        var (shorter, longer) = a.Length <= b.Length ? (a, b) : (b, a);
        return shorter == longer
            || (shorter.Length >= ShortestBrand && longer.StartsWith(shorter, StringComparison.Ordinal))
            || (shorter.Length >= ShortestInnerBrand && longer.EndsWith(shorter, StringComparison.Ordinal));
    }
}
