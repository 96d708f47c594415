using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Groundswell.Cli.Tests.Durability;

/// <summary>Real processes whose clock jumps, that are stopped for a while, whose files are taken away, and the commands that put a store in order.</summary>
public sealed class HardTimesTests : IDisposable
{
    // Debian's package libfaketime.
    private static readonly string? FakeTime = new[] { "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1" }.FirstOrDefault(File.Exists);

    private readonly string _folder = Directory.CreateTempSubdirectory("groundswell-hard-").FullName;
    private readonly CommandLine _cli = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose()
    {
        _cli.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("+600", "+0")]
    [InlineData("+10d", "+0")]
    [InlineData("-10d", "+0")]
    [InlineData("+4000d", "-20d")]
    public async Task A_machine_whose_clock_jumps_forth_and_back_goes_on_over_restarts_and_speaks_of_no_time_to_come(string jump, string back)
    {
        Assert.SkipWhen(FakeTime is null, "libfaketime is not installed.");
        var offset = Path.Combine(_folder, "offset");
        var environment = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = FakeTime!,
            ["FAKETIME_TIMESTAMP_FILE"] = offset,
            ["FAKETIME_NO_CACHE"] = "1",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            ["DONT_FAKE_MONOTONIC"] = "1",
        };
        var senders = new Senders();
        await File.WriteAllTextAsync(offset, "+0\n", Cancelled);
        using (var node = await ServedNode.StartAsync(Data, environment, "--set", "tick=00:00:01"))
        {
            await SendAsync(node, senders, 20);
            await File.WriteAllTextAsync(offset, jump + "\n", Cancelled);
            await SendAsync(node, senders, 20);
            node.Kill(); // waits are not to be relied on while the clock is faked
        }

        await File.WriteAllTextAsync(offset, back + "\n", Cancelled);
        using (var node = await ServedNode.StartAsync(Data, environment, "--set", "tick=00:00:01"))
        {
            await SendAsync(node, senders, 20);
            var now = TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(back.EndsWith('d') ? int.Parse(back[..^1], CultureInfo.InvariantCulture) : 0);
            using var json = JsonDocument.Parse(await node.Client.GetStringAsync(new Uri("/api/v1/services/reddit", UriKind.Relative), Cancelled));
            Assert.InRange(json.RootElement.GetProperty("as_of").GetDateTimeOffset(), now.AddMinutes(-2), now.AddSeconds(2));
            node.Kill();
        }

        using (var node = await ServedNode.StartAsync(Data))
        {
            await SendAsync(node, senders, 1);
            Assert.Equal(0, await node.StopAsync());
        }

        Assert.Equal((senders.People, senders.People), (senders.Acknowledged, (int)StoredReports.Counted(Data)));
        Assert.Equal(0, (await _cli.RunAsync("store", "check", "--data", Data)).ExitCode);
    }

    [Fact]
    public async Task A_process_that_is_stopped_for_a_while_goes_on_where_it_was()
    {
        var senders = new Senders();
        using var node = await ServedNode.StartAsync(Data);
        var sending = senders.SendUntilGoneAsync(node.Client);
        for (var i = 0; i < 3; i++)
        {
            await Task.Delay(300, Cancelled); // in the midst of its work
            await node.PauseAsync();
            await Task.Delay(1000, Cancelled);
            await node.ResumeAsync();
        }

        await Task.Delay(300, Cancelled);
        Assert.Equal(0, await node.StopAsync());
        await sending;
        Assert.Empty(senders.Refusals);
        Assert.InRange(senders.Acknowledged, 100, (int)StoredReports.Counted(Data));
        Assert.Equal(StoredReports.Journal(Data).Counting, StoredReports.Counted(Data));
    }

    [Fact]
    public async Task A_journal_that_is_deleted_under_load_costs_no_acknowledged_report()
    {
        var senders = new Senders();
        using (var node = await ServedNode.StartAsync(Data))
        {
            var sending = senders.SendUntilGoneAsync(node.Client);
            for (var i = 0; i < 4; i++)
            {
                await Task.Delay(400, Cancelled); // in the midst of its work
                foreach (var path in Directory.GetFiles(Path.Combine(Data, "journal"), i % 2 == 0 ? "journal-*.db" : "journal-*.db*"))
                {
                    File.Delete(path);
                }
            }

            await Task.Delay(400, Cancelled);
            await senders.SendOneAsync(node.Client);
            Assert.Contains("was deleted while the node used it", await node.Client.GetStringAsync(new Uri("/readyz", UriKind.Relative), Cancelled), StringComparison.Ordinal);
            node.Kill();
            await sending;
        }

        Assert.InRange(StoredReports.Journal(Data).Reports, senders.Acknowledged, senders.People);
        using var again = await ServedNode.StartAsync(Data);
        Assert.All(await senders.SendAllAgainAsync(again.Client), answer => Assert.InRange((int)answer, 200, 299));
        Assert.Equal(0, await again.StopAsync());
        Assert.Equal(senders.People, StoredReports.Counted(Data));
    }

    [Fact]
    public async Task A_backup_under_load_is_sound_and_a_node_starts_on_it()
    {
        var (senders, backup) = (new Senders(), Path.Combine(_folder, "backup"));
        using (var node = await ServedNode.StartAsync(Data))
        {
            var sending = senders.SendUntilGoneAsync(node.Client);
            await Task.Delay(500, Cancelled); // in the midst of its work
            var before = senders.Acknowledged;
            var outcome = await _cli.RunAsync("backup", "--data", Data, "--to", backup);
            Assert.True(outcome.ExitCode == 0, outcome.All);
            Assert.InRange(StoredReports.Journal(backup).Reports, before, senders.People);
            node.Kill();
            await sending;
        }

        Assert.Equal((0, $"{backup} is sound.\n"), ((await _cli.RunAsync("store", "check", "--data", backup)) is var sound ? (sound.ExitCode, sound.Output) : default));
        var reports = StoredReports.Journal(backup).Counting;
        using var restored = await ServedNode.StartAsync(backup);
        Assert.Equal(HttpStatusCode.Created, await senders.SendOneAsync(restored.Client));
        Assert.Equal(0, await restored.StopAsync());
        Assert.Equal(reports + 1, StoredReports.Counted(backup));
    }

    [Fact]
    public async Task A_damaged_store_is_named_by_serve_and_check_and_put_in_order_by_repair()
    {
        var senders = new Senders();
        using (var node = await ServedNode.StartAsync(Data))
        {
            await SendAsync(node, senders, 50);
            Assert.Equal(0, await node.StopAsync());
        }

        var path = Path.Combine(Data, "groundswell.db");
        await File.WriteAllTextAsync(path, "gone", Cancelled);
        var serve = await _cli.RunAsync("serve", "--data", Data, "--listen", "http://127.0.0.1:0");
        var check = await _cli.RunAsync("store", "check", "--data", Data);
        Assert.Equal((2, 1), (serve.ExitCode, check.ExitCode));
        Assert.Matches($@"^data: {path} .+groundswell store repair\n$", serve.Error);
        Assert.Contains(path, check.Output, StringComparison.Ordinal);

        var repair = await _cli.RunAsync("store", "repair", "--data", Data);
        Assert.True(repair.ExitCode == 0, repair.All);
        Assert.Equal("gone", await File.ReadAllTextAsync(Directory.GetFiles(Path.Combine(Data, "set-aside"), "groundswell.db", SearchOption.AllDirectories).Single(), Cancelled));
        Assert.Equal(senders.People, StoredReports.Counted(Data));
        Assert.Equal(0, (await _cli.RunAsync("store", "check", "--data", Data)).ExitCode);
    }

    private static async Task SendAsync(ServedNode node, Senders senders, int people)
    {
        for (var i = 0; i < people; i++)
        {
            Assert.Equal(HttpStatusCode.Created, await senders.SendOneAsync(node.Client));
        }

        await Task.Delay(1500, Cancelled); // a tick looks at it
    }
}
