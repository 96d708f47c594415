using System.Diagnostics;
using System.Text.Json;
using Groundswell.DnsBed;
using Groundswell.DnsBed.Signing;
using Groundswell.DnsBed.Software;
using Groundswell.DnsBed.Zones;

namespace Groundswell.Dns.Tests.Bed;

/// <summary>A bed serves what a test says, changes when told, and leaves nothing behind.</summary>
public sealed class BedLifeTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_small_bed_serves_what_a_test_says_and_changes_when_told()
    {
        BedServer? knot = null;
        BedZone? zone = null;
        await using var bed = await StandingBed.StartAsync(
            world =>
            {
                knot = world.Server("knot", ServerSoftware.Knot);
                world.Zone(".").On(knot, "", ZoneSigning.Ecdsa);
                zone = world.Zone("shop").On(knot, "www A 192.0.2.1", ZoneSigning.Ecdsa);
            },
            Cancelled);

        var before = await bed.AskAsync(knot!.Address, "www.shop", "A", Cancelled);
        await bed.ChangeAsync(zone!, "www TXT \"gone\"", Cancelled);
        var after = await bed.AskAsync(knot.Address, "www.shop", "A", Cancelled);

        Assert.Equal(("NOERROR", true), (before.Status, before.Has("A")));
        Assert.Equal(("NOERROR", false), (after.Status, after.Has("A")));
    }

    [Fact]
    public async Task A_zone_that_a_server_cannot_read_is_told_with_its_log()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => StandingBed.StartAsync(
            world =>
            {
                var knot = world.Server("knot", ServerSoftware.Knot);
                world.Zone(".").On(knot, "www NONSENSE");
            },
            null,
            TimeSpan.FromSeconds(2),
            Cancelled));

        Assert.Contains("knot (knotd)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("error", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bed_whose_process_is_killed_takes_its_servers_along()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Groundswell.DnsBed.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--small"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync(Cancelled) ?? throw new InvalidOperationException("The bed did not start.");
        var folder = Path.GetDirectoryName(JsonSerializer.Deserialize<JsonElement>(line).GetProperty("hints").GetString()!)!;
        var servers = Directory.GetFiles(folder, "*.pid").Select(f => Process.GetProcessById(int.Parse(File.ReadAllText(f)))).ToList();

        process.Kill();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        foreach (var server in servers)
        {
            await server.WaitForExitAsync(limit.Token);
        }

        Directory.Delete(folder, recursive: true);
        Assert.Equal(2, servers.Count);
    }
}
