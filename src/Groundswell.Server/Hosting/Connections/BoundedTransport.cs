using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Hosting.Connections;

/// <summary>
/// The web server's sockets, with a bound: a connection beyond it is closed before the server spends anything on it. A process that has no
/// descriptor left for one more goes on accepting when it has; the web server itself would stop listening for good.
/// </summary>
internal sealed partial class BoundedTransport(SocketTransportFactory sockets, ConnectionBook book, ILogger<BoundedTransport> logger) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private const int MostClosing = 16;

    private static readonly TimeSpan PauseWhenOut = TimeSpan.FromMilliseconds(50);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await sockets.BindAsync(endpoint, cancellationToken), book, logger);

    public bool CanBind(EndPoint endpoint) => sockets.CanBind(endpoint);

    private sealed class Listener(IConnectionListener listener, ConnectionBook book, ILogger logger) : IConnectionListener
    {
        private bool _wasOut;

        public EndPoint EndPoint => listener.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (true)
            {
                // Accepting is quicker than closing: who is let in must not find the descriptor of the one who left still taken.
                while (book.Closing > MostClosing)
                {
                    await Task.Delay(PauseWhenOut / 10, TimeProvider.System, cancellationToken);
                }

                ConnectionContext? connection;
                try
                {
                    connection = await listener.AcceptAsync(cancellationToken);
                    _wasOut = false;
                }
                catch (SocketException refusal) when (refusal.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable)
                {
                    if (!_wasOut)
                    {
                        Log.OutOfDescriptors(logger, book.Count);
                    }

                    _wasOut = true;
                    await Task.Delay(PauseWhenOut, TimeProvider.System, cancellationToken);
                    continue;
                }

                if (connection is null || book.TrySeat(connection))
                {
                    return connection;
                }

                connection.Abort();
                await connection.DisposeAsync();
            }
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => listener.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => listener.DisposeAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(4060, LogLevel.Error, "The system lets this process open nothing more (ulimit -n); {Connections} connections are open, and none is accepted until some close. Raise the limit, or set connections.most lower")]
        public static partial void OutOfDescriptors(ILogger logger, int connections);
    }
}
