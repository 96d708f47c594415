using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Probes;
using Groundswell.Sensing.Probes.Connecting;
using Groundswell.Sensing.Vantages;
using Groundswell.Server.Vantages;
using Groundswell.Signals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Groundswell.Server.Tests.Vantages;

/// <summary>A real agent, a real web server and a real target on loopback.</summary>
public sealed class VantageTests : IAsyncLifetime
{
    private const string Secret = "0123456789abcdef";
    private readonly TemporaryFolder _folder = new();
    private readonly List<ProbeResult> _taken = [];
    private readonly TcpListener _target = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<PlannedProbe> _plan = [];
    private VantageDesk _desk = null!;
    private WebApplication? _server;
    private Uri _address = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _target.Start();
        _plan = [Planned("acme/r1/db", "front")];
        _desk = new VantageDesk([Token("paris"), Token("rome")], () => _plan, Take);
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
        var running = Agent("paris", TimeProvider.System).RunAsync(stop.Token);
        await _first.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        await stop.CancelAsync();
        await running;

        var result = Snapshot()[0];
        Assert.Equal((VantageId.Parse("paris"), ProbeTarget.Parse("acme/r1/db"), "front", null), (result.Vantage, result.Target, result.Probe, result.Failure));
    }

    [Fact]
    public async Task What_was_seen_while_the_node_was_away_comes_when_it_is_back()
    {
        var port = _address.Port;
        await _server!.StopAsync(Cancelled);
        using (var spool = new Waiting(_folder["agent"]))
        {
            spool.Keep(Result("acme/r1/db", "front", TimeProvider.System.GetUtcNow().AddMinutes(-5)));
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var running = Agent("paris", TimeProvider.System).RunAsync(stop.Token);
        await ServeAsync(port);
        await _first.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        await stop.CancelAsync();
        await running;

        Assert.True(TimeProvider.System.GetUtcNow() - Snapshot()[0].At > TimeSpan.FromMinutes(4));
    }

    [Fact]
    public async Task An_agent_whose_clock_is_wrong_by_hours_is_heard_and_its_results_bear_the_nodes_time()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var running = Agent("paris", new WrongTime(TimeSpan.FromHours(-7))).RunAsync(stop.Token);
        await _first.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        await stop.CancelAsync();
        await running;

        Assert.True((TimeProvider.System.GetUtcNow() - Snapshot()[0].At).Duration() < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_batch_that_is_sent_again_is_taken_once()
    {
        using var client = new HttpClient { BaseAddress = _address };
        var body = VantageJson.WriteResults([Result("acme/r1/db", "front", TimeProvider.System.GetUtcNow())]);

        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(Signed("paris", 5, body), Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await client.SendAsync(Signed("paris", 5, body), Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await client.SendAsync(Signed("paris", 4, body), Cancelled)).StatusCode);
        Assert.Single(Snapshot());
    }

    [Fact]
    public async Task A_vantage_speaks_for_itself_only_and_of_its_plan_only()
    {
        using var client = new HttpClient { BaseAddress = _address };
        var now = TimeProvider.System.GetUtcNow();
        var body = VantageJson.WriteResults(
        [
            Result("acme/r1/db", "front", now) with { Vantage = VantageId.Parse("rome") },
            Result("acme/r1/other", "front", now),
            Result("acme/r1/db", "back", now),
            Result("acme/r1/db", "front", now.AddHours(1)),
            Result("acme/r1/db", "front", now.AddDays(-2)),
        ]);
        var answer = await client.SendAsync(Signed("paris", 1, body), Cancelled);

        Assert.Equal("""{"taken":1,"passed_over":4}""", await answer.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal(VantageId.Parse("paris"), Assert.Single(Snapshot()).Vantage);
    }

    [Fact]
    public async Task Who_has_no_token_or_signs_an_old_or_changed_request_is_refused()
    {
        using var client = new HttpClient { BaseAddress = _address };
        var now = TimeProvider.System.GetUtcNow();
        var changed = Signed("paris", 1, "[]"u8.ToArray());
        changed.Content = new ByteArrayContent("[ ]"u8.ToArray());
        var stranger = Signed("paris", 1, [], Token("paris", "another-secret-of-16"));

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(new Uri(VantageRequest.PlanPath, UriKind.Relative), Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(changed, Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(stranger, Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(Signed("paris", 1, [], at: now.AddMinutes(-10)), Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(Signed("oslo", 1, []), Cancelled)).StatusCode);
        Assert.Empty(Snapshot());
    }

    [Fact]
    public async Task A_plan_that_has_not_changed_is_not_sent_again()
    {
        using var client = new HttpClient { BaseAddress = _address };
        var first = await client.SendAsync(Signed("paris", 0, [], path: VantageRequest.PlanPath), Cancelled);
        var again = Signed("paris", 0, [], path: VantageRequest.PlanPath);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(again, Cancelled)).StatusCode);

        _plan = [Planned("acme/r1/db", "front"), Planned("acme/r1/db", "back")];
        var changed = Signed("paris", 0, [], path: VantageRequest.PlanPath);
        changed.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(changed, Cancelled)).StatusCode);
    }

    [Fact]
    public async Task What_is_no_batch_is_a_bad_request_with_its_reason()
    {
        using var client = new HttpClient { BaseAddress = _address };
        var answer = await client.SendAsync(Signed("paris", 9, "{\"a\":1}"u8.ToArray()), Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);

        // It was not taken: a right one with the same number is.
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(Signed("paris", 9, "[]"u8.ToArray()), Cancelled)).StatusCode);
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

    private static HttpRequestMessage Signed(string vantage, long sequence, byte[] body, VantageToken? token = null, DateTimeOffset? at = null, string path = VantageRequest.ResultsPath)
    {
        var method = path == VantageRequest.PlanPath ? HttpMethod.Get : HttpMethod.Post;
        var time = DateTimeOffset.FromUnixTimeMilliseconds((at ?? TimeProvider.System.GetUtcNow()).ToUnixTimeMilliseconds());
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Add(VantageRequest.VantageHeader, vantage);
        request.Headers.Add(VantageRequest.TimeHeader, time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(VantageRequest.SequenceHeader, sequence.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(VantageRequest.SignatureHeader, (token ?? Token(vantage)).Sign(new VantageRequest(method.Method, path, VantageId.Parse(vantage), time, sequence, body)));
        request.Content = method == HttpMethod.Post ? new ByteArrayContent(body) : null;
        return request;
    }

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

    private void Take(IReadOnlyList<ProbeResult> results)
    {
        lock (_taken)
        {
            _taken.AddRange(results);
        }

        if (results.Count > 0)
        {
            _first.TrySetResult();
        }
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
        _server.MapVantages(_desk, TimeProvider.System);
        await _server.StartAsync(Cancelled);
        _address = new Uri(_server.Urls.First());
    }

    private sealed class WrongTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }

    /// <summary>What an agent had on disk when it was ended.</summary>
    private sealed class Waiting(string folder) : IDisposable
    {
        private readonly ResultSpool _spool = new(folder, 10, TimeProvider.System.GetUtcNow());

        public void Keep(ProbeResult result) => _spool.Add(VantageJson.WriteResults([result]));

        public void Dispose()
        {
            // Nothing is open between calls.
        }
    }
}
