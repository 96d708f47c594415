using System.Net;
using System.Net.Sockets;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Probes;
using Groundswell.Sensing.Tests.Probes.Servers;
using Groundswell.Signals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Groundswell.Sensing.Tests.Probes.Kinds;

/// <summary>TCP, and what all kinds that connect have of it.</summary>
public sealed class ConnectionProbeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_port_that_listens_is_right_and_its_connection_has_a_time()
    {
        await using var server = new RawServer(Serve.Nothing);

        var result = await Probing.RunAsync(new ProbeCheck.Tcp(new HostPort("127.0.0.1", server.Port)));

        Assert.Null(result.Failure);
        Assert.Equal("127.0.0.1", result.Address);
        Assert.NotNull(result.Phases.Resolve);
        Assert.NotNull(result.Phases.Connect);
        Assert.Null(result.Phases.Tls);
        Assert.InRange(result.Elapsed, result.Phases.Connect.Value, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_port_where_nothing_listens_is_refused()
    {
        var result = await Probing.RunAsync(new ProbeCheck.Tcp(new HostPort("127.0.0.1", FreePort())));

        Assert.Equal(FailureClass.ConnectRefused, result.Failure);
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_a_timeout_of_connecting()
    {
        using var hole = new BlackHole();

        var result = await Probing.RunAsync(Probing.Plan(new ProbeCheck.Tcp(new HostPort("127.0.0.1", hole.Port))) with { Timeout = TimeSpan.FromSeconds(1) });

        Assert.Equal(FailureClass.ConnectTimeout, result.Failure);
        Assert.Equal("no connection within 1 s", result.Detail);
        Assert.Null(result.Phases.Connect);
    }

    // The system itself has no way to the broadcast address: nothing leaves the machine.
    [Fact]
    public async Task A_host_without_a_way_to_it_is_unreachable()
    {
        var result = await Probing.RunAsync(new ProbeCheck.Tcp(new HostPort("255.255.255.255", 443)));

        Assert.Equal(FailureClass.Unreachable, result.Failure);
    }

    [Fact]
    public async Task What_answers_rightly_and_too_late_is_slow()
    {
        await using var server = await WebServer.StartAsync(app => app.MapGet("/", (HttpContext context) => Task.Delay(TimeSpan.FromMilliseconds(60), TimeProvider.System, context.RequestAborted)));

        var result = await Probing.RunAsync(Probing.Plan(new ProbeCheck.Http(new Uri($"http://127.0.0.1:{server.Port}/"))) with { SlowAfter = TimeSpan.FromMilliseconds(50) });

        Assert.Equal(FailureClass.Slow, result.Failure);
        Assert.True(result.Phases.FirstByte >= TimeSpan.FromMilliseconds(50), $"{result.Phases}");
    }

    [Fact]
    public async Task A_try_that_fails_is_repeated_and_the_repeat_counts()
    {
        var connections = 0;
        await using var server = new RawServer((connection, cancellationToken) =>
            Interlocked.Increment(ref connections) == 1 ? Serve.Reset(connection, cancellationToken) : Serve.Text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")(connection, cancellationToken));

        var result = await Probing.RunAsync(Probing.Plan(new ProbeCheck.Http(new Uri($"http://127.0.0.1:{server.Port}/"))) with { Retries = 1 });

        Assert.Null(result.Failure);
        Assert.Equal(2, connections);
        Assert.True(result.Elapsed > TimeSpan.FromMilliseconds(400), "The pause before the repeat belongs to the run.");
    }

    [Fact]
    public async Task Both_internets_must_hold_where_both_are_asked_for()
    {
        await using var six = new RawServer(Serve.Nothing, IPAddress.IPv6Loopback);
        using var four = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        four.Bind(new IPEndPoint(IPAddress.Loopback, six.Port));
        var probe = Probing.Plan(new ProbeCheck.Tcp(new HostPort("localhost", six.Port)));

        var both = await Probing.RunAsync(probe with { Addresses = AddressChoice.Both });
        var only6 = await Probing.RunAsync(probe with { Addresses = AddressChoice.V6 });

        Assert.Equal((FailureClass.ConnectRefused, "IPv4: connection refused"), (both.Failure, both.Detail));
        Assert.Null(only6.Failure);
        Assert.Equal("::1", only6.Address);

        four.Listen();
        Assert.Null((await Probing.RunAsync(probe with { Addresses = AddressChoice.Both })).Failure);
    }

    [Fact]
    public async Task The_next_address_of_a_name_is_tried()
    {
        await using var server = new RawServer(Serve.Nothing, IPAddress.Parse("127.0.0.3"));
        await using var names = new FewNames(("two.test", ["127.0.0.2", "127.0.0.3"]));

        var result = await Probing.RunAsync(
            Probing.Plan(new ProbeCheck.Tcp(new HostPort("two.test", server.Port))),
            new ProbeRunnerOptions { Guard = Probing.Loopback, Resolvers = [names.EndPoint] });

        Assert.Null(result.Failure);
        Assert.Equal("127.0.0.3", result.Address);
    }

    [Fact]
    public async Task A_name_that_leads_into_the_house_is_not_connected_to()
    {
        await using var server = new RawServer(Serve.Nothing);
        await using var names = new FewNames(("inside.test", ["127.0.0.1"]));

        var result = await Probing.RunAsync(
            Probing.Plan(new ProbeCheck.Tcp(new HostPort("inside.test", server.Port))),
            new ProbeRunnerOptions { Resolvers = [names.EndPoint] });

        Assert.Equal(FailureClass.Unreachable, result.Failure);
        Assert.Contains("may not be probed", result.Detail, StringComparison.Ordinal);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task An_echo_is_answered_by_the_machine_itself()
    {
        var probe = Probing.Plan(new ProbeCheck.Ping { Address = "127.0.0.1" });
        await using var runner = new ProbeRunner(new ProbeRunnerOptions { Guard = Probing.Loopback }, TimeProvider.System);
        Assert.SkipWhen(runner.WhyNot(probe) is not null, "This machine does not let the tests send ICMP.");

        var result = await runner.RunAsync(probe, Cancellation);

        Assert.Null(result.Failure);
        Assert.NotNull(result.Phases.FirstByte);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_says_so_and_nothing_of_the_target()
    {
        await using var server = new RawServer(Serve.Silence);
        await using var runner = new ProbeRunner(new ProbeRunnerOptions { Guard = Probing.Loopback }, TimeProvider.System);
        using var stop = new CancellationTokenSource();

        var run = runner.RunAsync(Probing.Plan(new ProbeCheck.Http(new Uri($"http://127.0.0.1:{server.Port}/"))), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
