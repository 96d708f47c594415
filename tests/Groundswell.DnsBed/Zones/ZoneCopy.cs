using Groundswell.DnsBed.Signing;

namespace Groundswell.DnsBed.Zones;

/// <summary>What one server holds of a zone.</summary>
/// <param name="Server">Who holds it.</param>
/// <param name="Records">Lines of a zone file, relative to the zone, without SOA, NS, keys and signatures.</param>
/// <param name="Serial">Of its SOA.</param>
/// <param name="Signing">How it is signed; null: not at all.</param>
/// <param name="IsBroken">The server is told to serve it and cannot load it.</param>
public sealed record ZoneCopy(BedServer Server, string Records, uint Serial, ZoneSigning? Signing, bool IsBroken = false);
