using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Tests.Network;

/// <summary>A DNS server on a free port of 127.0.0.1 that answers by UDP and TCP with whatever octets a test wants, or with nothing.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly Func<DnsMessage, bool, IEnumerable<byte[]>> _answer;
    private readonly Socket _udp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket _tcp = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Task _serving;
    private int _asked;

    /// <param name="answer">From a question, and whether it came by TCP, to the messages that are sent back.</param>
    public LoopbackServer(Func<DnsMessage, bool, IEnumerable<byte[]>> answer)
    {
        _answer = answer;
        do
        {
            _udp.Close();
            _udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            _udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        }
        while (!TryBindTcp());
        _tcp.Listen();
        _serving = Task.WhenAll(ServeUdpAsync(), ServeTcpAsync());
    }

    public IPEndPoint EndPoint => (IPEndPoint)_udp.LocalEndPoint!;

    public int Asked => Volatile.Read(ref _asked);

    /// <summary>A response to a question, to be changed as a test likes.</summary>
    public static DnsMessage Respond(DnsMessage question, params ResourceRecord[] answers) => new()
    {
        Id = question.Id,
        Flags = MessageBits.Response | MessageBits.Authoritative,
        Questions = question.Questions,
        Answers = answers,
    };

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _serving;
        _udp.Dispose();
        _tcp.Dispose();
        _closing.Dispose();
    }

    private bool TryBindTcp()
    {
        try
        {
            _tcp.Bind(EndPoint);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task ServeUdpAsync()
    {
        var buffer = new byte[DnsMessage.MaxLength];
        try
        {
            while (true)
            {
                var received = await _udp.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _closing.Token);
                Interlocked.Increment(ref _asked);
                Assert.True(DnsMessage.TryRead(buffer.AsSpan(0, received.ReceivedBytes), out var question, out var reason), reason);
                foreach (var answer in _answer(question, false))
                {
                    await _udp.SendToAsync(answer, received.RemoteEndPoint, _closing.Token);
                }
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task ServeTcpAsync()
    {
        try
        {
            while (true)
            {
                using var connection = await _tcp.AcceptAsync(_closing.Token);
                await using var stream = new NetworkStream(connection);
                var prefix = new byte[2];
                await stream.ReadExactlyAsync(prefix, _closing.Token);
                var octets = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
                await stream.ReadExactlyAsync(octets, _closing.Token);
                Interlocked.Increment(ref _asked);
                Assert.True(DnsMessage.TryRead(octets, out var question, out var reason), reason);
                foreach (var answer in _answer(question, true))
                {
                    BinaryPrimitives.WriteUInt16BigEndian(prefix, (ushort)answer.Length);
                    await stream.WriteAsync((byte[])[.. prefix, .. answer], _closing.Token);
                }
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The test is over.
        }
    }
}
