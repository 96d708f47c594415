using System.Net;
using System.Net.Sockets;

namespace Groundswell.Bench.Servers;

/// <summary>Answers every question with one address, as cheaply as a loop can: what is measured is who asks.</summary>
internal static class NamesServer
{
    private const int HeaderLength = 12;

    // A pointer to the question's name, A, IN, a TTL of 60 s, four octets.
    private static readonly byte[] Answer = [0xC0, 0x0C, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1];

    public static async Task<int> RunAsync(int port, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4 << 20 };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        var answering = Task.Factory.StartNew(() => Serve(socket), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await EmptyServer.RunAsync(port, cancellationToken); // tells that this process is ready
        socket.Dispose();
        await answering;
        return 0;
    }

    private static void Serve(Socket socket)
    {
        var buffer = new byte[4096];
        var from = new SocketAddress(AddressFamily.InterNetwork);
        try
        {
            while (true)
            {
                var length = socket.ReceiveFrom(buffer, SocketFlags.None, from);
                var end = HeaderLength + buffer.AsSpan(HeaderLength, length - HeaderLength).IndexOf((byte)0) + 5;
                buffer[2] |= 0x80; // an answer
                buffer[3] = 0x80; // recursion available, no error
                (buffer[6], buffer[7], buffer[10], buffer[11]) = (0, 1, 0, 0);
                Answer.CopyTo(buffer, end);
                socket.SendTo(buffer.AsSpan(0, end + Answer.Length), SocketFlags.None, from);
            }
        }
        catch (SocketException)
        {
            // Closed.
        }
    }
}
