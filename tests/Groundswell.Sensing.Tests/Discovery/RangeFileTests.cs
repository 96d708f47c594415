using System.Net;
using CsCheck;
using Groundswell.Sensing.Discovery.Ranges;

namespace Groundswell.Sensing.Tests.Discovery;

public sealed class RangeFileTests
{
    [Theory]
    [InlineData("""{"prefixes":[{"ip_prefix":"192.0.2.0/24","region":"us-east-1","service":"EC2"}],"ipv6_prefixes":[]}""", "192.0.2.9", "aws:ec2", "us-east-1")]
    [InlineData("""{"prefixes":[],"ipv6_prefixes":[{"ipv6_prefix":"2001:db8::/32","region":"GLOBAL","service":"CLOUDFRONT"}]}""", "2001:db8::9", "aws:cloudfront", null)]
    [InlineData("""{"prefixes":[{"ipv4Prefix":"192.0.2.0/24","service":"Google Cloud","scope":"europe-west1"}]}""", "192.0.2.9", "google-cloud", "europe-west1")]
    [InlineData("""{"values":[{"name":"AzureFrontDoor.Frontend","properties":{"region":"","addressPrefixes":["192.0.2.0/25"]}}]}""", "192.0.2.9", "azure:azurefrontdoor.frontend", null)]
    [InlineData("""{"values":[{"name":"AzureCloud.westeurope","properties":{"region":"westeurope","addressPrefixes":["192.0.2.0/25"]}}]}""", "192.0.2.9", "azure:azurecloud", "westeurope")]
    [InlineData("""{"addresses":["192.0.2.0/24"],"ipv6_addresses":["2001:db8::/32"]}""", "2001:db8::1", "given", null)]
    [InlineData("""{"result":{"ipv4_cidrs":["192.0.2.0/24"],"ipv6_cidrs":[]},"success":true}""", "192.0.2.9", "given", null)]
    [InlineData("""{"pages":["192.0.2.0/24"],"web":["198.51.100.0/24"]}""", "192.0.2.9", "github:pages", null)]
    [InlineData("# a list\n192.0.2.1/24\n\n2001:db8::/32 # with comments\n", "192.0.2.255", "given", null)]
    [InlineData("192.0.2.7", "192.0.2.7", "given", null)]
    public void The_forms_that_suppliers_publish_are_read(string text, string address, string list, string? region)
    {
        var found = Assert.Single(new AddressRanges(RangeFile.Read(text, "given")).Find(IPAddress.Parse(address)));

        Assert.Equal((list, region), (found.List, found.Region));
    }

    [Theory]
    [InlineData("192.0.2.0/33", "line 1: '192.0.2.0/33' is no address block such as 192.0.2.0/24.")]
    [InlineData("192.0.2.0/24\nnonsense", "line 2: 'nonsense' is no address block such as 192.0.2.0/24.")]
    [InlineData("{}", "holds no address range in a form known here.")]
    [InlineData("", "holds no address range in a form known here.")]
    public void What_is_wrong_is_said(string text, string reason) =>
        Assert.Equal(reason, Assert.Throws<InvalidDataException>(() => RangeFile.Read(text, "given")).Message);

    [Fact]
    public void Broken_JSON_is_refused_with_its_line() =>
        Assert.StartsWith("line 2: ", Assert.Throws<InvalidDataException>(() => RangeFile.Read("{\n\"prefixes\": [}", "x")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_smallest_block_that_holds_an_address_comes_first()
    {
        var ranges = new AddressRanges(RangeFile.Read("192.0.0.0/16\n192.0.2.0/24\n192.0.2.8/30\n198.51.100.0/24", "x"));

        Assert.Equal([30, 24, 16], ranges.Find(IPAddress.Parse("192.0.2.9")).Select(r => r.Network.PrefixLength));
        Assert.Empty(ranges.Find(IPAddress.Parse("203.0.113.1")));
    }

    [Fact]
    public void An_address_is_found_in_exactly_the_blocks_that_hold_it() =>
        Gen.Select(Gen.UInt, Gen.Int[0, 32]).List[1, 20].Select(Gen.UInt).Sample((blocks, asked) =>
        {
            var address = Address(asked);
            var networks = blocks.Select(b => new IPNetwork(Address(b.Item2 == 0 ? 0 : b.Item1 & (uint.MaxValue << (32 - b.Item2))), b.Item2)).ToList();
            var ranges = new AddressRanges(networks.Select((n, i) => new AddressRange(n, $"{i}", null)));

            Assert.Equal(networks.Index().Where(n => n.Item.Contains(address)).Select(n => $"{n.Index}").Order(), ranges.Find(address).Select(r => r.List).Order());
        });

    private static IPAddress Address(uint value) => new([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);
}
