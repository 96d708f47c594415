using System.Net;
using System.Net.Sockets;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Asking;

/// <summary>One question by UDP.</summary>
/// <param name="time">Clock of the timeouts.</param>
/// <param name="query">The question.</param>
/// <param name="options">How often, and for how long.</param>
internal sealed class UdpExchange(TimeProvider time, SentQuery query, DnsQueryOptions options)
{
    /// <summary>Larger than what is announced: a server that sends more is read all the same.</summary>
    private const int LargestAnswer = 4096;

    /// <summary>Packets that answer something else; a flood of them must not keep us busy until time is up.</summary>
    private const int MostStrangers = 64;

    private string? _fault;
    private int _strangers;

    public async Task<DnsResult> RunAsync(IPEndPoint server, long started, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            await socket.ConnectAsync(server, cancellationToken);
            var buffer = new byte[LargestAnswer];
            for (var attempt = 0; attempt < options.Tries; attempt++)
            {
                await socket.SendAsync(query.Octets, SocketFlags.None, cancellationToken);
                using var timeout = new CancellationTokenSource(options.Timeout, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
                try
                {
                    if (await ReceiveAsync(socket, buffer, started, either.Token) is { } answered)
                    {
                        return answered;
                    }
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    // Nothing came this time.
                }
            }
        }
        catch (SocketException fault)
        {
            return DnsClient.FaultOf(fault, time.GetElapsedTime(started));
        }

        var elapsed = time.GetElapsedTime(started);
        return _fault is null ? new DnsResult.TimedOut { Elapsed = elapsed } : new DnsResult.Malformed(_fault) { Elapsed = elapsed };
    }

    private async Task<DnsResult?> ReceiveAsync(Socket socket, byte[] buffer, long started, CancellationToken cancellationToken)
    {
        while (_strangers < MostStrangers)
        {
            var length = await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
            var octets = buffer.AsSpan(0, length);
            if (query.IsAnsweredBy(octets))
            {
                if (DnsMessage.TryRead(octets, out var message, out var reason))
                {
                    return new DnsResult.Answered(message, DnsTransport.Udp) { Elapsed = time.GetElapsedTime(started), Octets = octets.ToArray() };
                }

                _fault = reason;
            }
            else if (query.HasId(octets))
            {
                _fault ??= "it does not answer the question that was asked";
            }

            _strangers++;
        }

        return null;
    }
}
