using Groundswell.Sensing.Discovery.Suffixes;
using Groundswell.Sensing.Discovery.Supply;

namespace Groundswell.Sensing.Tests.Discovery;

public sealed class NameServerJudgeTests
{
    private static readonly NameServerJudge Rules = new(new SupplierIndex([]), PublicSuffixList.Shipped);
    private static readonly NameServerJudge Judge = new(new SupplierIndex(ShippedCatalogue.Value.Fingerprints), PublicSuffixList.Shipped);

    [Theory]
    [InlineData("ns1.example.com", "example.com")]
    [InlineData("ns1.example-dns.net", "shop.example.com")] // bears the same name
    [InlineData("ns.theguardiandns.com", "theguardian.com")]
    public void A_name_server_under_the_sites_own_name_is_private(string server, string site) =>
        Assert.Equal(Ownership.Private, Rules.Judge(new NameServerEvidence { Site = site, NameServer = server }).Ownership);

    [Theory]
    [InlineData("ns1.supplier.net", "example.com")]
    [InlineData("ns1.state.tx.us", "state.ca.us")] // 'state' is nobody's brand
    [InlineData("ns1.abc.net", "abcdef.com")] // three letters say nothing
    public void Another_name_is_a_third_partys(string server, string site) =>
        Assert.Equal(Ownership.Third, Rules.Judge(new NameServerEvidence { Site = site, NameServer = server }).Ownership);

    [Fact]
    public void A_name_server_that_many_sites_share_is_a_suppliers_though_the_names_are_alike()
    {
        var seen = new NameServerEvidence { Site = "dreamhostfans.com", NameServer = "ns1.dreamhost.com" };

        Assert.Equal(Ownership.Private, Rules.Judge(seen with { SitesServed = 49 }).Ownership);
        Assert.Equal(Ownership.Third, Rules.Judge(seen with { SitesServed = 50 }).Ownership);
    }

    [Fact]
    public void A_zone_whose_contact_is_the_site_is_private()
    {
        var seen = new NameServerEvidence { Site = "youtube.com", NameServer = "ns1.dnsfarm.net", NameServerZone = new ZoneContact("dnsfarm.net", "youtube.com") };

        Assert.Equal(Ownership.Private, Rules.Judge(seen).Ownership);
    }

    [Fact]
    public void Different_contacts_make_a_third_party_of_a_like_name()
    {
        var seen = new NameServerEvidence { Site = "example.com", NameServer = "ns1.example-dns.net" };

        Assert.Equal(Ownership.Third, Rules.Judge(seen with { SiteZone = new ZoneContact("a.com", "a.com"), NameServerZone = new ZoneContact("b.com", "b.com") }).Ownership);
        Assert.Equal(Ownership.Private, Rules.Judge(seen with { SiteZone = new ZoneContact("a.com", "a.com"), NameServerZone = new ZoneContact("b.com", "a.com") }).Ownership);
    }

    [Fact]
    public void A_name_in_the_sites_certificate_is_the_sites_own() =>
        Assert.Equal(Ownership.Private, Rules.Judge(new NameServerEvidence { Site = "example.com", NameServer = "ns1.xmpl.net", CertificateNames = ["www.xmpl.net"] }).Ownership);

    [Theory]
    [InlineData("example.com", "ns-5.awsdns-05.co.uk", "aws", Ownership.Third)]
    [InlineData("amazon.com", "ns-5.awsdns-05.co.uk", "aws", Ownership.Private)]
    [InlineData("youtube.com", "ns1.google.com", "google-own", Ownership.Private)]
    [InlineData("example.com", "ns-cloud-a1.googledomains.com", "google", Ownership.Third)]
    [InlineData("instagram.com", "a.ns.facebook.com", "facebook", Ownership.Private)]
    [InlineData("example.com", "pdns1.ultradns.org", "ultradns", Ownership.Third)]
    [InlineData("texaslottery.com", "ns1.state.tx.us", "state.tx.us", Ownership.Private)]
    [InlineData("example.com", "ns7.unheardof3.com", "unheardof", Ownership.Third)]
    public void Fingerprints_name_the_supplier_and_the_owner(string site, string server, string supplier, object ownership)
    {
        var judgment = Judge.Judge(new NameServerEvidence { Site = site, NameServer = server });

        Assert.Equal((supplier, ownership), (judgment.Supplier, judgment.Ownership));
    }
}
