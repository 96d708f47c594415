using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Groundswell.Bench.Load;

/// <summary>
/// One HTTP/1.1 connection that is kept open and used for one request at a time, by blocking calls: an idle wait costs nothing,
/// and nothing stands between the two system calls of a request.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 * 1024];

    public HttpConnection(int port)
    {
        _socket.ReceiveTimeout = 30_000;
        _socket.Connect(IPAddress.Loopback, port);
    }

    /// <summary>Bytes of the last answer, head and body.</summary>
    public long AnswerBytes { get; private set; }

    /// <summary>Sends a request and reads its answer to the end.</summary>
    /// <returns>The status.</returns>
    /// <exception cref="IOException">The server closed the connection, or answered what is no HTTP.</exception>
    public int Send(ReadOnlySpan<byte> request)
    {
        while (!request.IsEmpty)
        {
            request = request[_socket.Send(request)..];
        }

        var length = 0;
        int head;
        while ((head = _buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            length += Receive(_buffer.AsSpan(length));
        }

        var status = Number(_buffer.AsSpan("HTTP/1.1 ".Length, 3));
        var headers = _buffer.AsSpan(0, head + 2);
        var bodySoFar = length - head - 4;
        AnswerBytes = length;
        if (Find(headers, "\r\nContent-Length: "u8) is var at and >= 0)
        {
            Drain(Number(headers[at..]) - bodySoFar);
        }
        else if (Find(headers, "\r\nTransfer-Encoding: chunked"u8) >= 0)
        {
            // The harness knows whom it talks to: no trailers, so the last chunk ends the answer.
            while (!_buffer.AsSpan(0, length).EndsWith("\r\n0\r\n\r\n"u8))
            {
                var keep = Math.Min(length, 16);
                _buffer.AsSpan(length - keep, keep).CopyTo(_buffer);
                var received = Receive(_buffer.AsSpan(keep));
                length = keep + received;
                AnswerBytes += received;
            }
        }

        return status;
    }

    /// <summary>The last answer as text, as far as it is held; for small ones.</summary>
    public string AnswerText() => System.Text.Encoding.UTF8.GetString(_buffer, 0, (int)Math.Min(AnswerBytes, _buffer.Length));

    public void Dispose() => _socket.Dispose();

    private void Drain(int missing)
    {
        AnswerBytes += Math.Max(0, missing);
        var isFirst = true;
        while (missing > 0)
        {
            // The head is parsed, so the buffer's later part may be overwritten.
            missing -= Receive(isFirst && missing < _buffer.Length / 2 ? _buffer.AsSpan(_buffer.Length / 2) : _buffer);
            isFirst = false;
        }
    }

    private int Receive(Span<byte> into)
    {
        var received = into.IsEmpty ? 0 : _socket.Receive(into);
        return received > 0 ? received : throw new IOException("The server closed the connection, or its head is too long.");
    }

    private static int Find(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> name) => headers.IndexOf(name) is >= 0 and var at ? at + name.Length : -1;

    private static int Number(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits, out int value, out _) ? value : throw new IOException("No HTTP answer.");
}
