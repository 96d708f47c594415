using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Observing;

/// <summary>A name on the way: the first, or what an alias points to.</summary>
/// <param name="Name">The name.</param>
/// <param name="Zones">Zones from the root down to the one whose servers were asked.</param>
/// <param name="WasAsked">Whether the walk came so far that the name itself was asked for.</param>
public sealed record HopSeen(DomainName Name, IReadOnlyList<DomainName> Zones, bool WasAsked);
