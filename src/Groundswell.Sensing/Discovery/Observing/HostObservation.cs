using System.Net;

namespace Groundswell.Sensing.Discovery.Observing;

/// <summary>Where a host name leads.</summary>
/// <param name="Host">The name that was asked for.</param>
/// <param name="Chain">The CNAMEs on the way, in order, in lower case; empty where it has addresses itself.</param>
/// <param name="Addresses">A and AAAA records at the end.</param>
public sealed record HostObservation(string Host, IReadOnlyList<string> Chain, IReadOnlyList<IPAddress> Addresses);
