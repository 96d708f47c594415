using Groundswell.Sensing.Discovery.Observing;

namespace Groundswell.Sensing.Tests.Discovery;

public sealed class LiveDiscoveryTests(LiveDomains domains) : IClassFixture<LiveDomains>
{
    [Fact]
    public async Task Everything_that_a_stranger_can_see_is_found()
    {
        var findings = Assert.Single(await domains.LookAsync(new DomainTarget("shop.com", domains.Port)));

        Assert.Empty(findings.Observation.Unseen);
        Assert.Equal(
            ["aws/global/route53", "cloudflare/global/cdn", "fastly/global/cdn", "lets-encrypt/global/acme", "ns1/global/dns", "stripe/global/payments"],
            findings.Findings.Select(f => f.Component?.ToString()).OfType<string>().Order());
        Assert.Equal(["google", "proofpoint"], findings.Findings.Where(f => f.Function == Groundswell.Catalogue.SuppliedFunction.Mail).Select(f => f.Supplier).Order());
        Assert.Equal("nsone.net", findings.Observation.NameServers.Single(s => s.Host == "dns1.p01.nsone.net").Zone?.Zone);
        Assert.Equal(["shop.com", "www.shop.com"], findings.Observation.Certificate!.Names);
        Assert.Equal("/home", findings.Observation.Page!.Address.AbsolutePath);
    }

    [Fact]
    public async Task Domains_come_back_in_their_order_and_one_that_is_not_there_is_said_to_be_so()
    {
        var all = await domains.LookAsync(new DomainTarget("absent.com", domains.Port), new DomainTarget("shop.com", domains.Port), new DomainTarget("loop.com", domains.Port));

        Assert.Equal(["absent.com", "shop.com", "loop.com"], all.Select(f => f.Observation.Domain));
        Assert.Contains("absent.com has no address", all[0].Observation.Unseen);
        Assert.DoesNotContain(all[0].Findings, f => f.Component is not null);
    }

    [Fact]
    public async Task Redirects_without_an_end_are_given_up_at_the_sixth_answer()
    {
        var findings = Assert.Single(await domains.LookAsync(new DomainTarget("loop.com", domains.Port)));

        Assert.Equal((302, "/round/5"), (findings.Observation.Page!.Status, findings.Observation.Page.Address.AbsolutePath));
    }

    [Fact]
    public async Task Only_the_beginning_of_a_page_is_read()
    {
        var findings = Assert.Single(await domains.LookAsync(new DomainTarget("long.com", domains.Port)));

        Assert.Equal(["early.shop.com"], findings.Observation.Page!.ResourceHosts);
    }
}
