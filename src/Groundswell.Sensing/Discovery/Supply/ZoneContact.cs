namespace Groundswell.Sensing.Discovery.Supply;

/// <summary>The registrable domains of a zone's SOA record: who runs it, by its own word.</summary>
/// <param name="Server">Of MNAME, the primary server.</param>
/// <param name="Contact">Of RNAME, the mailbox of who is responsible.</param>
internal sealed record ZoneContact(string Server, string Contact);
