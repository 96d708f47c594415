using System.Net;

namespace Groundswell.Sensing.Discovery.Ranges;

/// <summary>Addresses that a supplier has published as its own.</summary>
/// <param name="Network">The block.</param>
/// <param name="List">Name of the list, and of the service within it: <c>aws:ec2</c>, <c>cloudflare</c>.</param>
/// <param name="Region">The supplier's own name for the region, where the list gives one.</param>
public sealed record AddressRange(IPNetwork Network, string List, string? Region);
