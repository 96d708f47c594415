using System.Net;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Observing;

/// <summary>An address of a server of a zone.</summary>
/// <param name="Host">The name in the NS record.</param>
/// <param name="Address">Where it was asked.</param>
/// <param name="IsFromParent">Whether a resolver that comes from the parent goes there; else only the zone itself names it.</param>
public sealed record ServerSeen(DomainName Host, IPEndPoint Address, bool IsFromParent);
