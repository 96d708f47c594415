using System.Net;
using Groundswell.Dns;

namespace Groundswell.Sensing.Outgoing;

/// <summary>
/// Says which addresses may be connected to: those of the public internet, and what the operator allows. To be asked about the very
/// address that is connected to, after the name was looked up and at each redirect: a name can lead elsewhere a moment later. Immutable.
/// </summary>
/// <param name="allowed">Networks beyond the public ones, such as <c>10.1.0.0/16</c>.</param>
public sealed class AddressGuard(IReadOnlyList<IPNetwork> allowed)
{
    /// <summary>Allows the public internet alone.</summary>
    public static AddressGuard PublicOnly { get; } = new([]);

    public bool Allows(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = PublicAddress.Unwrap(address);
        return PublicAddress.IsPublic(plain) || allowed.Any(network => network.Contains(plain) || network.Contains(address));
    }
}
