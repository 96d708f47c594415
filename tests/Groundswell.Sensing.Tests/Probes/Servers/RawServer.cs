using System.Net;
using System.Net.Sockets;

namespace Groundswell.Sensing.Tests.Probes.Servers;

/// <summary>A TCP server on loopback that does to each connection what a test says.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _accepting;
    private readonly List<Task> _connections = [];
    private int _count;

    public RawServer(Func<Socket, CancellationToken, Task> serve, IPAddress? address = null)
    {
        var at = address ?? IPAddress.Loopback;
        _listener = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(at, 0));
        _listener.Listen();
        _accepting = AcceptAsync(serve);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public int Connections => Volatile.Read(ref _count);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections);
        _ending.Dispose();
    }

    private async Task AcceptAsync(Func<Socket, CancellationToken, Task> serve)
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                var connection = await _listener.AcceptAsync(_ending.Token);
                Interlocked.Increment(ref _count);
                _connections.Add(ServeAsync(serve, connection));
            }
            catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Func<Socket, CancellationToken, Task> serve, Socket connection)
    {
        using (connection)
        {
            try
            {
                await serve(connection, _ending.Token);
            }
            catch (Exception fault) when (fault is OperationCanceledException or IOException or SocketException or System.Security.Authentication.AuthenticationException)
            {
                // The client has gone, as it may.
            }
        }
    }
}
