using System.Net;
using Groundswell.Catalogue;
using Groundswell.Sensing.Discovery.Judging;
using Groundswell.Sensing.Discovery.Observing;
using Groundswell.Sensing.Discovery.Ranges;

namespace Groundswell.Sensing.Tests.Discovery;

public sealed class DiscovererTests
{
    private static readonly DomainObservation Blank = new() { Domain = "example.com", At = new DateTimeOffset(2026, 11, 25, 9, 0, 0, TimeSpan.Zero) };
    private static readonly AddressRanges Ranges = new(RangeFile.Read(
        """{"prefixes":[{"ip_prefix":"192.0.2.0/24","region":"us-east-1","service":"AMAZON"},{"ip_prefix":"192.0.2.0/24","region":"us-east-1","service":"EC2"},{"ip_prefix":"198.51.100.0/24","region":"mars-1","service":"EC2"}]}""", "aws"));

    private static readonly Discoverer Discoverer = new(ShippedCatalogue.Value, Ranges);

    [Fact]
    public void A_name_server_of_a_supplier_is_a_hard_dependency()
    {
        var finding = Only(Blank with { NameServers = [new("ns-5.awsdns-05.com", null), new("ns-9.awsdns-09.org", null)] });

        Assert.Equal(("aws/global/route53", Criticality.Hard, 0.95, null), (Text(finding), finding.Criticality, finding.Confidence, finding.Group));
        Assert.Equal(2, finding.Evidence.Count);
    }

    [Fact]
    public void Two_organisations_that_answer_for_a_name_stand_in_for_each_other()
    {
        var findings = Find(Blank with { NameServers = [new("ns-5.awsdns-05.com", null), new("dns1.p01.nsone.net", null)] });

        Assert.Equal(["aws/global/route53", "ns1/global/dns"], findings.Select(Text).Order());
        Assert.All(findings, f => Assert.Equal("dns", f.Group));
    }

    [Fact]
    public void Two_domains_of_one_contact_are_one_organisation()
    {
        var one = new ZoneOwner("one.net", "ns.one.net", "hostmaster.corp.net");

        Assert.All(Find(Blank with { NameServers = [new("ns1.one.net", one), new("ns1.two.org", one with { Zone = "two.org" })] }), f => Assert.Null(f.Group));
        Assert.All(Find(Blank with { NameServers = [new("ns1.one.net", one), new("ns1.two.org", one with { Contact = "hostmaster.other.net" })] }), f => Assert.Equal("dns", f.Group));
    }

    [Fact]
    public void A_site_that_answers_for_itself_has_no_supplier_of_that()
    {
        var finding = Only(Blank with { NameServers = [new("ns1.example.com", null)] });

        Assert.True(finding.IsPrivate);
        Assert.Null(finding.Component);
    }

    [Fact]
    public void A_chain_names_the_part_and_its_region() =>
        Assert.Equal("aws/us-east-1/nlb", Text(Only(Blank with { Hosts = [new("www.example.com", ["lb-1.us-east-1.elb.amazonaws.com"], [])] })));

    [Fact]
    public void An_address_in_a_published_range_names_the_part_that_is_closest_and_its_region()
    {
        var finding = Only(Blank with { Hosts = [new("example.com", [], [IPAddress.Parse("192.0.2.7")])] });

        Assert.Equal(("aws/us-east-1/ec2", 0.9), (Text(finding), finding.Confidence));
    }

    [Fact]
    public void A_region_that_the_catalogue_does_not_have_is_told_without_a_component()
    {
        var finding = Only(Blank with { Hosts = [new("example.com", [], [IPAddress.Parse("198.51.100.7")])] });

        Assert.Equal(("aws", "mars-1", null), (finding.Supplier, finding.Region, finding.Component));
    }

    [Theory]
    [InlineData("cf-ray", "8f0-LHR", "cloudflare/global/cdn")]
    [InlineData("x-amz-cf-id", "abc==", "aws/global/cloudfront")]
    [InlineData("via", "1.1 abc.cloudfront.net (CloudFront)", "aws/global/cloudfront")]
    [InlineData("server", "AkamaiGHost", "akamai/global/edge")]
    [InlineData("x-served-by", "cache-lhr-1", "fastly/global/cdn")]
    [InlineData("x-azure-ref", "0abc", "azure/global/front-door")]
    public void Headers_name_what_stands_in_front(string name, string value, string component) =>
        Assert.Equal(component, Text(Only(Blank with { Page = Page([new(name, value)], []) })));

    [Theory]
    [InlineData("server", "nginx")]
    [InlineData("via", "1.1 varnish-of-our-own")]
    [InlineData("x-served-by", "web-7")]
    public void Headers_of_software_that_anyone_runs_name_nobody(string name, string value) =>
        Assert.Empty(Find(Blank with { Page = Page([new(name, value)], []) }));

    [Fact]
    public void Mail_is_soft() => Assert.Equal(Criticality.Soft, Only(Blank with { MailServers = ["aspmx.l.google.com"] }).Criticality);

    [Fact]
    public void What_a_page_loads_is_soft_and_less_sure()
    {
        var finding = Only(Blank with { Page = Page([], ["js.stripe.com", "static.example.com"]) });

        Assert.Equal(("stripe/global/payments", Criticality.Soft, 0.6), (Text(finding), finding.Criticality, finding.Confidence));
    }

    [Theory]
    [InlineData(90, false, Criticality.Soft)]
    [InlineData(6, false, Criticality.Degraded)]
    [InlineData(90, true, Criticality.Degraded)]
    public void An_issuer_matters_more_where_certificates_are_short_lived_or_must_be_stapled(int days, bool mustStaple, Criticality expected)
    {
        var finding = Only(Blank with
        {
            Certificate = new CertificateObservation
            {
                Issuer = "CN=R11, O=Let's Encrypt, C=US",
                IssuerOrganisation = "Let's Encrypt",
                NotBefore = Blank.At,
                NotAfter = Blank.At.AddDays(days),
                MustStaple = mustStaple,
            },
        });

        Assert.Equal(("lets-encrypt/global/acme", expected), (Text(finding), finding.Criticality));
    }

    [Fact]
    public void Evidence_of_several_kinds_for_one_part_is_one_finding_as_sure_as_the_surest()
    {
        var finding = Only(Blank with
        {
            Hosts = [new("www.example.com", ["d1.cloudfront.net"], [])],
            Page = Page([new("x-amz-cf-id", "x"), new("x-cache", "Miss from cloudfront")], ["d2.cloudfront.net"]),
        });

        Assert.Equal((4, 0.95, Criticality.Hard), (finding.Evidence.Count, finding.Confidence, finding.Criticality));
    }

    [Fact]
    public void A_suppliers_own_site_is_not_its_customer() =>
        Assert.Empty(Find(Blank with { Domain = "cloudflare.com", Page = Page([new("cf-ray", "x")], ["challenges.cloudflare.com"]) }));

    [Fact]
    public void Nothing_seen_is_nothing_found() => Assert.Empty(Find(Blank));

    private static PageObservation Page(IReadOnlyList<ResponseHeader> headers, IReadOnlyList<string> hosts) =>
        new(new Uri("https://example.com/"), 200, headers, hosts);

    private static string? Text(Finding finding) => finding.Component?.ToString();

    private static IReadOnlyList<Finding> Find(DomainObservation seen) => Discoverer.Discover(seen).Findings;

    private static Finding Only(DomainObservation seen) => Assert.Single(Find(seen));
}
