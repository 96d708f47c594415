using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Groundswell.Dns.Judging;
using Groundswell.Dns.Observing;
using Groundswell.Dns.Wire;
using Groundswell.Dns.Zones;

namespace Groundswell.Dns.Tests.Small;

/// <summary>
/// A root, a top-level domain and zones below it on loopback: the root at server 1, <c>test</c> at 2, the zones below at 3 and 4. What
/// stands between is a function: it gives the answer that arrives, or none.
/// </summary>
internal sealed class SmallTree : IAsyncDisposable
{
    public const int Servers = 4;

    private static int _networks = Random.Shared.Next(1, 60) << 8;

    private readonly CancellationTokenSource _closing = new();
    private readonly byte[] _network;
    private readonly List<Socket> _sockets = [];
    private readonly List<Task> _serving = [];
    private readonly SmallZone _root = new(".");
    private readonly SmallZone _test = new("test");
    private readonly List<SmallZone> _below = [];
    private readonly Func<SmallQuestion, DnsMessage?> _between;
    private readonly bool _hasTcp;
    private readonly List<RootServer> _hints;
    private int _port;

    /// <param name="between">What arrives of each answer.</param>
    /// <param name="hasTcp">Whether anybody listens by TCP.</param>
    public SmallTree(Func<SmallQuestion, DnsMessage?>? between = null, bool hasTcp = true)
    {
        (_between, _hasTcp) = (between ?? (q => q.Right), hasTcp);
        var number = Interlocked.Increment(ref _networks);
        _network = [127, (byte)(60 + ((number >> 8) % 60)), (byte)number];
        _hints = [new RootServer(DomainName.Parse("a.rs"), Address(1))];
        _root.With(". NS a.rs", $"a.rs A {Address(1)}", "test NS a.nic.test", $"a.nic.test A {Address(2)}");
        _test.With("test NS a.nic.test", $"a.nic.test A {Address(2)}", "plain.test NS ns1.h.test", "plain.test NS ns2.h.test", "h.test NS ns1.h.test", "h.test NS ns2.h.test", $"ns1.h.test A {Address(3)}", $"ns2.h.test A {Address(4)}");
        Below("h.test").With("h.test NS ns1.h.test", "h.test NS ns2.h.test", $"ns1.h.test A {Address(3)}", $"ns2.h.test A {Address(4)}");
        Plain = Below("plain.test").With("plain.test NS ns1.h.test", "plain.test NS ns2.h.test", "www.plain.test A 192.0.2.1");
    }

    public SmallZone Plain { get; }

    public SmallZone Test => _test;

    public SmallZone Below(string apex)
    {
        var zone = new SmallZone(apex);
        _below.Add(zone);
        return zone;
    }

    /// <summary>Gives the root, <c>test</c> and the first server of the zones below an IPv6 address as well, which nobody has.</summary>
    public SmallTree WithDocumentedSixes()
    {
        _hints.Add(new RootServer(DomainName.Parse("a.rs"), IPAddress.Parse("2001:db8::1")));
        _root.With("a.nic.test AAAA 2001:db8::2");
        _test.With("a.nic.test AAAA 2001:db8::2", "ns1.h.test AAAA 2001:db8::3");
        _below[0].With("ns1.h.test AAAA 2001:db8::3");
        return this;
    }

    public IPAddress Address(int server) => new((byte[])[.. _network, (byte)server]);

    public async Task<Diagnosis> DiagnoseAsync(string name = "www.plain.test", RecordType type = RecordType.A, params IPAddress[] resolvers)
    {
        if (_port == 0)
        {
            Open();
        }

        return await DnsDiagnosis.RunAsync(
            new DiagnosisOptions
            {
                Name = DomainName.Parse(name),
                Type = type,
                Hints = new RootHints { Servers = _hints },
                Resolvers = [.. resolvers.Select(r => new IPEndPoint(r, _port))],
                Port = _port,
            },
            TimeProvider.System,
            TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_serving);
        foreach (var socket in _sockets)
        {
            socket.Dispose();
        }

        _closing.Dispose();
    }

    private void Open()
    {
        while (_port == 0)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            if (TryBind(port))
            {
                _port = port;
            }
        }
    }

    private bool TryBind(int port)
    {
        var bound = new List<(int Server, Socket Socket)>();
        try
        {
            for (var server = 1; server <= Servers; server++)
            {
                var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                bound.Add((server, udp));
                udp.Bind(new IPEndPoint(Address(server), port));
                if (_hasTcp)
                {
                    var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    bound.Add((server, tcp));
                    tcp.Bind(new IPEndPoint(Address(server), port));
                    tcp.Listen();
                }
            }
        }
        catch (SocketException)
        {
            bound.ForEach(b => b.Socket.Dispose());
            return false;
        }

        _sockets.AddRange(bound.Select(b => b.Socket));
        _serving.AddRange(bound.Select(b => b.Socket.SocketType == SocketType.Dgram ? ServeUdpAsync(b.Server, b.Socket) : ServeTcpAsync(b.Server, b.Socket)));
        return true;
    }

    private byte[]? Answer(int server, byte[] octets, bool isTcp)
    {
        Assert.True(DnsMessage.TryRead(octets, out var question, out var reason), reason);
        IEnumerable<SmallZone> zones = server switch { 1 => [_root], 2 => [_test], _ => _below };
        var zone = zones.Where(z => question.Questions[0].Name.IsWithin(z.Apex)).MaxBy(z => z.Apex.LabelCount);
        var right = zone?.Answer(question) ?? new DnsMessage { Id = question.Id, Flags = MessageBits.Response, Code = ResponseCode.Refused, Questions = question.Questions, Edns = question.Edns };
        var into = new byte[DnsMessage.MaxLength];
        return _between(new SmallQuestion(server, isTcp, question, right)) is { } answer && answer.TryWrite(into, out var length) ? into[..length] : null;
    }

    private async Task ServeUdpAsync(int server, Socket socket)
    {
        var buffer = new byte[DnsMessage.MaxLength];
        try
        {
            while (true)
            {
                var got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _closing.Token);
                if (Answer(server, buffer[..got.ReceivedBytes], isTcp: false) is { } answer)
                {
                    await socket.SendToAsync(answer, SocketFlags.None, got.RemoteEndPoint, _closing.Token);
                }
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task ServeTcpAsync(int server, Socket socket)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(AnswerTcpAsync(server, await socket.AcceptAsync(_closing.Token)));
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerTcpAsync(int server, Socket connection)
    {
        try
        {
            await using var stream = new NetworkStream(connection, ownsSocket: true);
            var prefix = new byte[2];
            await stream.ReadExactlyAsync(prefix, _closing.Token);
            var octets = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
            await stream.ReadExactlyAsync(octets, _closing.Token);
            if (Answer(server, octets, isTcp: true) is { } answer)
            {
                BinaryPrimitives.WriteUInt16BigEndian(prefix, (ushort)answer.Length);
                await stream.WriteAsync((byte[])[.. prefix, .. answer], _closing.Token);
            }

            // Whoever asked closes it: an answer that does not arrive is silence, and no end of the connection.
            _ = await stream.ReadAtLeastAsync(prefix, 1, throwOnEndOfStream: false, _closing.Token);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The test is over.
        }
        catch (IOException)
        {
            // The asker has gone.
        }
    }
}
