using System.Net;
using System.Net.Sockets;

namespace Groundswell.Sensing.Discovery.Observing;

/// <summary>Tells addresses of the public Internet from those of the machine and the networks around it (RFC 6890).</summary>
internal static class AddressReach
{
    private static readonly IPNetwork[] Inner =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("::/127"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
    ];

    public static bool IsInner(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Inner.Any(n => n.BaseAddress.AddressFamily == plain.AddressFamily && n.Contains(plain))
            || plain is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv6Multicast: true };
    }
}
