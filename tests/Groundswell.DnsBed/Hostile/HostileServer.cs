using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Groundswell.DnsBed.Proxies;

namespace Groundswell.DnsBed.Hostile;

/// <summary>A server that means harm, and counts what it is asked.</summary>
/// <param name="address">Its own.</param>
/// <param name="zone">The zone that it says it serves, with the last dot.</param>
/// <param name="kind">What it does.</param>
public sealed class HostileServer(IPAddress address, string zone, Hostility kind)
{
    private const int LargestUdp = 65_000;
    private static readonly TimeSpan Slowness = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Drip = TimeSpan.FromMilliseconds(50);

    private int _questions;
    private int _names;

    public IPAddress Address => address;

    public string Zone => zone;

    public Hostility Kind => kind;

    /// <summary>How many it got, over UDP and TCP.</summary>
    public int Questions => Volatile.Read(ref _questions);

    internal Task RunAsync(int port, CancellationToken cancellationToken)
    {
        var udp = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        udp.Bind(new IPEndPoint(address, port));
        var tcp = new TcpListener(new IPEndPoint(address, port));
        tcp.Start();
        return Task.WhenAll(ServeUdpAsync(udp, cancellationToken), ServeTcpAsync(tcp, cancellationToken));
    }

    private async Task ServeUdpAsync(Socket socket, CancellationToken cancellationToken)
    {
        using var _ = socket;
        var buffer = new byte[ushort.MaxValue];
        var answering = new Outstanding();
        while (!cancellationToken.IsCancellationRequested)
        {
            var got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), cancellationToken);
            answering.Add(AnswerUdpAsync(socket, buffer[..got.ReceivedBytes], got.RemoteEndPoint, cancellationToken));
        }
    }

    private async Task AnswerUdpAsync(Socket socket, byte[] question, EndPoint asker, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _questions);
        if (kind == Hostility.SlowReferrals)
        {
            await Task.Delay(Slowness, cancellationToken);
        }

        var answer = kind == Hostility.EndlessStream ? new ReplyWriter(question, true).Truncated().ToArray() : Answer(question);
        await socket.SendToAsync(answer.AsMemory(0, Math.Min(answer.Length, LargestUdp)), SocketFlags.None, asker, cancellationToken);
    }

    private async Task ServeTcpAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        using var _ = listener;
        var answering = new Outstanding();
        while (!cancellationToken.IsCancellationRequested)
        {
            answering.Add(AnswerTcpAsync(await listener.AcceptTcpClientAsync(cancellationToken), cancellationToken));
        }
    }

    private async Task AnswerTcpAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using var _ = client;
        var stream = client.GetStream();
        while (await WireStream.ReadAsync(stream, cancellationToken) is { } question)
        {
            Interlocked.Increment(ref _questions);
            if (kind != Hostility.EndlessStream)
            {
                await WireStream.WriteAsync(stream, Answer(question), cancellationToken);
                continue;
            }

            await stream.WriteAsync(new byte[] { 0xff, 0xff, question[0], question[1] }, cancellationToken);
            while (true)
            {
                await stream.WriteAsync(new byte[] { 0x80 }, cancellationToken);
                await Task.Delay(Drip, cancellationToken);
            }
        }
    }

    private byte[] Answer(byte[] question)
    {
        var reply = new ReplyWriter(question, isAuthoritative: kind is not (Hostility.ReferralsWithoutAddresses or Hostility.SlowReferrals));
        return kind switch
        {
            Hostility.Noise => [question[0], question[1], 0x84, 0, .. Enumerable.Range(0, 400).Select(i => (byte)((i * 131) ^ (i >> 3)))],
            Hostility.EmptyCounts => reply.Raw([], ushort.MaxValue).ToArray(),
            Hostility.PointerLoop => reply.Raw([0xc0, (byte)reply.ToArray().Length, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4, 192, 0, 2, 1], 1).ToArray(),
            Hostility.Echo => question,
            Hostility.OtherQuestion => new ReplyWriter([question[0], question[1], 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. ReplyWriter.Wire("other." + zone), 0, 1, 0, 1], true).ToArray(),
            Hostility.ReferralsWithoutAddresses => Referral(reply, reply.Name, 30, withAddress: false),
            Hostility.SlowReferrals => Referral(reply, reply.Name, 2, withAddress: true),
            Hostility.AliasesWithoutEnd => reply.Record(0, reply.Name, ReplyWriter.TypeCname, ReplyWriter.Wire(NewName())).ToArray(),
            Hostility.ThousandsOfRecords => Addresses(reply, 3000),
            Hostility.HundredsOfServers => Servers(reply, 600),
            Hostility.KeyTrap => KeyTrap.Answer(reply, zone),
            Hostility.Poison => reply.Record(0, reply.Name, ReplyWriter.TypeA, [192, 0, 2, 66]).Record(1, "alpha.", ReplyWriter.TypeNs, ReplyWriter.Wire("ns1." + zone)).Record(2, "www.plain.alpha.", ReplyWriter.TypeA, [198, 51, 100, 66]).ToArray(),
            _ => question,
        };
    }

    private byte[] Referral(ReplyWriter reply, string cut, int servers, bool withAddress)
    {
        var names = Enumerable.Range(0, servers).Select(_ => NewName()).ToList();
        foreach (var name in names)
        {
            reply.Record(1, cut, ReplyWriter.TypeNs, ReplyWriter.Wire(name));
        }

        foreach (var name in withAddress ? names : [])
        {
            reply.Record(2, name, ReplyWriter.TypeA, address.GetAddressBytes());
        }

        return reply.ToArray();
    }

    private static byte[] Addresses(ReplyWriter reply, int count)
    {
        for (var i = 0; i < count; i++)
        {
            reply.Record(0, reply.Name, ReplyWriter.TypeA, [10, 0, (byte)(i >> 8), (byte)i]);
        }

        return reply.ToArray();
    }

    private byte[] Servers(ReplyWriter reply, int count)
    {
        if (reply.Type == ReplyWriter.TypeA && !reply.Name.StartsWith("server", StringComparison.OrdinalIgnoreCase))
        {
            return reply.Record(0, reply.Name, ReplyWriter.TypeA, [192, 0, 2, 1]).ToArray();
        }

        for (var i = 0; reply.Type == ReplyWriter.TypeNs && i < count; i++)
        {
            reply.Record(0, zone, ReplyWriter.TypeNs, ReplyWriter.Wire(FormattableString.Invariant($"server{i}.{zone}")));
        }

        return reply.ToArray();
    }

    private string NewName() => string.Create(CultureInfo.InvariantCulture, $"n{Interlocked.Increment(ref _names)}.{zone}");
}
