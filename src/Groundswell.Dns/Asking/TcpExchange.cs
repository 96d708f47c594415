using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Asking;

/// <summary>One question by TCP (RFC 7766). A server that drips its answer is given up when the time of all tries is over.</summary>
/// <param name="time">Clock of the timeout.</param>
/// <param name="query">The question.</param>
/// <param name="options">For how long.</param>
internal sealed class TcpExchange(TimeProvider time, SentQuery query, DnsQueryOptions options)
{
    private const int LengthOctets = 2;

    public async Task<DnsResult> RunAsync(IPEndPoint server, long started, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Timeout * options.Tries, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(server, either.Token);
            return await AskAsync(socket, started, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DnsResult.TimedOut { Elapsed = time.GetElapsedTime(started) };
        }
        catch (SocketException fault)
        {
            return DnsClient.FaultOf(fault, time.GetElapsedTime(started));
        }
    }

    private async Task<DnsResult> AskAsync(Socket socket, long started, CancellationToken cancellationToken)
    {
        var framed = new byte[LengthOctets + query.Octets.Length];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)query.Octets.Length);
        query.Octets.CopyTo(framed.AsMemory(LengthOctets));
        for (var sent = 0; sent < framed.Length;)
        {
            sent += await socket.SendAsync(framed.AsMemory(sent), SocketFlags.None, cancellationToken);
        }

        var prefix = new byte[LengthOctets];
        if (!await FillAsync(socket, prefix, cancellationToken))
        {
            return Malformed("the connection was closed without an answer", started);
        }

        var octets = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
        if (!await FillAsync(socket, octets, cancellationToken))
        {
            return Malformed("the connection was closed within the answer", started);
        }

        if (!query.IsAnsweredBy(octets))
        {
            return Malformed("it does not answer the question that was asked", started);
        }

        return DnsMessage.TryRead(octets, out var message, out var reason)
            ? new DnsResult.Answered(message, DnsTransport.Tcp) { Elapsed = time.GetElapsedTime(started), Octets = octets }
            : Malformed(reason, started);
    }

    private DnsResult.Malformed Malformed(string reason, long started) => new(reason) { Elapsed = time.GetElapsedTime(started) };

    private static async Task<bool> FillAsync(Socket socket, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (buffer.Length > 0)
        {
            var length = await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
            if (length == 0)
            {
                return false;
            }

            buffer = buffer[length..];
        }

        return true;
    }
}
