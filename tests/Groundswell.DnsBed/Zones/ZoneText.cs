using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Groundswell.DnsBed.Signing;

namespace Groundswell.DnsBed.Zones;

/// <summary>Writes zone files: what a zone says of itself, and what it says of the zones below it.</summary>
internal sealed class ZoneText(BedWorld world, KeyRing keys)
{
    private const int OtherAlgorithm = 211; // unassigned by IANA
    private const int OtherDigest = 97; // unassigned by IANA

    /// <summary>The unsigned text of one server's copy.</summary>
    public string Of(BedZone zone, ZoneCopy copy)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"$ORIGIN {zone.Name}\n$TTL 3600");
        text.AppendLine(CultureInfo.InvariantCulture, $"@ 3600 IN SOA {(zone.OwnServers is [var first, ..] ? first.Name : "ns1.bed.")} hostmaster.hosting.gamma. {copy.Serial} 7200 3600 1209600 300");
        Name(text, "@", zone.OwnServers);
        foreach (var server in zone.OwnServers.Where(s => s.Address is not null && Holder(s.Name) == zone).DistinctBy(s => s.Name))
        {
            Place(text, server.Name, server.Address!);
        }

        text.AppendLine(copy.Records);
        foreach (var child in world.Zones.Where(z => z != zone && world.ParentOf(z) == zone))
        {
            Delegate(text, child);
        }

        return text.ToString();
    }

    /// <summary>The root's servers, for those who start there.</summary>
    public string Hints()
    {
        var text = new StringBuilder();
        var root = world.Zone(".");
        Name(text, ".", root.OwnServers);
        foreach (var server in root.OwnServers)
        {
            Place(text, server.Name, server.Address!);
        }

        return text.ToString();
    }

    /// <summary>Data of a DS record that names a zone's key: tag, algorithm, digest type, digest.</summary>
    public string RightDs(string zone, ZoneSigning signing)
    {
        var key = keys.Entry(signing);
        return Ds(key.Tag, key.Algorithm, 2, key.Digest(zone));
    }

    private void Delegate(StringBuilder text, BedZone child)
    {
        Name(text, child.Name, child.ParentServers);
        foreach (var server in child.ParentServers.Where(s => s.Address is not null && child.HasGlue && IsWithin(s.Name, child.Name)).Distinct())
        {
            Place(text, server.Name, server.Address!);
        }

        text.AppendLine(child.ParentRecords);
        if (child.Copies.Select(c => c.Signing).FirstOrDefault(s => s is not null) is { } signing)
        {
            foreach (var data in DsOf(child, signing))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"{child.Name} 3600 IN DS {data}");
            }
        }
    }

    private IEnumerable<string> DsOf(BedZone child, ZoneSigning signing)
    {
        var key = keys.Entry(signing);
        var digest = key.Digest(child.Name);
        var other = new string([.. digest.Reverse()]);
        var otherTag = (key.Tag + 4321) % 65536;
        return child.Ds switch
        {
            DsKind.None => [],
            DsKind.OtherKey => [Ds(otherTag, key.Algorithm, 2, other)],
            DsKind.UnknownAlgorithm => [Ds(key.Tag, OtherAlgorithm, 2, digest)],
            DsKind.UnknownDigest => [Ds(key.Tag, key.Algorithm, OtherDigest, digest)],
            DsKind.RightAndOther => [Ds(key.Tag, key.Algorithm, 2, digest), Ds(otherTag, key.Algorithm, 2, other)],
            DsKind.Sha1 => [Ds(key.Tag, key.Algorithm, 1, key.Sha1Digest(child.Name))],
            DsKind.Sha1BesideWrong => [Ds(key.Tag, key.Algorithm, 1, key.Sha1Digest(child.Name)), Ds(key.Tag, key.Algorithm, 2, other)],
            _ => [Ds(key.Tag, key.Algorithm, 2, digest)],
        };
    }

    private static string Ds(int tag, int algorithm, int digestType, string digest) =>
        FormattableString.Invariant($"{tag} {algorithm} {digestType} {digest}");

    private static void Name(StringBuilder text, string owner, IEnumerable<NameServer> servers)
    {
        foreach (var name in servers.Select(s => s.Name).Distinct())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{owner} 3600 IN NS {name}");
        }
    }

    private static void Place(StringBuilder text, string name, IPAddress address) =>
        text.AppendLine(CultureInfo.InvariantCulture, $"{name} 3600 IN {(address.AddressFamily == AddressFamily.InterNetworkV6 ? "AAAA" : "A")} {address}");

    /// <summary>The zone that a name's records stand in.</summary>
    private BedZone Holder(string name) =>
        world.Zones.Where(z => IsWithin(name, z.Name)).MaxBy(z => z.Name == "." ? 0 : z.Name.Count(c => c == '.'))!;

    private static bool IsWithin(string name, string zone) =>
        zone == "." || name == zone || name.EndsWith("." + zone, StringComparison.OrdinalIgnoreCase);
}
