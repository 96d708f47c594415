using System.Net;
using Groundswell.DnsBed;
using Groundswell.DnsBed.Proxies;
using Groundswell.DnsBed.Signing;
using Groundswell.DnsBed.Software;
using Groundswell.DnsBed.Zones;

namespace Groundswell.Sensing.Tests.Probes.Servers;

/// <summary>A few zones on real servers, each wrong in one way, and a resolver that validates; once for all tests.</summary>
public sealed class NameBed : IAsyncLifetime
{
    private const string Www = "www A 192.0.2.80";

    private StandingBed? _bed;
    private BedServer? _resolver;
    private BedServer? _closed;

    public int Port => _bed!.Port;

    public IPEndPoint Resolver => new(_resolver!.Address, Port);

    /// <summary>A resolver that serves nobody.</summary>
    public IPAddress Closed => _closed!.Address;

    public async ValueTask InitializeAsync() => _bed = await StandingBed.StartAsync(Fill, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _bed?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Fill(BedWorld world)
    {
        var knot = world.Server("knot", ServerSoftware.Knot);
        var nsd = world.Server("nsd", ServerSoftware.Nsd);
        _resolver = world.Server("resolver", ServerSoftware.BindResolver);
        _closed = world.Server("closed", ServerSoftware.Unbound, "    access-control: 127.0.0.0/8 refuse");
        world.Zone(".").On(knot, "", ZoneSigning.Ecdsa);
        world.Zone("test").On(knot, "", ZoneSigning.Ecdsa);
        world.Zone("fine.test").On(
            nsd,
            """
            www A 192.0.2.80
            two A 192.0.2.81
            two A 192.0.2.82
            short 5 IN A 192.0.2.83
            @ MX 10 mail
            @ TXT "v=spf1 -all"
            """,
            ZoneSigning.Ecdsa);
        world.Zone("us-east-1.amazonaws.com").On(nsd, "dynamodb TXT \"the record of 20 October\"\nsqs A 192.0.2.90");
        world.Zone("plain.test").On(knot, Www);
        world.Zone("broken.test").BrokenOn(nsd);
        world.Zone("lame.test").NamedAt(nsd.Address);
        world.Zone("expired.test").On(knot, Www, ZoneSigning.Ecdsa.Expired);
        world.Zone("hole.test").Hold(knot, Www).NamedAt(world.Before(knot, Fault.SwallowsUdp | Fault.SwallowsTcp));
    }
}
