using System.Net;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Observing;

/// <summary>A server's name, and where its addresses came from.</summary>
/// <param name="Name">The name in the NS record.</param>
/// <param name="Outcome">What came of looking for it.</param>
/// <param name="Addresses">Its addresses.</param>
/// <param name="Alias">
/// The alias on the way to them, where there is one and no way around it: the name itself, or that of a server which must be asked for it.
/// An NS record may not lead to an alias (RFC 2181, section 10.3): BIND does not follow it, others do.
/// </param>
public sealed record HostSeen(DomainName Name, HostOutcome Outcome, IReadOnlyList<IPAddress> Addresses, DomainName? Alias = null);
