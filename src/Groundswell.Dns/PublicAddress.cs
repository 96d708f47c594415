using System.Net;
using System.Net.Sockets;

namespace Groundswell.Dns;

/// <summary>
/// Says which addresses hosts of the public internet have: IANA's registries of special-purpose addresses (RFC 6890 and its successors),
/// multicast, and what clouds configure their machines by. The one table of the whole product.
/// </summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", // this network
            "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", // private
            "100.64.0.0/10", // shared behind carriers' NAT
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, and the metadata of most clouds
            "192.0.0.0/24", // protocol assignments; its anycast ones lead to the nearest router, and one is a cloud's metadata
            "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", // documentation
            "192.88.99.0/24", // relays of 6to4, deprecated
            "198.18.0.0/15", // benchmarks
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, and broadcast
            "168.63.129.16/32", // what a machine in Azure is configured by, though the address is a public one
            "2001::/23", // protocol assignments: Teredo, benchmarks, ORCHID
            "2001:db8::/32", "3fff::/20", // documentation
            "2002::/16", // 6to4: a wrapping of any address of IPv4
        }.Select(network => IPNetwork.Parse(network)),
    ];

    /// <summary>Assignments within the networks above that are reachable all the same: AMT and AS112.</summary>
    private static readonly IPNetwork[] Reachable = [IPNetwork.Parse("2001:3::/32"), IPNetwork.Parse("2001:4:112::/48")];

    // All of IPv6 that is assigned to the public internet so far. Outside of it lie ::1 and ::, addresses of IPv4 in IPv6, NAT64 of one's own
    // (64:ff9b:1::/48), discarded (100::/64), segment (5f00::/16), unique local, link-local, site-local and multicast ones.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool IsPublic(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = Unwrap(address);
        return (plain.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(plain)) && (!IsIn(Special, plain) || IsIn(Reachable, plain));
    }

    /// <summary>An IPv6 address that only wraps one of IPv4 leads where that one leads: mapped, or by the well-known prefix of NAT64 (RFC 6052).</summary>
    public static IPAddress Unwrap(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address switch
        {
            { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
            { AddressFamily: AddressFamily.InterNetworkV6 } when Translated.Contains(address) => new IPAddress(address.GetAddressBytes().AsSpan(12)),
            { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 } => new IPAddress(address.GetAddressBytes()),
            _ => address,
        };
    }

    private static bool IsIn(IPNetwork[] networks, IPAddress address) => Array.Exists(networks, network => network.Contains(address));
}
