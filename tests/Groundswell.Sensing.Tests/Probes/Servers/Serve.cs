using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Groundswell.Sensing.Tests.Probes.Servers;

/// <summary>What a <see cref="RawServer"/> can do to a connection.</summary>
internal static class Serve
{
    public static Task Silence(Socket connection, CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

    public static Task Nothing(Socket connection, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Waits for something to come, then breaks off with a reset.</summary>
    public static async Task Reset(Socket connection, CancellationToken cancellationToken)
    {
        await connection.ReceiveAsync(new byte[1], cancellationToken);
        connection.LingerState = new LingerOption(true, 0);
    }

    public static Func<Socket, CancellationToken, Task> Tls(X509Certificate2 certificate, params X509Certificate2[] sent) => async (connection, cancellationToken) =>
    {
        await using var stream = new SslStream(new NetworkStream(connection));
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = SslStreamCertificateContext.Create(certificate, [.. sent], offline: true) }, cancellationToken);
        _ = await stream.ReadAsync(new byte[1], cancellationToken);
    };

    /// <summary>Reads a request of HTTP to its empty line, answers with a text as it is, and closes.</summary>
    public static Func<Socket, CancellationToken, Task> Text(string answer) => async (connection, cancellationToken) =>
    {
        await ReadRequestAsync(connection, cancellationToken);
        await connection.SendAsync(Encoding.Latin1.GetBytes(answer), cancellationToken);
        connection.Shutdown(SocketShutdown.Send);
        await connection.ReceiveAsync(new byte[1], cancellationToken);
    };

    /// <summary>Reads a request of HTTP, answers 200 with a body as it is, and closes.</summary>
    public static Func<Socket, CancellationToken, Task> Octets(byte[] body, params string[] headers) =>
        Text($"HTTP/1.1 200 OK\r\n{string.Concat(headers.Select(h => h + "\r\n"))}Content-Length: {body.Length}\r\n\r\n{Encoding.Latin1.GetString(body)}");

    /// <summary>Each line that comes is answered by the next of the replies; the first is said unasked.</summary>
    public static Func<Socket, CancellationToken, Task> Dialogue(params string[] replies) => async (connection, cancellationToken) =>
    {
        using var reader = new StreamReader(new NetworkStream(connection), Encoding.Latin1);
        foreach (var reply in replies)
        {
            await connection.SendAsync(Encoding.Latin1.GetBytes(reply), cancellationToken);
            if (await reader.ReadLineAsync(cancellationToken) is null)
            {
                return;
            }
        }
    };

    public static async Task<string> ReadRequestAsync(Socket connection, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await connection.ReceiveAsync(buffer, cancellationToken) is > 0 and var length)
        {
            text.Append(Encoding.Latin1.GetString(buffer, 0, length));
        }

        return text.ToString();
    }
}
