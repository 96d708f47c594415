using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Outgoing;
using Groundswell.Sensing.Probes;
using Groundswell.Sensing.Vantages;
using Groundswell.Server.Vantages;
using Groundswell.Signals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Groundswell.Server.Tests.Vantages;

/// <summary>A real agent, a real web server and a real target on loopback.</summary>
public sealed partial class VantageTests : IAsyncLifetime
{
    private const string Secret = "0123456789abcdef";
    private readonly TemporaryFolder _folder = new();
    private readonly List<ProbeResult> _taken = [];
    private readonly TcpListener _target = new(IPAddress.Loopback, 0);
    private TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _enough = 1;
    private bool _hasRoom = true;
    private IReadOnlyList<PlannedProbe> _plan = [];
    private VantageDesk _desk = null!;
    private WebApplication? _server;
    private Uri _address = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _target.Start();
        _plan = [Planned("acme/r1/db", "front")];
        _desk = Desk();
        await ServeAsync(0);
    }

    public async ValueTask DisposeAsync()
    {
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        _target.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_agent_runs_its_plan_and_what_it_sees_is_its_own()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        using var agent = Agent("paris", TimeProvider.System);
        var running = agent.RunAsync(stop.Token);
        await _first.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        await stop.CancelAsync();
        await running;

        var result = Snapshot()[0];
        Assert.Equal((VantageId.Parse("paris"), ProbeTarget.Parse("acme/r1/db"), "front", null), (result.Vantage, result.Target, result.Probe, result.Failure));
    }

    [Fact]
    public async Task What_was_seen_while_the_node_was_away_comes_once_and_in_order_when_it_is_back()
    {
        var port = _address.Port;
        await _server!.StopAsync(Cancelled);
        var now = TimeProvider.System.GetUtcNow();
        var seen = Enumerable.Range(0, 300).Select(i => Result("acme/r1/db", "front", At(now.AddMinutes(-300 + i)))).ToList();
        using (var spool = new ResultSpool(_folder["agent"], 1000, 1 << 20, now))
        {
            seen.ForEach(r => spool.Add(VantageLists.Pack(VantageLists.WriteResults([r])), isCorrected: true));
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        using var agent = Agent("paris", TimeProvider.System);
        var running = agent.RunAsync(stop.Token);
        _desk = Desk();
        _enough = 300;
        await ServeAsync(port);
        await _first.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        await stop.CancelAsync();
        await running;

        Assert.Equal(seen.Select(r => r.At), Snapshot().Take(300).Select(r => r.At));
        Assert.Equal((0, 0L), (agent.Counts.Waiting, agent.Counts.Dropped));
    }

    [Fact]
    public async Task A_start_without_the_node_runs_the_plan_of_the_last_time_and_its_results_bear_the_nodes_time_later()
    {
        using (var once = CancellationTokenSource.CreateLinkedTokenSource(Cancelled))
        using (var agent = Agent("paris", TimeProvider.System))
        {
            var running = agent.RunAsync(once.Token);
            await _first.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
            await once.CancelAsync();
            await running;
        }

        var port = _address.Port;
        await _server!.StopAsync(Cancelled);
        var before = Snapshot().Count;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        using (var agent = Agent("paris", new WrongTime(TimeSpan.FromHours(9)))) // its clock went wrong with the restart
        {
            var running = agent.RunAsync(stop.Token);
            await Until(() => agent.Counts.Waiting > 0);
            var left = TimeProvider.System.GetUtcNow();
            _desk = Desk();
            (_enough, _first) = (before + 1, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            await ServeAsync(port);
            await _first.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
            await stop.CancelAsync();
            await running;

            var late = Snapshot()[before];
            Assert.InRange(late.At, left.AddSeconds(-30), left.AddSeconds(2));
        }
    }

    [Fact]
    public async Task What_answers_200_and_is_not_the_node_gets_nothing_taken_off()
    {
        await _server!.StopAsync(Cancelled);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var hotel = builder.Build();
        var asked = 0;
        hotel.Run(async context =>
        {
            Interlocked.Increment(ref asked);
            context.Response.Headers[VantageRequest.TimeHeader] = "0";
            await context.Response.WriteAsync("{\"taken\":1} Welcome to our network");
        });
        await hotel.StartAsync(Cancelled);
        _address = new Uri(hotel.Urls.First());
        using (var spool = new ResultSpool(_folder["agent"], 10, 1 << 20, TimeProvider.System.GetUtcNow()))
        {
            spool.Add(VantageLists.Pack(VantageLists.WriteResults([Result("acme/r1/db", "front", TimeProvider.System.GetUtcNow())])), isCorrected: true);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        using var agent = Agent("paris", TimeProvider.System);
        var running = agent.RunAsync(stop.Token);
        await Until(() => Volatile.Read(ref asked) >= 4);
        await stop.CancelAsync();
        await running;

        Assert.Equal(new AgentCounts(0, 1, 0), agent.Counts);
    }

    [Fact]
    public async Task An_agent_whose_numbers_were_used_takes_others_and_loses_nothing()
    {
        using var client = new HttpClient { BaseAddress = _address };
        var ahead = TimeProvider.System.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds() * 1000; // as one whose clock ran ahead used them
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(Signed("paris", ahead, "[]"u8.ToArray()), Cancelled)).StatusCode);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        using var agent = Agent("paris", TimeProvider.System);
        var running = agent.RunAsync(stop.Token);
        await _first.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        await stop.CancelAsync();
        await running;

        Assert.True(_desk.Find(VantageId.Parse("paris"))!.LastSequence > ahead);
        Assert.Equal(0, agent.Counts.Dropped);
    }

    [Fact]
    public async Task An_agent_whose_clock_is_wrong_by_hours_is_heard_and_its_results_bear_the_nodes_time()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        using var agent = Agent("paris", new WrongTime(TimeSpan.FromHours(-7)));
        var running = agent.RunAsync(stop.Token);
        await _first.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        await stop.CancelAsync();
        await running;

        Assert.True((TimeProvider.System.GetUtcNow() - Snapshot()[0].At).Duration() < TimeSpan.FromMinutes(1));
    }

    private static VantageToken Token(string name, string secret = Secret) => VantageToken.TryParse($"{name}:{secret}", out var token) ? token : throw new ArgumentException(name);

    private static ProbeResult Result(string target, string probe, DateTimeOffset at) => new()
    {
        Target = ProbeTarget.Parse(target),
        Probe = probe,
        Vantage = VantageId.Parse("paris"),
        At = at,
        Elapsed = TimeSpan.FromMilliseconds(3),
    };

    private PlannedProbe Planned(string target, string id) => new()
    {
        Target = ProbeTarget.Parse(target),
        Id = id,
        Check = new ProbeCheck.Tcp(new HostPort("127.0.0.1", ((IPEndPoint)_target.LocalEndpoint).Port)),
        Interval = TimeSpan.FromSeconds(5),
        Timeout = TimeSpan.FromSeconds(5),
        Retries = 0,
        Group = "acme",
    };

    private VantageAgent Agent(string vantage, TimeProvider time) => new(
        new AgentOptions
        {
            Server = _address,
            Token = Token(vantage),
            Folder = _folder["agent"],
            SendEvery = TimeSpan.FromMilliseconds(100),
            Probing = new ProbeRunnerOptions { Guard = new AddressGuard([IPNetwork.Parse("127.0.0.0/8")]) },
        },
        new SocketsHttpHandler(),
        time,
        NullLoggerFactory.Instance);

    private VantageDesk Desk() => new([Token("paris"), Token("rome")], () => _plan, Take, At(TimeProvider.System.GetUtcNow()));

    private static DateTimeOffset At(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    private static async Task Until(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 1_500, "It did not come about in half a minute.");
            await Task.Delay(20, Cancelled);
        }
    }

    private bool Take(IReadOnlyList<ProbeResult> results)
    {
        if (!_hasRoom)
        {
            return false;
        }

        lock (_taken)
        {
            _taken.AddRange(results);
            if (_taken.Count >= _enough)
            {
                _first.TrySetResult();
            }
        }

        return true;
    }

    private List<ProbeResult> Snapshot()
    {
        lock (_taken)
        {
            return [.. _taken];
        }
    }

    private async Task ServeAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.MapVantages(_desk, new VantageMetrics(_server.Services.GetRequiredService<IMeterFactory>()), TimeProvider.System);
        await _server.StartAsync(Cancelled);
        _address = new Uri(_server.Urls.First());
    }

    private sealed class WrongTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
