using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Groundswell.Sensing.Vantages;
using Groundswell.Signals;

namespace Groundswell.Cli.Tests.Durability;

/// <summary>A real node and real agents, each in a process of its own, and a target on loopback.</summary>
public sealed class AgentTests : IDisposable
{
    private const string Paris = "paris:a-secret-of-paris";
    private const string Rome = "rome:a-secret-of-rome1";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("groundswell-agent-");
    private readonly TcpListener _target = new(IPAddress.Loopback, 0);

    public AgentTests() => _target.Start();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder.FullName, "data");

    private string[] NodeSettings => ["--catalogue", Path.Combine(_folder.FullName, "catalogue"), "--set", $"vantages.tokens={Paris},{Rome}", "--set", "probes.references=none", "--set", "tick=00:00:01"];

    public void Dispose()
    {
        _target.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_waits_is_taken_exactly_once_though_the_agent_is_killed_while_it_sends()
    {
        const int Waiting = 1_000;
        WriteCatalogue(interval: 86_400); // nothing else is seen meanwhile
        var random = new Random(20251020);
        var now = TimeProvider.System.GetUtcNow();
        using (var spool = new ResultSpool(FolderOf("paris"), 10_000, 1 << 28, now))
        {
            foreach (var i in Enumerable.Range(0, Waiting))
            {
                spool.Add(VantageLists.Pack(VantageLists.WriteResults([Seen(now.AddSeconds(i - Waiting))])), isCorrected: true);
            }
        }

        using var node = await ServedNode.StartAsync(Data, NodeSettings);
        var killedOnTheWay = 0;
        for (var killing = 0; killing < 5 && WaitingIn("paris") > 0; killing++)
        {
            using var agent = Agent("paris", Paris, node);
            var before = WaitingIn("paris");
            await Until(() => WaitingIn("paris") < before, () => agent.Log);
            await Task.Delay(random.Next(0, 100), Cancelled); // the moment of the kill is what is tried
            agent.Kill();
            killedOnTheWay += WaitingIn("paris") > 0 ? 1 : 0;
        }

        using (var agent = Agent("paris", Paris, node))
        {
            await Until(() => WaitingIn("paris") == 0, () => agent.Log);
            Assert.Equal(0, await agent.StopAsync());
        }

        Assert.InRange(killedOnTheWay, 1, 5);
        Assert.Equal(Waiting, await TakenAsync(node, "paris"));
        Assert.Equal(0, await CountAsync(node, "groundswell_vantages_results_total", "vantage=\"paris\"", "outcome=\"passed_over\""));
    }

    [Fact]
    public async Task What_is_seen_while_the_node_is_away_outlives_a_kill_and_a_start_without_the_node()
    {
        WriteCatalogue(interval: 5);
        using var node = await ServedNode.StartAsync(Data, NodeSettings);
        using (var agent = Agent("paris", Paris, node, "--allow-network", "127.0.0.0/8"))
        {
            await UntilAsync(async () => await TakenAsync(node, "paris") >= 1, () => agent.Log);
            node.Kill();
            await Until(() => WaitingIn("paris") >= 1, () => agent.Log);
            agent.Kill();
        }

        var before = WaitingIn("paris");
        using (var agent = Agent("paris", Paris, node, "--allow-network", "127.0.0.0/8"))
        {
            await Until(() => WaitingIn("paris") > before, () => agent.Log);
            Assert.Contains($"{before} batch", await agent.FirstLine, StringComparison.Ordinal);

            using var again = await node.StartAgainAsync(Data, NodeSettings);
            await Until(() => WaitingIn("paris") == 0, () => agent.Log);
            Assert.Equal(0, await agent.StopAsync());
            Assert.Matches(@"Stopped: \d+ results sent, 0 batches wait here for the next start, 0 were dropped", agent.Log);
            Assert.InRange(await TakenAsync(again, "paris"), before + 1, double.MaxValue);
            Assert.Equal(0, await CountAsync(again, "groundswell_vantages_results_total", "vantage=\"paris\"", "outcome=\"passed_over\""));
        }
    }

    [Fact]
    public async Task One_vantage_alone_decides_nothing_and_both_together_do()
    {
        WriteCatalogue(interval: 5);
        using var node = await ServedNode.StartAsync(Data, NodeSettings);

        // Paris may not reach the target; Rome may, and speaks to the node through a proxy, which here is the node itself.
        using var paris = Agent("paris", Paris, node);
        using var rome = new RunningAgent(Rome, node.Client.BaseAddress!.OriginalString, "--server", "http://status.example.invalid", "--data", FolderOf("rome"), "--allow-network", "127.0.0.0/8");

        await UntilAsync(async () => await StateAsync(node) == ("degraded", 1, 2), () => paris.Log + rome.Log);
        _target.Stop();
        await UntilAsync(async () => await StateAsync(node) == ("down", 2, 2), () => paris.Log + rome.Log);

        Assert.DoesNotContain("rome", await File.ReadAllTextAsync(Path.Combine(FolderOf("paris"), "plan.json"), Cancelled), StringComparison.Ordinal);
        Assert.Equal((0, 0), (await paris.StopAsync(), await rome.StopAsync()));
    }

    [Fact]
    public async Task An_agent_with_a_wrong_token_is_told_so_and_keeps_trying()
    {
        WriteCatalogue(interval: 5);
        using var node = await ServedNode.StartAsync(Data, NodeSettings);
        using var agent = Agent("paris", "paris:not-the-right-secret", node);

        await Until(() => agent.Log.Contains("it does not know this token", StringComparison.Ordinal), () => agent.Log);
        Assert.DoesNotContain("not-the-right-secret", agent.Log + await agent.FirstLine, StringComparison.Ordinal);
        Assert.Equal(0, await agent.StopAsync());
    }

    private static ProbeResult Seen(DateTimeOffset at) => new()
    {
        Target = ProbeTarget.Parse("acme/eu/front"),
        Probe = "door",
        Vantage = VantageId.Parse("paris"),
        At = at,
        Elapsed = TimeSpan.FromMilliseconds(3),
    };

    private static Task<double> TakenAsync(ServedNode node, string vantage) =>
        CountAsync(node, "groundswell_vantages_results_total", $"vantage=\"{vantage}\"", "outcome=\"taken\"");

    private static async Task<double> CountAsync(ServedNode node, string name, params string[] labels) =>
        (await node.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancelled)).Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && labels.All(l => line.Contains(l, StringComparison.Ordinal)))
            .Sum(line => double.Parse(line[(line.IndexOf('}', StringComparison.Ordinal) + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture));

    private static async Task<(string State, int Failing, int Known)?> StateAsync(ServedNode node)
    {
        using var json = JsonDocument.Parse(await node.Client.GetStringAsync(new Uri("/api/v1/components", UriKind.Relative), Cancelled));
        return json.RootElement.GetProperty("components").EnumerateArray()
            .Select(c => c.GetProperty("probes"))
            .Where(p => p.ValueKind == JsonValueKind.Object)
            .Select(p => ((string, int, int)?)(p.GetProperty("state").GetString()!, p.GetProperty("failing").GetInt32(), p.GetProperty("known").GetInt32()))
            .FirstOrDefault();
    }

    private static Task Until(Func<bool> condition, Func<string> log) => UntilAsync(() => Task.FromResult(condition()), log);

    // Processes have no events that a test could wait for.
    private static async Task UntilAsync(Func<Task<bool>> condition, Func<string> log)
    {
        for (var i = 0; !await condition(); i++)
        {
            Assert.True(i < 3_000, $"It did not come about in a minute. {log()}");
            await Task.Delay(20, Cancelled);
        }
    }

    private RunningAgent Agent(string name, string token, ServedNode node, params string[] more) =>
        new(token, "", ["--server", node.Client.BaseAddress!.OriginalString, "--data", FolderOf(name), .. more]);

    private string FolderOf(string agent) => Path.Combine(_folder.FullName, agent);

    private int WaitingIn(string agent) => Directory.Exists(FolderOf(agent)) ? Directory.GetFiles(FolderOf(agent), "*.batch").Length : 0;

    private void WriteCatalogue(int interval)
    {
        var port = ((IPEndPoint)_target.LocalEndpoint).Port;
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "catalogue"));
        File.WriteAllText(Path.Combine(_folder.FullName, "catalogue", "all.yaml"), $$"""
            symptoms: { app: The app fails }
            categories: { mail: { label: Mail, symptoms: [app] } }
            providers:
              acme:
                name: Acme
                components:
                  - regions: [eu]
                    source: made up
                    each:
                      front:
                        name: Front
                        kind: compute
                        probes: { door: { tcp: "127.0.0.1:{{port}}", interval: {{interval}}, retries: 0 } }
            services:
              post: { name: Post, category: mail, countries: [GB], dependencies: [{ on: acme/eu/front, criticality: hard, evidence: [{ assumed: made up }] }] }
            """);
    }
}
