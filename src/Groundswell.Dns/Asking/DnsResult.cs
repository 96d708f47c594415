using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Asking;

/// <summary>What came of a question: a closed set. Any answer that could be read is <see cref="Answered"/>, whatever its response code.</summary>
public abstract record DnsResult
{
    private DnsResult()
    {
    }

    /// <summary>From the first sending to this outcome.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>A well-formed answer to this question came.</summary>
    public sealed record Answered(DnsMessage Message, DnsTransport Transport) : DnsResult
    {
        /// <summary>The answer as it came.</summary>
        public required ReadOnlyMemory<byte> Octets { get; init; }

        /// <summary>Why the whole answer could not be had by TCP, where this is one that was cut short.</summary>
        public DnsResult? TcpFault { get; init; }
    }

    /// <summary>Nothing came that answers the question.</summary>
    public sealed record TimedOut : DnsResult;

    /// <summary>The host says that nothing listens at the port (ICMP, or a refused connection).</summary>
    public sealed record Refused : DnsResult;

    /// <summary>There is no way to that host from here, such as to an IPv6 address from a host without IPv6.</summary>
    public sealed record Unreachable(string Reason) : DnsResult;

    /// <summary>Something came from the server with the right id, but it is no DNS message, or the connection ended within one.</summary>
    public sealed record Malformed(string Reason) : DnsResult;
}
