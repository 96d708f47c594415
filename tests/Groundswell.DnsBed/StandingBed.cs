using System.Globalization;
using System.Net;
using Groundswell.DnsBed.Proxies;
using Groundswell.DnsBed.Running;
using Groundswell.DnsBed.Zones;

namespace Groundswell.DnsBed;

/// <summary>
/// Real DNS servers on loopback with a root of their own, which serve what a test says, right or wrong. Every server has its own
/// address and all have one port. They end with the bed, and with this process in whatever way it ends.
/// </summary>
public sealed class StandingBed : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);

    private readonly BedWorld _world;
    private readonly BedFiles _files;
    private readonly Ground _ground;
    private readonly Supervisor _supervisor;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _proxies;

    private StandingBed(BedWorld world, BedFiles files, Ground ground, Supervisor supervisor)
    {
        (_world, _files, _ground, _supervisor) = (world, files, ground, supervisor);
        var relays = files.Relays.Select(r => (Proxy: new BedProxy(r.Server.Address, r.Server, Fault.None, default), Behind: r.Listening));
        var proxies = world.Proxies.Select(p => (Proxy: p, Behind: new IPEndPoint(p.Server.Address, ground.Port)));
        var running = relays.Concat(proxies).Select(p => p.Proxy.RunAsync(new IPEndPoint(p.Proxy.Address, ground.Port), p.Behind, _ending.Token));
        _proxies = Task.WhenAll([.. running, .. world.HostileServers.Select(h => h.RunAsync(ground.Port, _ending.Token))]);
    }

    /// <summary>Of every server and resolver.</summary>
    public int Port => _ground.Port;

    public BedWorld World => _world;

    /// <summary>The root's servers as a zone file, as resolvers take it.</summary>
    public string HintsFile => _files.Hints;

    /// <summary>DS of the root as a zone file; of a root that is not signed, an empty file.</summary>
    public string TrustAnchorFile => _files.TrustAnchor;

    /// <summary>The same as a <c>trust-anchors</c> statement, as <c>delv -a</c> takes it.</summary>
    public string BindAnchorFile => _files.BindAnchor;

    /// <summary>Starts what a world says, and waits until every zone that can be served is.</summary>
    /// <param name="build">Fills the world; it must have a zone <c>.</c>.</param>
    /// <param name="port">One for all; null takes a free one. Below 1024 needs rights.</param>
    /// <param name="patience">How long the servers may take; null: half a minute.</param>
    /// <param name="cancellationToken">Gives up; what was started ends.</param>
    /// <exception cref="InvalidOperationException">A program is not installed, or a server did not serve in time; says which, with its log.</exception>
    public static async Task<StandingBed> StartAsync(Action<BedWorld> build, int? port, TimeSpan? patience, CancellationToken cancellationToken)
    {
        var ground = Ground.Take(port);
        BedFiles? files = null;
        StandingBed? bed = null;
        try
        {
            var world = new BedWorld(ground.Network);
            build(world);
            files = await BedFiles.WriteAsync(world, ground, TimeProvider.System.GetUtcNow(), cancellationToken);
            var supervisor = await Supervisor.StartAsync(files.Folder, files.Commands, cancellationToken);
            bed = new StandingBed(world, files, ground, supervisor);
            await bed.AwaitAllAsync(patience ?? LongestStart, cancellationToken);
            return bed;
        }
        catch
        {
            await ClearAsync(bed, files, ground);
            throw;
        }
    }

    /// <summary>The same, on a free port.</summary>
    public static Task<StandingBed> StartAsync(Action<BedWorld> build, CancellationToken cancellationToken) => StartAsync(build, null, null, cancellationToken);

    /// <summary>Changes a zone's records on every server that holds it, and waits until all of them serve the change.</summary>
    public async Task ChangeAsync(BedZone zone, string records, CancellationToken cancellationToken)
    {
        foreach (var copy in zone.Copies.ToList())
        {
            zone.Replace(copy.Server, records, copy.Serial + 1);
        }

        await _files.WriteZonesAsync(zone.Copies.Select(c => (zone, c)), cancellationToken);
        foreach (var copy in zone.Copies)
        {
            await _supervisor.SignalAsync(copy.Server.Name, "HUP", cancellationToken);
        }

        await AwaitAsync(zone.Copies.Select(c => (zone, c)), LongestStart, cancellationToken);
    }

    /// <summary>Asks a server or resolver with <c>dig</c>, as a user's machine would: with recursion, and once.</summary>
    public async Task<BedAnswer> AskAsync(IPAddress server, string name, string type, CancellationToken cancellationToken)
    {
        string[] question =
        [
            $"@{server}", "-p", Port.ToString(CultureInfo.InvariantCulture), "-q", name, "-t", type,
            "+tries=1", "+time=20", "+nocookie", "+noall", "+comments", "+answer",
        ];
        return BedAnswer.Parse(await Tool.RunAsync("dig", question, cancellationToken));
    }

    /// <summary>Stops a server so that it answers nothing and its port stays taken, as a machine that hangs.</summary>
    public Task HangAsync(BedServer server, CancellationToken cancellationToken) => _supervisor.SignalAsync(server.Name, "STOP", cancellationToken);

    /// <summary>Lets a server that hangs go on.</summary>
    public Task GoOnAsync(BedServer server, CancellationToken cancellationToken) => _supervisor.SignalAsync(server.Name, "CONT", cancellationToken);

    /// <summary>Ends a server: its machine says that nobody listens.</summary>
    public Task KillAsync(BedServer server, CancellationToken cancellationToken) => _supervisor.SignalAsync(server.Name, "KILL", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _proxies.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await _supervisor.DisposeAsync();
        _files.Delete();
        _ground.Dispose();
        _ending.Dispose();
    }

    private static async Task ClearAsync(StandingBed? bed, BedFiles? files, Ground ground)
    {
        if (bed is not null)
        {
            await bed.DisposeAsync();
            return;
        }

        files?.Delete();
        ground.Dispose();
    }

    private Task AwaitAllAsync(TimeSpan patience, CancellationToken cancellationToken) => AwaitAsync(
        from zone in _world.Zones
        where !zone.IsInDoubt
        from copy in zone.Copies
        where !copy.IsBroken
        select (zone, copy),
        patience,
        cancellationToken);

    private async Task AwaitAsync(IEnumerable<(BedZone Zone, ZoneCopy Copy)> served, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        var waits = served
            .Select(s => (s.Zone, s.Copy, Ready: Readiness.AwaitAsync(new IPEndPoint(s.Copy.Server.Address, Port), s.Zone.Name, s.Copy.Serial, limit.Token)))
            .ToList();
        try
        {
            await Task.WhenAll(waits.Select(w => w.Ready));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var (zone, copy, _) = waits.First(w => !w.Ready.IsCompletedSuccessfully);
            throw new InvalidOperationException(
                $"{copy.Server.Name} ({copy.Server.Software}) at {copy.Server.Address} port {Port} did not serve {zone.Name} with serial {copy.Serial} within {patience.TotalSeconds} s. Its log ends:\n{_supervisor.LogEnd(copy.Server.Name)}");
        }
    }
}
