using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Asking;

/// <summary>
/// Asks one server one question. By UDP each question has a socket of its own, connected to the server: the system picks an
/// unpredictable port, takes packets from that server only, and hands its ICMP errors over. An answer counts if it is a response with
/// the id and the question that were sent; all else is ignored until time is up. Never throws for what a server does.
/// Safe for any number of questions at a time. For thousands a second take <see cref="SharedDnsAsker"/>.
/// </summary>
/// <param name="time">Clock of the timeouts.</param>
public sealed class DnsClient(TimeProvider time)
{
    /// <param name="server">Address and port.</param>
    /// <param name="name">The name to ask for.</param>
    /// <param name="type">The type to ask for.</param>
    /// <param name="options">How to ask; <see cref="DnsQueryOptions.ToAuthority"/> or <see cref="DnsQueryOptions.ToResolver"/> to begin with.</param>
    /// <param name="cancellationToken">Gives the question up.</param>
    public async Task<DnsResult> QueryAsync(IPEndPoint server, DomainName name, RecordType type, DnsQueryOptions options, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Timeout, TimeSpan.FromMilliseconds(10));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Timeout, TimeSpan.FromMinutes(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Tries, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Tries, 10);
        var query = Write(name, type, options);
        var started = time.GetTimestamp();
        if (options.Tcp)
        {
            return await new TcpExchange(time, query, options).RunAsync(server, started, cancellationToken);
        }

        var result = await new UdpExchange(time, query, options).RunAsync(server, started, cancellationToken);
        if (result is not DnsResult.Answered { Message.IsTruncated: true } cut || !options.TcpIfTruncated)
        {
            return result;
        }

        var whole = await new TcpExchange(time, query, options).RunAsync(server, started, cancellationToken);
        return whole is DnsResult.Answered ? whole : cut with { TcpFault = whole, Elapsed = whole.Elapsed };
    }

    /// <summary>Not from a seeded generator: whoever can tell the next id can forge the next answer.</summary>
    private static SentQuery Write(DomainName name, RecordType type, DnsQueryOptions options)
    {
        Span<byte> random = stackalloc byte[6];
        RandomNumberGenerator.Fill(random);
        var octets = new byte[QueryWriter.MaxLength];
        var length = QueryWriter.Write(octets, BitConverter.ToUInt16(random), name, type, options);
        if (length == 0)
        {
            throw new ArgumentException($"The options of EDNS take more than the {QueryWriter.MaxLength} octets of a question.", nameof(options));
        }

        if (options.MixCase)
        {
            QueryWriter.MixCase(octets.AsSpan(QueryWriter.NamePosition, name.Wire.Length), BitConverter.ToUInt32(random[2..]));
        }

        return new SentQuery(octets.AsMemory(0, length), name.Wire.Length, type, options.MixCase);
    }

    /// <summary>What a failing socket says of the server.</summary>
    internal static DnsResult FaultOf(SocketException fault, TimeSpan elapsed) => fault.SocketErrorCode switch
    {
        SocketError.ConnectionRefused or SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => new DnsResult.Refused { Elapsed = elapsed },
        SocketError.TimedOut => new DnsResult.TimedOut { Elapsed = elapsed },
        _ => new DnsResult.Unreachable(fault.SocketErrorCode.ToString()) { Elapsed = elapsed },
    };
}
