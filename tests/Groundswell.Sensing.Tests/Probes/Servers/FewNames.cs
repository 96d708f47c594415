using System.Net;
using System.Net.Sockets;
using Groundswell.Dns.Wire;

namespace Groundswell.Sensing.Tests.Probes.Servers;

/// <summary>A DNS server on loopback that knows a few addresses; each question takes the next set of a name that has several.</summary>
internal sealed class FewNames : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _ending = new();
    private readonly Dictionary<DomainName, Queue<string[]>> _sets;
    private readonly Task _serving;

    public FewNames(params (string Name, string[] Addresses)[] known)
    {
        _sets = known.GroupBy(k => k.Name, StringComparer.Ordinal).ToDictionary(g => DomainName.Parse(g.Key), g => new Queue<string[]>(g.Select(k => k.Addresses)));
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _serving = ServeAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _serving;
        _socket.Dispose();
        _ending.Dispose();
    }

    private async Task ServeAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _ending.Token);
                if (DnsMessage.TryRead(buffer.AsSpan(0, received.ReceivedBytes), out var question, out _))
                {
                    await _socket.SendToAsync(Octets(Answer(question)), SocketFlags.None, received.RemoteEndPoint, _ending.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private static byte[] Octets(DnsMessage message)
    {
        var octets = new byte[DnsMessage.MaxLength];
        Assert.True(message.TryWrite(octets, out var length));
        return octets[..length];
    }

    private DnsMessage Answer(DnsMessage question)
    {
        var asked = question.Questions[0];
        var isKnown = _sets.TryGetValue(asked.Name, out var sets);
        string[] addresses = !isKnown ? [] : sets!.Count > 1 ? sets.Dequeue() : sets.Peek();
        return new DnsMessage
        {
            Id = question.Id,
            Flags = MessageBits.Response | MessageBits.RecursionDesired | MessageBits.RecursionAvailable,
            Code = isKnown ? ResponseCode.NoError : ResponseCode.NxDomain,
            Questions = question.Questions,
            Answers = [.. addresses.Select(IPAddress.Parse).Where(a => (a.AddressFamily == AddressFamily.InterNetwork) == (asked.Type == RecordType.A)).Select(a => new ResourceRecord
            {
                Name = asked.Name,
                Type = asked.Type,
                Ttl = 60,
                Content = new RecordContent.Address(a),
            })],
        };
    }
}
