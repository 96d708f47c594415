namespace Groundswell.Sensing.Discovery.Observing;

/// <summary>A name server of the domain.</summary>
/// <param name="Host">In lower case.</param>
/// <param name="Zone">SOA of the zone its own name is in; null where it was not seen.</param>
public sealed record NameServerObservation(string Host, ZoneOwner? Zone);
