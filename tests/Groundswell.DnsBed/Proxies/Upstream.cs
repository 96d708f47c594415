using System.Net;
using System.Net.Sockets;

namespace Groundswell.DnsBed.Proxies;

/// <summary>Asks one server one question.</summary>
internal static class Upstream
{
    private const int LongestMessage = 65_535;

    /// <summary>The answer as it came; null if none came in time, or nobody listens.</summary>
    public static async Task<byte[]?> AskAsync(IPEndPoint server, byte[] question, bool overTcp, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            return overTcp ? await AskTcpAsync(server, question, limit.Token) : await AskUdpAsync(server, question, limit.Token);
        }
        catch (Exception silent) when (silent is SocketException or IOException || (silent is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private static async Task<byte[]> AskUdpAsync(IPEndPoint server, byte[] question, CancellationToken cancellationToken)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, cancellationToken);
        await socket.SendAsync(question, cancellationToken);
        var buffer = new byte[LongestMessage];
        int length;
        do
        {
            length = await socket.ReceiveAsync(buffer, cancellationToken);
        }
        while (length < 2 || buffer[0] != question[0] || buffer[1] != question[1]);

        return buffer[..length];
    }

    private static async Task<byte[]?> AskTcpAsync(IPEndPoint server, byte[] question, CancellationToken cancellationToken)
    {
        using var client = new TcpClient(server.AddressFamily);
        await client.ConnectAsync(server, cancellationToken);
        var stream = client.GetStream();
        await WireStream.WriteAsync(stream, question, cancellationToken);
        return await WireStream.ReadAsync(stream, cancellationToken);
    }
}
