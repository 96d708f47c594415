using CsCheck;
using Groundswell.Catalogue;

namespace Groundswell.Tests.Catalogue;

public sealed class FingerprintTests
{
    private const string Components =
        """
        providers:
          aws:
            name: AWS
            components:
              - { regions: [us-east-1], each: { nlb: { name: Load balancers, kind: load-balancer } } }
        fingerprints:

        """;

    [Theory]
    [InlineData("cloudfront.net", "cloudfront.net")]
    [InlineData("cloudfront.net", "d1.cloudfront.net")]
    [InlineData("awsdns-*.*", "ns-1.awsdns-05.com")]
    [InlineData("awsdns-*.*", "ns-1.awsdns-05.co.uk")]
    [InlineData("rncdn*.com", "x.rncdn7.com")]
    public void A_pattern_matches_names_that_end_in_it(string pattern, string host) => Assert.True(Parse(pattern).Matches(host));

    [Theory]
    [InlineData("cloudfront.net", "notcloudfront.net")]
    [InlineData("cloudfront.net", "net")]
    [InlineData("cloudfront.net", "cloudfront.net.example.com")]
    [InlineData("awsdns-*.*", "awsdns-.com")]
    [InlineData("ultradns.*", "ultradns.example.com")] // an ending of two labels has a short first one
    [InlineData("ultradns.*", "ultradns")]
    public void A_pattern_matches_nothing_else(string pattern, string host) => Assert.False(Parse(pattern).Matches(host));

    [Fact]
    public void A_pattern_takes_the_region_out_of_a_name()
    {
        Assert.True(Parse("$region.elb.amazonaws.com").Matches("lb-1.eu-west-1.elb.amazonaws.com", out var region));
        Assert.Equal("eu-west-1", region);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("*.*")]
    [InlineData("a..b")]
    [InlineData("Upper.com")]
    [InlineData("a**b.com")]
    [InlineData("elb.$region")]
    [InlineData("https://a.com")]
    public void What_is_no_pattern_is_refused(string text) => Assert.False(HostPattern.TryParse(text, out _));

    [Fact]
    public void No_text_makes_a_pattern_throw() => Gen.Select(Gen.String[Gen.Char["ab.*-$region"], 0, 20], Gen.String[Gen.Char["ab.-"], 0, 20]).Sample((text, host) =>
    {
        if (HostPattern.TryParse(text, out var pattern) && pattern.IsLiteral && pattern.Matches(host))
        {
            Assert.EndsWith(text, host, StringComparison.Ordinal);
        }
    });

    [Theory]
    [InlineData("  x: { name: X, source: s, provider: aws, serves: [{ function: dns, on: aws/$region/nlb, cnames: [a.com] }] }")]
    [InlineData("  x: { name: X, source: s, domains: [a.com] }")]
    public void What_is_in_order_is_read(string entry) => Assert.IsType<CatalogueReadResult.Valid>(Read(entry));

    [Theory]
    [InlineData("  x: { name: X, domains: [a.com] }", "7:6: fingerprints.x: 'source' is missing.")]
    [InlineData("  x: { name: X, source: s }", "7:6: fingerprints.x: recognises nothing; it must have 'domains' or 'serves'.")]
    [InlineData("  x: { name: X, source: s, domains: [https] , serves: [{ function: dns }] }", "7:56: fingerprints.x.serves[0]: has no mark;")]
    [InlineData("  x: { name: X, source: s, domains: ['a b'] }", "7:38: fingerprints.x.domains[0]: 'a b' is no pattern;")]
    [InlineData("  x: { name: X, source: s, domains: [a.com, a.com] }", "fingerprints.x.domains[1]: 'a.com' is listed twice.")]
    [InlineData("  x: { name: X, source: s, provider: awz, domains: [a.com] }", "no provider 'awz' is defined. Did you mean 'aws'?")]
    [InlineData("  x: { name: X, source: s, provider: aws, serves: [{ function: dns, on: aws/us-east-1/nlc, cnames: [a.com] }] }", "no component 'aws/us-east-1/nlc' is defined. Did you mean 'aws/us-east-1/nlb'?")]
    [InlineData("  x: { name: X, source: s, provider: aws, serves: [{ function: dns, on: aws/$region/nix, cnames: [a.com] }] }", "no component 'aws/$region/nix' is defined.")]
    [InlineData("  x: { name: X, source: s, serves: [{ function: dns, on: aws/us-east-1/nlb, cnames: [a.com] }] }", "must be a component of this fingerprint's 'provider'.")]
    [InlineData("  x: { name: X, source: s, serves: [{ function: magic, cnames: [a.com] }] }", "'magic' is not known.")]
    public void What_is_wrong_is_told_with_its_place(string entry, string expected)
    {
        var broken = Assert.IsType<CatalogueReadResult.Broken>(Read(entry));

        Assert.Contains(broken.Errors, e => e.ToString().Contains(expected, StringComparison.Ordinal));
    }

    private static CatalogueReadResult Read(string entry) => CatalogueReader.Read([new CatalogueFile("f.yaml", Components + entry)]);

    private static HostPattern Parse(string text) => HostPattern.TryParse(text, out var pattern) ? pattern : throw new FormatException(text);
}
