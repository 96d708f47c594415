using System.Net;
using Groundswell.Catalogue.Probing;
using Groundswell.Dns.Asking;
using Groundswell.Sensing.Outgoing;
using Groundswell.Sensing.Probes.Connecting;
using Groundswell.Sensing.Probes.Kinds;
using Groundswell.Signals;

namespace Groundswell.Sensing.Probes;

/// <summary>Runs probes of every kind over the network. Safe for any number of runs at a time.</summary>
public sealed class ProbeRunner : IProbeRunner, IAsyncDisposable
{
    private static readonly TimeSpan PauseBeforeRetry = TimeSpan.FromMilliseconds(500);

    private readonly ProbeRunnerOptions _options;
    private readonly TimeProvider _time;
    private readonly NameResolver _names;
    private readonly HttpTransport _transport;
    private readonly LookupProbe _lookup;
    private readonly TcpProbe _tcp;
    private readonly TlsProbe _tls;
    private readonly HttpProbe _http;
    private readonly PingProbe _ping;
    private readonly WebSocketProbe _webSocket;
    private readonly GrpcProbe _grpc;
    private readonly SmtpProbe _smtp;

    public ProbeRunner(ProbeRunnerOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _options = options;
        _time = time;
        _names = new NameResolver(ResolversOf(options), options.Guard, options.AuthorityPort, time);
        var handshake = new TlsHandshake(options.Roots, time);
        var connector = new Connector(_names, options.Guard, handshake, time);
        _transport = new HttpTransport(connector);
        var userAgent = UserAgent.For(options.Contact);
        _lookup = new LookupProbe(connector);
        _tcp = new TcpProbe(connector);
        _tls = new TlsProbe(connector, time);
        _http = new HttpProbe(_transport, new Http3Transport(connector, handshake), userAgent, time);
        _ping = new PingProbe(connector);
        _webSocket = new WebSocketProbe(_transport, userAgent, time);
        _grpc = new GrpcProbe(_transport, userAgent, time);
        _smtp = new SmtpProbe(connector, time);
    }

    public string? WhyNot(PlannedProbe probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        return probe.Check switch
        {
            ProbeCheck.Http { Edition: HttpEdition.Http3 } when !Http3Transport.IsAvailable => "HTTP/3 is not available on this machine: it needs QUIC (libmsquic 2.2 or later, and TLS 1.3).",
            ProbeCheck.Ping when !PingSupport.IsAvailable => "ICMP is not available on this machine: it needs the right to open such sockets (CAP_NET_RAW).",
            _ when probe.Addresses is AddressChoice.V6 or AddressChoice.Both && !System.Net.Sockets.Socket.OSSupportsIPv6 => "IPv6 is not available on this machine.",
            _ => null,
        };
    }

    public async Task<ProbeResult> RunAsync(PlannedProbe probe, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(probe);
        if (WhyNot(probe) is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        var started = _time.GetTimestamp();
        var result = await TryAsync(probe, cancellationToken);
        for (var retry = 0; retry < probe.Retries && result.Failure is not null; retry++)
        {
            await Task.Delay(PauseBeforeRetry, _time, cancellationToken);
            result = await TryAsync(probe, cancellationToken);
        }

        if (result.Failure is not null)
        {
            // What broke off because we stopped says nothing of the target, in whatever way it broke.
            cancellationToken.ThrowIfCancellationRequested();
        }

        return result with { At = _time.GetUtcNow(), Elapsed = _time.GetElapsedTime(started) };
    }

    public async ValueTask DisposeAsync()
    {
        _transport.Dispose();
        await _names.DisposeAsync();
    }

    /// <summary>One try; over both internets where both must hold, told by the one that fails or else the slower.</summary>
    private async Task<ProbeResult> TryAsync(PlannedProbe probe, CancellationToken cancellationToken)
    {
        if (probe.Addresses != AddressChoice.Both || probe.Check is ProbeCheck.Lookup)
        {
            return await TryAsync(probe, probe.Addresses is AddressChoice.Both ? AddressChoice.Any : probe.Addresses, cancellationToken);
        }

        var four = await TryAsync(probe, AddressChoice.V4, cancellationToken);
        if (four.Failure is not null)
        {
            return four with { Detail = Cut($"IPv4: {four.Detail}") };
        }

        var six = await TryAsync(probe, AddressChoice.V6, cancellationToken);
        return six.Failure is not null ? six with { Detail = Cut($"IPv6: {six.Detail}") }
            : four.IsUnjudged ? four
            : six.IsUnjudged || six.Elapsed > four.Elapsed ? six
            : four;
    }

    private async Task<ProbeResult> TryAsync(PlannedProbe probe, AddressChoice addresses, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(probe.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var trace = new ProbeTrace(_time, addresses, probe.Timeout, either.Token);
        ProbeFailure? failure;
        try
        {
            failure = await RunAsync(probe, trace);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            failure = ProbeFailure.OutOfTime(trace, probe.Timeout);
        }

        var elapsed = trace.Elapsed;
        if (failure is null && elapsed > probe.SlowAfter)
        {
            failure = new ProbeFailure(FailureClass.Slow, $"right after {elapsed.TotalMilliseconds:0} ms, asked for {probe.SlowAfter.Value.TotalMilliseconds:0} ms");
        }

        return new ProbeResult
        {
            Target = probe.Target,
            Probe = probe.Id,
            Vantage = _options.Vantage,
            At = _time.GetUtcNow(),
            Interval = probe.Interval,
            Elapsed = elapsed,
            Phases = trace.Phases,
            Failure = failure?.Class,
            Detail = Cut(failure?.Detail ?? trace.Doubt ?? ""),
            Address = trace.Address?.ToString(),
            Marks = trace.Marks,
            IsUnjudged = trace.IsOwnFault || (failure is null && trace.Doubt is not null),
        };
    }

    private Task<ProbeFailure?> RunAsync(PlannedProbe probe, ProbeTrace trace) => probe.Check switch
    {
        ProbeCheck.Lookup check => _lookup.RunAsync(check, trace),
        ProbeCheck.Tcp check => _tcp.RunAsync(check, trace),
        ProbeCheck.Tls check => _tls.RunAsync(check, trace),
        ProbeCheck.Http check => _http.RunAsync(check, trace),
        ProbeCheck.Ping check => _ping.RunAsync(check, probe.Timeout, trace),
        ProbeCheck.WebSocket check => _webSocket.RunAsync(check, trace),
        ProbeCheck.Grpc check => _grpc.RunAsync(check, trace),
        ProbeCheck.Smtp check => _smtp.RunAsync(check, trace),
        var check => throw new ArgumentException($"A probe of the kind {check.Kind}.", nameof(probe)),
    };

    private static IReadOnlyList<IPEndPoint> ResolversOf(ProbeRunnerOptions options) =>
        options.Resolvers.Count > 0 ? options.Resolvers
        : SystemResolvers.Find() is { Count: > 0 } found ? found
        : [SystemResolvers.Local];

    private static string Cut(string detail)
    {
        var plain = ProbeText.Plain(detail);
        return plain.Length <= ProbeResult.DetailLength ? plain : string.Concat(plain.AsSpan(0, ProbeResult.DetailLength - 1), "…");
    }
}
