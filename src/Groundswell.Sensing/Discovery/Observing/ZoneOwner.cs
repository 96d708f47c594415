namespace Groundswell.Sensing.Discovery.Observing;

/// <summary>What a zone's SOA record says of who runs it.</summary>
/// <param name="Zone">Where the record is.</param>
/// <param name="Server">MNAME, in lower case.</param>
/// <param name="Contact">RNAME, in lower case, as a domain name: the first label is the mailbox.</param>
public sealed record ZoneOwner(string Zone, string Server, string Contact);
