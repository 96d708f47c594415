using System.Net;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Judging;

/// <summary>Who is at fault: a zone, a server of it, or a resolver, which has an address only.</summary>
public sealed record Culprit(DomainName? Zone, DomainName? Server, IPAddress? Address);
