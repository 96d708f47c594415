using System.Net;
using System.Net.Sockets;
using Groundswell.DnsBed.Zones;

namespace Groundswell.DnsBed.Proxies;

/// <summary>A machine before a server that is right: the server answers, and this plays the broken firewall, balancer or old software.</summary>
/// <param name="Address">Where it is asked.</param>
/// <param name="Server">Who answers behind it.</param>
/// <param name="Fault">What it does wrong.</param>
/// <param name="Delay">How late it is, where it is late.</param>
public sealed record BedProxy(IPAddress Address, BedServer Server, Fault Fault, TimeSpan Delay)
{
    private const int LongestMessage = 65_535;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30); // a resolver behind it may take ten to give up
    private static readonly TimeSpan Drip = TimeSpan.FromMilliseconds(200);

    /// <summary>Serves until cancelled.</summary>
    /// <param name="here">Where it is asked.</param>
    /// <param name="behind">Where it asks.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal Task RunAsync(IPEndPoint here, IPEndPoint behind, CancellationToken cancellationToken)
    {
        var udp = new Socket(Address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        udp.Bind(here);
        var serving = ServeUdpAsync(udp, behind, cancellationToken);
        if (Fault.HasFlag(Fault.RefusesTcp))
        {
            return serving;
        }

        var tcp = new TcpListener(here);
        tcp.Start();
        return Task.WhenAll(serving, ServeTcpAsync(tcp, behind, cancellationToken));
    }

    private async Task ServeUdpAsync(Socket socket, IPEndPoint behind, CancellationToken cancellationToken)
    {
        using var _ = socket;
        var buffer = new byte[LongestMessage];
        var answering = new Outstanding();
        while (!cancellationToken.IsCancellationRequested)
        {
            var got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), cancellationToken);
            answering.Add(AnswerUdpAsync(socket, buffer[..got.ReceivedBytes], got.RemoteEndPoint, behind, cancellationToken));
        }
    }

    private async Task AnswerUdpAsync(Socket socket, byte[] question, EndPoint asker, IPEndPoint behind, CancellationToken cancellationToken)
    {
        if (Fault.HasFlag(Fault.SwallowsUdp))
        {
            return;
        }

        if (await AnswerAsync(question, behind, overTcp: false, cancellationToken) is not { } answer
            || (Fault.HasFlag(Fault.SwallowsLarge) && answer.Length > 512))
        {
            return;
        }

        if (Fault.HasFlag(Fault.ForgedFirst))
        {
            byte[] forged = [(byte)(answer[0] ^ 0x55), .. answer.AsSpan(1)];
            await socket.SendToAsync(forged, SocketFlags.None, asker, cancellationToken);
        }

        await socket.SendToAsync(Fault.HasFlag(Fault.AlwaysTruncates) ? WireQuestion.Truncated(question) : answer, SocketFlags.None, asker, cancellationToken);
    }

    private async Task ServeTcpAsync(TcpListener listener, IPEndPoint behind, CancellationToken cancellationToken)
    {
        using var _ = listener;
        var answering = new Outstanding();
        while (!cancellationToken.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(cancellationToken);
            answering.Add(AnswerTcpAsync(client, behind, cancellationToken));
        }
    }

    private async Task AnswerTcpAsync(TcpClient client, IPEndPoint behind, CancellationToken cancellationToken)
    {
        using var _ = client;
        var stream = client.GetStream();
        while (await WireStream.ReadAsync(stream, cancellationToken) is { } question && !Fault.HasFlag(Fault.CutsTcp))
        {
            if (Fault.HasFlag(Fault.SwallowsTcp) || await AnswerAsync(question, behind, overTcp: true, cancellationToken) is not { } answer)
            {
                continue;
            }

            if (!Fault.HasFlag(Fault.DripsTcp))
            {
                await WireStream.WriteAsync(stream, answer, cancellationToken);
                continue;
            }

            foreach (var octet in WireStream.Framed(answer))
            {
                await stream.WriteAsync(new[] { octet }, cancellationToken);
                await Task.Delay(Drip, cancellationToken);
            }
        }
    }

    private async Task<byte[]?> AnswerAsync(byte[] question, IPEndPoint behind, bool overTcp, CancellationToken cancellationToken)
    {
        if (Fault.HasFlag(Fault.Late))
        {
            await Task.Delay(Delay, cancellationToken);
        }

        var hasEdns = WireQuestion.HasEdns(question);
        var refusal = (hasEdns, Fault) switch
        {
            (_, var f) when f.HasFlag(Fault.ServFail) => 2,
            (_, var f) when f.HasFlag(Fault.Refuses) => 5,
            (true, var f) when f.HasFlag(Fault.FormErrEdns) => 1,
            (true, var f) when f.HasFlag(Fault.NotImpEdns) => 4,
            _ => 0,
        };
        if (refusal != 0)
        {
            return WireQuestion.Answer(question, refusal);
        }

        if (hasEdns && Fault.HasFlag(Fault.SwallowsEdns))
        {
            return null;
        }

        var answer = await Upstream.AskAsync(behind, question, overTcp, Patience, cancellationToken);
        if (answer is not null && Fault.HasFlag(Fault.NotAuthoritative))
        {
            answer[2] &= 0xfb;
        }

        return answer;
    }
}
