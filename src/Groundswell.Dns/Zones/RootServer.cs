using System.Net;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Zones;

/// <summary>An address of a server of the root.</summary>
public sealed record RootServer(DomainName Name, IPAddress Address);
