using System.Net;
using Groundswell.Server.Ingest;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Groundswell.Server.Hosting.Connections;

/// <summary>
/// Reads what a trusted proxy writes before the first request. From it the header must come, and from nobody else is it taken: whoever may
/// write it may be anybody.
/// </summary>
internal static class ProxyProtocol
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void UseProxyProtocol(this ListenOptions listen, Func<IPAddress, bool> isTrusted) => listen.Use(next => connection =>
    {
        var peer = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        return isTrusted(peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer) ? ReadAsync(connection, next) : next(connection);
    });

    private static async Task ReadAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed);
        patience.CancelAfter(Patience);
        var input = connection.Transport.Input;
        try
        {
            while (true)
            {
                var result = await input.ReadAsync(patience.Token);
                var header = ProxyHeader.Read(result.Buffer);
                if (header.State == ProxyHeader.Reading.Whole)
                {
                    input.AdvanceTo(result.Buffer.GetPosition(header.Length));
                    connection.RemoteEndPoint = header.Source ?? connection.RemoteEndPoint;
                    connection.Features.Set<IForwardedConnection>(Forwarded.Instance);
                    break;
                }

                input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                if (header.State == ProxyHeader.Reading.Wrong || result.IsCompleted)
                {
                    connection.Abort(new ConnectionAbortedException("A trusted proxy did not begin with the PROXY protocol."));
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            connection.Abort();
            return;
        }

        await next(connection);
    }

    private sealed class Forwarded : IForwardedConnection
    {
        public static readonly Forwarded Instance = new();
    }
}
