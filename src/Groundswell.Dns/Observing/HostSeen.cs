using System.Net;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Observing;

/// <summary>A server's name, and where its addresses came from.</summary>
public sealed record HostSeen(DomainName Name, HostOutcome Outcome, IReadOnlyList<IPAddress> Addresses);
