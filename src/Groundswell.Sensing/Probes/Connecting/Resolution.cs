using System.Net;

namespace Groundswell.Sensing.Probes.Connecting;

/// <summary>Addresses of a host, or why there are none.</summary>
/// <param name="Addresses">At least one where there is no failure.</param>
/// <param name="Failure">Null where there are addresses.</param>
internal readonly record struct Resolution(IReadOnlyList<IPAddress> Addresses, ProbeFailure? Failure);
