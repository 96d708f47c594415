using System.Net;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Observing;

/// <summary>A question of a diagnosis: whom, what, how. Each is asked once.</summary>
public sealed record AskKey(IPEndPoint Server, DomainName Name, RecordType Type, AskKind Kind);
