using CsCheck;
using Groundswell.Sensing.Discovery.Observing;

namespace Groundswell.Sensing.Tests.Discovery;

public sealed class PageResourcesTests
{
    private static readonly Uri Page = new("https://example.com/");
    private static readonly string[] Pieces = ["<script ", "<link ", "src=", "href=", "\"", "'", "//", "https://", "a.b", ":", ">", "&amp;", "[", "\0", "%", "rel=icon "];

    [Theory]
    [InlineData("""<script async src="https://js.stripe.com/v3"></script>""", "js.stripe.com")]
    [InlineData("""<SCRIPT SRC='//cdn.example.net/a.js'></SCRIPT>""", "cdn.example.net")]
    [InlineData("""<link rel="stylesheet" href=https://fonts.googleapis.com/css?a=1&amp;b=2>""", "fonts.googleapis.com")]
    [InlineData("""<link href="https://assets.example.net" rel="preconnect" crossorigin>""", "assets.example.net")]
    [InlineData("""<img alt="x" src="https://img.example.net:8443/i.png">""", "img.example.net")]
    public void What_a_page_loads_names_its_host(string html, string host) => Assert.Equal([host], PageResources.HostsOf(html, Page));

    [Theory]
    [InlineData("""<a href="https://elsewhere.example.net/">mentioned</a>""")]
    [InlineData("""<link rel="canonical" href="https://elsewhere.example.net/">""")]
    [InlineData("""<script src="/own.js"></script>""")]
    [InlineData("""<script src="https://example.com/own.js"></script>""")]
    [InlineData("""<img src="data:image/png;base64,AAAA">""")]
    [InlineData("""<script src="https://">""")]
    public void What_it_only_mentions_or_has_itself_does_not(string html) => Assert.Empty(PageResources.HostsOf(html, Page));

    [Fact]
    public void Hosts_are_bounded() =>
        Assert.Equal(200, PageResources.HostsOf(string.Concat(Enumerable.Range(0, 1000).Select(i => $"<img src=https://h{i}.example.net/>")), Page).Count);

    [Fact]
    public void Nothing_in_a_page_makes_it_throw() =>
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).List[0, 40]
            .Sample(parts => Assert.InRange(PageResources.HostsOf(string.Concat(parts), Page).Count, 0, 40));
}
