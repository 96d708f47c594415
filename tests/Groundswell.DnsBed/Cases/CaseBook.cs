using System.Net;
using Groundswell.DnsBed.Signing;
using Groundswell.DnsBed.Software;
using Groundswell.DnsBed.Zones;

namespace Groundswell.DnsBed.Cases;

/// <summary>
/// The bed's standing world: a root and five domains below it, right; servers of four kinds; and below those domains a zone for every
/// case. <c>alpha</c> ECDSA with NSEC, <c>beta</c> RSA with NSEC3 and opt-out, <c>delta</c> Ed25519 with NSEC3, <c>gamma</c> unsigned,
/// <c>one</c> a domain that is itself a host.
/// </summary>
public sealed class CaseBook
{
    private const string Www = "www A 192.0.2.80";

    private readonly List<BedCase> _cases = [];

    private CaseBook(BedWorld world)
    {
        World = world;
        Root = world.Server("root", ServerSoftware.Bind);
        Upper1 = world.Server("upper1", ServerSoftware.Knot);
        Upper2 = world.Server("upper2", ServerSoftware.Nsd);
        Bind1 = world.Server("bind1", ServerSoftware.Bind);
        Bind2 = world.Server("bind2", ServerSoftware.Bind);
        Knot1 = world.Server("knot1", ServerSoftware.Knot);
        Knot2 = world.Server("knot2", ServerSoftware.Knot);
        Nsd1 = world.Server("nsd1", ServerSoftware.Nsd);
        Nsd2 = world.Server("nsd2", ServerSoftware.Nsd);
        Resolver = world.Server("resolver", ServerSoftware.BindResolver);
        SecondResolver = world.Server("resolver2", ServerSoftware.BindResolver);
        Trusting = world.Server("trusting", ServerSoftware.BindResolver, "dnssec-validation no;");
        world.Zone(".").On(Root, "", ZoneSigning.Ecdsa);
        Upper("alpha", ZoneSigning.Ecdsa);
        Upper("beta", ZoneSigning.Rsa.By(Denial.Nsec3OptOut));
        Upper("delta", ZoneSigning.Ed25519.By(Denial.Nsec3));
        Upper("gamma", null);
        world.Zone("one").On(Upper1, "@ A 192.0.2.11", ZoneSigning.Ecdsa).On(Upper2, "@ A 192.0.2.11", ZoneSigning.Ecdsa);
        Pair("hosting.gamma", Bind1, Nsd1, $"{Www}\ndns1 A {Knot1.Address}\ndns2 A {Nsd2.Address}\nempty TXT \"here was an address\"\nalias1 CNAME dns1");
    }

    public IReadOnlyList<BedCase> Cases => _cases;

    internal BedWorld World { get; }

    internal BedServer Root { get; }

    internal BedServer Upper1 { get; }

    internal BedServer Upper2 { get; }

    internal BedServer Bind1 { get; }

    internal BedServer Bind2 { get; }

    internal BedServer Knot1 { get; }

    internal BedServer Knot2 { get; }

    internal BedServer Nsd1 { get; }

    internal BedServer Nsd2 { get; }

    /// <summary>Validates, and starts at the bed's root.</summary>
    internal BedServer Resolver { get; }

    /// <summary>Such another, which others forward to: what it has cached does not reach the first.</summary>
    internal BedServer SecondResolver { get; }

    /// <summary>A resolver that validates nothing, for those who do it themselves.</summary>
    internal BedServer Trusting { get; }

    /// <summary>A resolver that users of the bed may have: it validates, and starts at the bed's root.</summary>
    public IPAddress ResolverAddress => Resolver.Address;

    /// <summary>Fills a world with every case.</summary>
    public static CaseBook Fill(BedWorld world)
    {
        var book = new CaseBook(world);
        HealthyCases.Add(book);
        AwkwardCases.Add(book);
        AbsenceCases.Add(book);
        ServerCases.Add(book);
        TransportCases.Add(book);
        DnssecCases.Add(book);
        DelegationCases.Add(book);
        AliasCases.Add(book);
        ResolverCases.Add(book);
        OtherCases.Add(book);
        StandardCases.Add(book);
        return book;
    }

    /// <summary>Does what must have happened before the questions are asked: caches are filled, records go.</summary>
    public async Task PrepareAsync(StandingBed bed, CancellationToken cancellationToken)
    {
        foreach (var before in _cases.Select(c => c.Before).OfType<Func<StandingBed, CancellationToken, Task>>())
        {
            await before(bed, cancellationToken);
        }
    }

    /// <summary>A zone that is the same on two servers.</summary>
    internal BedZone Pair(string name, BedServer first, BedServer second, string records = Www, ZoneSigning? signing = null) =>
        World.Zone(name).On(first, records, signing).On(second, records, signing);

    internal void Healthy(string title, string zone, string? name = null, string type = "A", bool waits = false) =>
        _cases.Add(new BedCase(title, name ?? "www." + zone, "ok") { Type = type, Zone = zone, Waits = waits });

    /// <summary>A case in which a zone is at fault, and all its servers say so.</summary>
    internal void Sick(string title, string @class, string zone, string? name = null, string type = "A", Seen seen = Seen.ServFail, string? guilty = null) =>
        _cases.Add(new BedCase(title, name ?? "www." + zone, @class) { Type = type, Zone = zone, Seen = seen, GuiltyZone = Absolute(guilty ?? zone) });

    /// <summary>A case in which servers are at fault.</summary>
    internal void SickAt(string title, string @class, string zone, IReadOnlyList<IPAddress> at, string? name = null, string type = "A", Seen seen = Seen.ServFail, bool waits = false) =>
        _cases.Add(new BedCase(title, name ?? "www." + zone, @class)
        {
            Type = type,
            Zone = zone,
            Seen = seen,
            GuiltyZone = Absolute(zone),
            GuiltyAddresses = at,
            Waits = waits,
        });

    internal void Add(BedCase @case) => _cases.Add(@case);

    private static string Absolute(string zone) => zone.EndsWith('.') ? zone : zone + ".";

    private void Upper(string name, ZoneSigning? signing) => World.Zone(name).On(Upper1, "", signing).On(Upper2, "", signing);
}
