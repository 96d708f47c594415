using CsCheck;
using Groundswell.Server.Ingest;

namespace Groundswell.Server.Tests.Ingest;

/// <summary>Addresses in the forms in which proxies write them.</summary>
public sealed class ForwardedHopsTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("192.0.2.1:4711", "192.0.2.1")]
    [InlineData(" 192.0.2.1 ", "192.0.2.1")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    [InlineData("[2001:db8::7]", "2001:db8::7")]
    [InlineData("[2001:db8::7]:4711", "2001:db8::7")]
    [InlineData("\"[2001:db8::7]:4711\"", "2001:db8::7")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("[::ffff:192.0.2.1]:80", "192.0.2.1")]
    [InlineData("fe80::1%eth0", "fe80::1")]
    [InlineData("fe80::1%2", "fe80::1")]
    [InlineData("unknown", null)]
    [InlineData("_hidden", null)]
    [InlineData("", null)]
    [InlineData("1", null)]
    [InlineData("0x7f.1", null)]
    [InlineData("192.0.2.1:", null)]
    [InlineData("192.0.2.1:99999", null)]
    [InlineData("[2001:db8::7", null)]
    [InlineData("[2001:db8::7]x", null)]
    [InlineData("192.0.2.1 192.0.2.2", null)]
    public void An_address_is_known_with_or_without_port_brackets_and_quotes(string text, string? address) =>
        Assert.Equal(address, ForwardedHops.ParseNode(text)?.ToString());

    [Theory]
    [InlineData("for=192.0.2.1", "192.0.2.1")]
    [InlineData("For=\"[2001:db8:cafe::17]:4711\"", "2001:db8:cafe::17")]
    [InlineData("for=192.0.2.60;proto=http;by=203.0.113.43", "192.0.2.60")]
    [InlineData("proto=https; FOR=192.0.2.60 ;host=\"a,b;c\"", "192.0.2.60")]
    [InlineData("for=192.0.2.43, for=198.51.100.17", "198.51.100.17 192.0.2.43")]
    [InlineData("for=192.0.2.43, for=\"_gaz,onk\", by=1.2.3.4", "- - 192.0.2.43")]
    [InlineData("for=\"\\1\\92.0.2.1\"", "192.0.2.1")]
    public void The_standard_header_names_the_nearest_last(string text, string nodes) =>
        Assert.Equal(nodes, string.Join(' ', ForwardedHops.ReadNearestFirst(text, isStandard: true).Select(node => node?.ToString() ?? "-")));

    [Fact]
    public void Lines_of_a_header_stand_in_their_order() =>
        Assert.Equal("192.0.2.3 192.0.2.2 192.0.2.1", string.Join(' ', ForwardedHops.ReadNearestFirst(new(["192.0.2.1, 192.0.2.2", "192.0.2.3:80"]), isStandard: false)));

    [Fact]
    public void Whatever_is_written_is_read_without_a_fault() => Gen.Select(Gen.String[Gen.Char["[]:.,;=\"\\ for0129ax%_"], 0, 60], Gen.Bool).Sample(
        (text, isStandard) => ForwardedHops.ReadNearestFirst(text, isStandard).Count() <= 16);
}
