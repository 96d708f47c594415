using System.Net;
using Groundswell.DnsBed.Hostile;
using Groundswell.DnsBed.Proxies;
using Groundswell.DnsBed.Software;

namespace Groundswell.DnsBed.Zones;

/// <summary>What is to stand in a bed: servers, zones and broken machines before them. Not for several threads.</summary>
/// <param name="network">First two octets of every address, as <c>127.53</c>.</param>
public sealed class BedWorld(string network)
{
    private readonly List<BedServer> _servers = [];
    private readonly Dictionary<string, BedZone> _zones = new(StringComparer.Ordinal);
    private readonly List<BedProxy> _proxies = [];
    private readonly List<HostileServer> _hostile = [];
    private int _addresses;

    public IReadOnlyList<BedServer> Servers => _servers;

    public IReadOnlyCollection<BedZone> Zones => _zones.Values;

    public IReadOnlyList<BedProxy> Proxies => _proxies;

    public IReadOnlyList<HostileServer> HostileServers => _hostile;

    /// <summary>An address that nothing uses: who asks it is told by the machine that nobody listens.</summary>
    public IPAddress FreeAddress()
    {
        _addresses++;
        return IPAddress.Parse(FormattableString.Invariant($"{network}.{_addresses / 250}.{(_addresses % 250) + 1}"));
    }

    public BedServer Server(string name, ServerSoftware software, string settings = "", IPAddress? address = null)
    {
        var server = new BedServer(name, software, address ?? FreeAddress(), settings);
        _servers.Add(server);
        return server;
    }

    /// <summary>Something broken before a server that is right, at an address of its own.</summary>
    public IPAddress Before(BedServer server, Fault fault, TimeSpan delay = default)
    {
        var proxy = new BedProxy(FreeAddress(), server, fault, delay);
        _proxies.Add(proxy);
        return proxy.Address;
    }

    /// <summary>A zone that a hostile server is named for.</summary>
    public HostileServer Hostile(string zone, Hostility kind)
    {
        var made = Zone(zone);
        var server = new HostileServer(FreeAddress(), made.Name, kind);
        made.NamedAt(server.Address);
        if (kind == Hostility.KeyTrap)
        {
            made.ParentSays(KeyTrap.Ds(made.Name));
        }

        _hostile.Add(server);
        return server;
    }

    /// <summary>A zone by its name, made at the first call. Its parent is the nearest zone above, which delegates to it by itself.</summary>
    public BedZone Zone(string name)
    {
        var absolute = name.EndsWith('.') ? name : name + ".";
        if (!_zones.TryGetValue(absolute, out var zone))
        {
            _zones[absolute] = zone = new BedZone(absolute);
        }

        return zone;
    }

    /// <summary>The nearest zone above; null for the root.</summary>
    public BedZone? ParentOf(BedZone zone)
    {
        for (var name = zone.Name; name != ".";)
        {
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            name = dot == name.Length - 1 ? "." : name[(dot + 1)..];
            if (_zones.TryGetValue(name, out var parent))
            {
                return parent;
            }
        }

        return null;
    }
}
