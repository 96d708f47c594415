using System.Net;
using CsCheck;
using Groundswell.Dns;
using Groundswell.Sensing.Outgoing;

namespace Groundswell.Sensing.Tests.Outgoing;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.9")]
    [InlineData("192.0.0.192")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("64:ff9b:1::808:808")]
    [InlineData("100::1")]
    [InlineData("100:0:0:1::1")]
    [InlineData("2001::1")]
    [InlineData("2001:1::1")]
    [InlineData("2001:2::1")]
    [InlineData("2001:4:113::1")]
    [InlineData("2001:20::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:a00:1::1")]
    [InlineData("2002:808:808::1")]
    [InlineData("3fff::1")]
    [InlineData("4000::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void What_is_not_of_the_public_internet_is_closed(string address) => Assert.False(AddressGuard.PublicOnly.Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("1.1.1.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.31.196.1")]
    [InlineData("192.52.193.1")]
    [InlineData("192.175.48.1")]
    [InlineData("193.0.0.1")]
    [InlineData("223.255.255.255")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("2001:3::1")]
    [InlineData("2001:4:112::1")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2620:4f:8000::1")]
    [InlineData("2606:4700::1111")]
    [InlineData("2a00:1450::1")]
    public void The_public_internet_is_open(string address) => Assert.True(AddressGuard.PublicOnly.Allows(IPAddress.Parse(address)));

    [Fact]
    public void What_the_operator_allows_is_open_and_nothing_beside_it()
    {
        var guard = new AddressGuard([IPNetwork.Parse("10.1.0.0/16"), IPNetwork.Parse("fd12::/16")]);

        Assert.True(guard.Allows(IPAddress.Parse("10.1.2.3")));
        Assert.True(guard.Allows(IPAddress.Parse("::ffff:10.1.2.3")));
        Assert.True(guard.Allows(IPAddress.Parse("64:ff9b::a01:203")));
        Assert.False(guard.Allows(IPAddress.Parse("64:ff9b::a02:1")));
        Assert.True(guard.Allows(IPAddress.Parse("fd12::1")));
        Assert.False(guard.Allows(IPAddress.Parse("10.2.0.1")));
        Assert.False(guard.Allows(IPAddress.Parse("fd13::1")));
    }

    [Fact]
    public void An_address_in_a_wrapping_is_judged_as_itself() => Gen.UInt.Sample(bits =>
    {
        var plain = new IPAddress(BitConverter.GetBytes(bits));
        var octets = new byte[16];
        (octets[1], octets[2], octets[3]) = (0x64, 0xff, 0x9b);
        plain.GetAddressBytes().CopyTo(octets, 12);
        return PublicAddress.IsPublic(plain) == PublicAddress.IsPublic(plain.MapToIPv6()) && PublicAddress.IsPublic(plain) == PublicAddress.IsPublic(new IPAddress(octets));
    });
}
