using System.Net;
using Groundswell.Dns.Asking;

namespace Groundswell.Sensing.Probes.Connecting;

/// <summary>Addresses of a host, or why there are none.</summary>
/// <param name="Addresses">At least one where there is no failure.</param>
/// <param name="Failure">Null where there are addresses.</param>
/// <param name="Lookup">What DNS said; null where it was not asked.</param>
internal readonly record struct Resolution(IReadOnlyList<IPAddress> Addresses, ProbeFailure? Failure, DnsLookup? Lookup = null);
