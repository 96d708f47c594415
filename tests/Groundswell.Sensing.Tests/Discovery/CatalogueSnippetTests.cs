using CsCheck;
using Groundswell.Catalogue;
using Groundswell.Sensing.Discovery.Judging;
using Groundswell.Sensing.Discovery.Observing;
using Groundswell.Sensing.Discovery.Ranges;

namespace Groundswell.Sensing.Tests.Discovery;

public sealed class CatalogueSnippetTests
{
    private static readonly Discoverer Discoverer = new(ShippedCatalogue.Value, AddressRanges.None);

    private static readonly string[] Awkward = ["\"", "\\", "\n", "\r", "\t", "#", ": ", "- ", "{", "}", "\u0000", "\u2028", "\uFEFF", "\uD800", "é", "'", "&a", "!x", "x"];

    private static readonly DomainObservation Seen = new()
    {
        Domain = "shop.example",
        At = new DateTimeOffset(2026, 11, 25, 9, 0, 0, TimeSpan.Zero),
        NameServers = [new("ns-5.awsdns-05.com", null), new("dns1.p01.nsone.net", null)],
        Hosts = [new("www.shop.example", ["shop.map.fastly.net"], [])],
        MailServers = ["mxa-1.pphosted.com"],
    };

    [Fact]
    public void It_can_be_pasted_into_a_service()
    {
        var service = Paste(CatalogueSnippet.Write(Discoverer.Discover(Seen)));

        Assert.Equal(["aws/global/route53", "fastly/global/cdn", "ns1/global/dns"], service.Dependencies.Select(d => d.On.ToString()).Order());
        Assert.All(service.Dependencies, d => Assert.All(d.Evidence, e => Assert.Equal(EvidenceKind.Observed, e.Kind)));
        Assert.All(service.Dependencies.Where(d => d.On.Name is "route53" or "dns"), d => Assert.Equal(("dns", 1), (d.Group, d.Needed)));
        Assert.Contains(service.Dependencies, d => d.Evidence.Any(e => e.Source == "CNAME www.shop.example to shop.map.fastly.net, 2026-11-25"));
    }

    [Fact]
    public void A_supplier_that_the_catalogue_has_not_is_a_comment() =>
        Assert.Contains("\n# mail: Proofpoint (the catalogue has no such component; 0.9): MX mxa-1.pphosted.com\n", CatalogueSnippet.Write(Discoverer.Discover(Seen)), StringComparison.Ordinal);

    [Fact]
    public void Beside_name_servers_that_the_catalogue_cannot_name_a_supplier_is_not_hard()
    {
        var service = Paste(CatalogueSnippet.Write(Discoverer.Discover(Seen with { NameServers = [new("ns-5.awsdns-05.com", null), new("ns1.shop.example", null)], Hosts = [] })));

        var dependency = Assert.Single(service.Dependencies);
        Assert.Equal((Criticality.Degraded, null), (dependency.Criticality, dependency.Group));
        Assert.Contains("others do the same: shop.example", dependency.Evidence[^1].Note, StringComparison.Ordinal);
    }

    [Fact]
    public void What_strangers_send_stays_text() =>
        Gen.Int[0, Awkward.Length - 1].Select(i => Awkward[i]).List[1, 12].Select(string.Concat).List[200].Sample(texts =>
        {
            var pasted = Paste([.. texts.Select(text => CatalogueSnippet.Write(Discoverer.Discover(Seen with
            {
                Page = new PageObservation(new Uri("https://shop.example/"), 200, [new("cf-ray", text), new("server", text)], []),
                Certificate = new CertificateObservation { Issuer = text, IssuerOrganisation = text, NotBefore = Seen.At, NotAfter = Seen.At.AddDays(90) },
            })))]);

            Assert.All(pasted, service => Assert.Equal(4, service.Dependencies.Count));
        }, iter: 1); // reads the whole catalogue each time; the 200 texts are what varies

    private static Service Paste(string snippet) => Paste([snippet])[0];

    private static List<Service> Paste(IReadOnlyList<string> snippets)
    {
        var texts = snippets.Select((snippet, i) =>
        {
            var indented = string.Concat(snippet.Split('\n').Select(l => l.Length == 0 ? "" : $"    {l}\n"));
            return $"  pasted-{i}:\n    name: Pasted\n    category: banking\n{indented}";
        });
        var catalogue = ShippedCatalogue.Read(new CatalogueFile("pasted.yaml", "services:\n" + string.Concat(texts)));
        return [.. snippets.Select((_, i) => catalogue.Services[ServiceId.Parse($"pasted-{i}")])];
    }
}
