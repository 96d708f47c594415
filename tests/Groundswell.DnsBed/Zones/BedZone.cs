using System.Net;
using Groundswell.DnsBed.Signing;

namespace Groundswell.DnsBed.Zones;

/// <summary>A zone of the bed: what its servers hold, what it says of them, and what its parent says. Not for several threads.</summary>
public sealed class BedZone
{
    private readonly List<ZoneCopy> _copies = [];
    private List<NameServer> _own = [];
    private List<NameServer>? _parents;

    internal BedZone(string name) => Name = name;

    /// <summary>Absolute, in lower case, with the last dot.</summary>
    public string Name { get; }

    public IReadOnlyList<ZoneCopy> Copies => _copies;

    /// <summary>The servers that the zone itself names.</summary>
    public IReadOnlyList<NameServer> OwnServers => _own;

    /// <summary>The servers that the parent names.</summary>
    public IReadOnlyList<NameServer> ParentServers => _parents ?? _own;

    public DsKind Ds { get; private set; } = DsKind.Right;

    /// <summary>Whether the parent holds addresses of servers inside the zone.</summary>
    public bool HasGlue { get; private set; } = true;

    internal string ParentRecords { get; private set; } = "";

    internal bool IsInDoubt { get; private set; }

    /// <summary>A server that holds the zone, and is named by it and its parent as <c>ns1</c>, <c>ns2</c>, … within it.</summary>
    public BedZone On(BedServer server, string records, ZoneSigning? signing = null, uint serial = 1)
    {
        Hold(server, records, signing, serial);
        return NamedAt(server.Address);
    }

    /// <summary>A server that holds the zone and that nobody names: something stands before it, or another name leads to it.</summary>
    public BedZone Hold(BedServer server, string records, ZoneSigning? signing = null, uint serial = 1)
    {
        _copies.Add(new ZoneCopy(server, records, serial, signing));
        return this;
    }

    /// <summary>A server that is named, told to serve the zone, and cannot load it.</summary>
    public BedZone BrokenOn(BedServer server)
    {
        _copies.Add(new ZoneCopy(server, "", 1, null, IsBroken: true));
        return NamedAt(server.Address);
    }

    /// <summary>Names a server of the zone by its address only: a dead one, a proxy, one that does not hold the zone.</summary>
    public BedZone NamedAt(IPAddress address)
    {
        _own.Add(new NameServer(Name == "." ? $"ns{_own.Count + 1}.root-servers.bed." : $"ns{_own.Count + 1}.{Name}", address));
        return this;
    }

    /// <summary>The servers by names of one's own; without an address, another zone or nobody has it.</summary>
    public BedZone Named(params NameServer[] servers)
    {
        _own = [.. servers];
        return this;
    }

    /// <summary>The parent names these instead of what the zone says.</summary>
    public BedZone ParentNames(params NameServer[] servers)
    {
        _parents = [.. servers];
        return this;
    }

    public BedZone WithDs(DsKind kind)
    {
        Ds = kind;
        return this;
    }

    public BedZone WithoutGlue()
    {
        HasGlue = false;
        return this;
    }

    /// <summary>More lines of the parent about the zone; names in them are absolute.</summary>
    public BedZone ParentSays(string records)
    {
        ParentRecords = records;
        return this;
    }

    /// <summary>The bed does not wait until this zone is served, as it never will be.</summary>
    public BedZone Unawaited()
    {
        IsInDoubt = true;
        return this;
    }

    internal void Replace(BedServer server, string records, uint serial)
    {
        var at = _copies.FindIndex(c => c.Server == server);
        _copies[at] = _copies[at] with { Records = records, Serial = serial };
    }
}
