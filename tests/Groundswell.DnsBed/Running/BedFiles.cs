using System.Net;
using Groundswell.DnsBed.Signing;
using Groundswell.DnsBed.Software;
using Groundswell.DnsBed.Zones;

namespace Groundswell.DnsBed.Running;

/// <summary>The folder of a bed: zones, configurations, logs, and what a resolver needs to start.</summary>
internal sealed class BedFiles
{
    private readonly ZoneText _text;
    private readonly ZoneSigner _signer;
    private int _signed;

    private BedFiles(string folder, ZoneText text, ZoneSigner signer)
    {
        (Folder, _text, _signer) = (folder, text, signer);
        Commands = [];
    }

    public string Folder { get; }

    public string Hints => Path.Combine(Folder, "hints.zone");

    public string TrustAnchor => Path.Combine(Folder, "anchor.ds");

    public string BindAnchor => Path.Combine(Folder, "anchor.conf");

    /// <summary>How every server is started.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<string> Command)> Commands { get; private set; }

    /// <summary>Servers that listen elsewhere than at their address.</summary>
    public IReadOnlyList<(BedServer Server, IPEndPoint Listening)> Relays { get; private set; } = [];

    public static async Task<BedFiles> WriteAsync(BedWorld world, Ground ground, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("dns-bed-").FullName;
        try
        {
            var keyFolder = Directory.CreateDirectory(Path.Combine(folder, "keys")).FullName;
            var keys = await KeyRing.MakeAsync(keyFolder, cancellationToken);
            var files = new BedFiles(folder, new ZoneText(world, keys), new ZoneSigner(keys, now));
            await files.WriteAllAsync(world, ground, cancellationToken);
            return files;
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Writes the file of every copy. Copies that are the same are signed once, as a primary does it for its secondaries.</summary>
    public Task WriteZonesAsync(IEnumerable<(BedZone Zone, ZoneCopy Copy)> copies, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        copies.GroupBy(c => (c.Zone, c.Copy.Records, c.Copy.Serial, c.Copy.Signing, c.Copy.IsBroken)),
        cancellationToken,
        async (same, token) =>
        {
            var lines = await LinesAsync(same.Key.Zone, same.First().Copy, token);
            foreach (var (zone, copy) in same)
            {
                await File.WriteAllLinesAsync(PathOf(zone, copy.Server), lines, token);
            }
        });

    public void Delete() => Directory.Delete(Folder, recursive: true);

    private async Task WriteAllAsync(BedWorld world, Ground ground, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Hints, _text.Hints(), cancellationToken);
        var signing = world.Zone(".").Copies[0].Signing;
        var ds = signing is null ? null : _text.RightDs(".", signing);
        await File.WriteAllTextAsync(TrustAnchor, ds is null ? "" : $". IN DS {ds}\n", cancellationToken);
        await File.WriteAllTextAsync(BindAnchor, ds is null ? "" : AsBindSays(ds), cancellationToken);
        foreach (var server in world.Servers)
        {
            Directory.CreateDirectory(FolderOf(server));
        }

        await WriteZonesAsync(world.Zones.SelectMany(z => z.Copies.Select(c => (z, c))), cancellationToken);
        var plans = world.Servers.Select(s => PlanOf(world, s, ground)).ToList();
        Commands = [.. plans.Select(p => (p.Server.Name, p.Server.Software.Configure(p)))];
        Relays = [.. plans.Where(p => p.Server.Software.NeedsInterface).Select(p => (p.Server, p.Listening))];
    }

    private async Task<IEnumerable<string>> LinesAsync(BedZone zone, ZoneCopy copy, CancellationToken cancellationToken)
    {
        if (copy.IsBroken)
        {
            return ["this is no zone"];
        }

        var text = _text.Of(zone, copy);
        return copy.Signing is { } signing
            ? await _signer.SignAsync(zone.Name, text, signing, Path.Combine(Folder, $"signing-{Interlocked.Increment(ref _signed)}"), cancellationToken)
            : [text];
    }

    private static string AsBindSays(string ds)
    {
        var fields = ds.Split(' ');
        return $"trust-anchors {{ . static-ds {fields[0]} {fields[1]} {fields[2]} \"{fields[3]}\"; }};\n";
    }

    private ServerPlan PlanOf(BedWorld world, BedServer server, Ground ground) => new(
        server,
        server.Software.NeedsInterface ? ground.PlaceBehind() : new IPEndPoint(server.Address, ground.Port),
        FolderOf(server),
        ground.Port,
        world.Zones.Where(z => z.Copies.Any(c => c.Server == server)).ToDictionary(z => z.Name, z => PathOf(z, server)),
        Hints,
        BindAnchor);

    private string PathOf(BedZone zone, BedServer server) => Path.Combine(FolderOf(server), $"{(zone.Name == "." ? "root" : zone.Name.TrimEnd('.').Replace('/', '_'))}.zone");

    private string FolderOf(BedServer server) => Path.Combine(Folder, server.Name);
}
