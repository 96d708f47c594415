using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Groundswell.Sensing.Outgoing;
using Groundswell.Signals;

namespace Groundswell.Sensing.Probes.Connecting;

/// <summary>Opens connections: looks the name up, asks the guard, connects, and secures where that is wanted. Notes each phase.</summary>
internal sealed class Connector(NameResolver names, AddressGuard guard, TlsHandshake tls, TimeProvider time)
{
    /// <summary>A client tries the next address of a name as well, and some names have dozens.</summary>
    private const int MostAddresses = 3;

    public NameResolver Names => names;

    /// <summary>Addresses of a host that may be connected to.</summary>
    public async Task<Resolution> ResolveAsync(string host, ProbeTrace trace)
    {
        if (!IPAddress.TryParse(host.Trim('[', ']'), out _))
        {
            trace.Note(m => m with { Resolver = names.FirstResolver.ToString() }); // whom it waits for, if it waits in vain
        }

        var resolution = await names.ResolveAsync(host, trace.Addresses, trace.CancellationToken);
        if (resolution.Lookup is { } lookup)
        {
            trace.Note(m => m with { Resolver = lookup.Resolver.ToString() });
            trace.IsOwnFault = resolution.Failure is not null && LookupFailures.IsOwn(lookup);
        }

        if (resolution.Failure is not null)
        {
            return resolution;
        }

        trace.Resolved();
        var allowed = resolution.Addresses.Where(guard.Allows).Take(MostAddresses).ToList();
        trace.Address = allowed.Count > 0 ? allowed[0] : resolution.Addresses[0];
        return allowed.Count > 0
            ? new Resolution(allowed, null)
            : new Resolution([], new ProbeFailure(FailureClass.Unreachable, $"{trace.Address} may not be probed from here (setting probes.allowed_networks)"));
    }

    /// <param name="host">A name or an address.</param>
    /// <param name="port">The port.</param>
    /// <param name="protocols">What is spoken within TLS, by preference; null: no TLS.</param>
    /// <param name="trace">Notes, and ends the try.</param>
    public async Task<Opening> OpenAsync(string host, int port, IReadOnlyList<SslApplicationProtocol>? protocols, ProbeTrace trace)
    {
        var resolution = await ResolveAsync(host, trace);
        if (resolution.Failure is not null)
        {
            return new Opening(null, resolution.Failure);
        }

        var (socket, failure) = await ConnectAsync(resolution.Addresses, port, trace);
        if (socket is null)
        {
            return new Opening(null, failure);
        }

        trace.Connected(isSecured: protocols is not null);
        var stream = new NetworkStream(socket, ownsSocket: true);
        return protocols is null ? new Opening(stream, null) : await tls.RunAsync(stream, host, protocols, trace);
    }

    /// <summary>TLS over a connection that stands.</summary>
    public Task<Opening> SecureAsync(Stream stream, string host, ProbeTrace trace)
    {
        trace.Securing();
        return tls.RunAsync(stream, host, [], trace);
    }

    private async Task<(Socket? Socket, ProbeFailure? Failure)> ConnectAsync(IReadOnlyList<IPAddress> addresses, int port, ProbeTrace trace)
    {
        ProbeFailure? failure = null;
        for (var i = 0; i < addresses.Count; i++)
        {
            trace.Address = addresses[i];
            var isLast = i == addresses.Count - 1;
            (var socket, failure) = await ConnectAsync(new IPEndPoint(addresses[i], port), isLast ? null : trace.Share(addresses.Count - i), trace.CancellationToken);
            if (socket is not null)
            {
                return (socket, null);
            }
        }

        return (null, failure);
    }

    /// <param name="target">Where to.</param>
    /// <param name="patience">After that the next address is tried; null: as long as the try lasts.</param>
    /// <param name="cancellationToken">Ends the try.</param>
    private async Task<(Socket? Socket, ProbeFailure? Failure)> ConnectAsync(IPEndPoint target, TimeSpan? patience, CancellationToken cancellationToken)
    {
        Socket? socket = null;
        using var limit = patience is { } some ? new CancellationTokenSource(some, time) : null;
        using var either = limit is null ? null : CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(target, either?.Token ?? cancellationToken);
            return (socket, null);
        }
        catch (SocketException fault)
        {
            socket?.Dispose();
            return (null, SocketFailures.OfConnecting(fault.SocketErrorCode));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket?.Dispose();
            return (null, new ProbeFailure(FailureClass.ConnectTimeout, "no connection, and other addresses to try"));
        }
        catch
        {
            socket?.Dispose();
            throw;
        }
    }
}
