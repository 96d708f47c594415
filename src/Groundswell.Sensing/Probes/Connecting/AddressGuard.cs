using System.Net;
using System.Net.Sockets;

namespace Groundswell.Sensing.Probes.Connecting;

/// <summary>
/// Says which addresses may be connected to: those of the public internet (IANA's special-purpose registries, RFC 6890), and what the
/// operator allows. To be asked about the very address that is connected to, after the name was looked up and at each redirect: a
/// name can lead elsewhere a moment later. Immutable.
/// </summary>
/// <param name="allowed">Networks beyond the public ones, such as <c>10.1.0.0/16</c>.</param>
public sealed class AddressGuard(IReadOnlyList<IPNetwork> allowed)
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "168.63.129.16/32", // what a machine in Azure is configured by, though the address is a public one
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    // All that is assigned to the public internet so far; private, local, mapped and reserved addresses lie outside of it.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Allows the public internet alone.</summary>
    public static AddressGuard PublicOnly { get; } = new([]);

    public static bool IsPublic(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = Plain(address);
        return (plain.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(plain)) && !Array.Exists(Special, network => network.Contains(plain));
    }

    public bool Allows(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = Plain(address);
        return IsPublic(plain) || allowed.Any(network => network.Contains(plain) || network.Contains(address));
    }

    /// <summary>An IPv6 address that only wraps one of IPv4 leads where that one leads: mapped, or by NAT64 (RFC 6052).</summary>
    private static IPAddress Plain(IPAddress address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
        { AddressFamily: AddressFamily.InterNetworkV6 } when Translated.Contains(address) => new IPAddress(address.GetAddressBytes().AsSpan(12)),
        { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 } => new IPAddress(address.GetAddressBytes()),
        _ => address,
    };
}
