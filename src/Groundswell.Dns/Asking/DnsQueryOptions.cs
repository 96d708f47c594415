using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Asking;

/// <summary>How a question is put to a server.</summary>
public sealed record DnsQueryOptions
{
    /// <summary>What fits through nearly every path without fragments (DNS Flag Day 2020).</summary>
    public const ushort SafeUdpSize = 1232;

    /// <summary>To a resolver: it is to find the answer out.</summary>
    public static DnsQueryOptions ToResolver { get; } = new() { RecursionDesired = true };

    /// <summary>To an authoritative server: it is to say what it knows itself.</summary>
    public static DnsQueryOptions ToAuthority { get; } = new();

    /// <summary>Until the question is sent again, or given up after the last time. An answer to an earlier sending still counts. 10 ms to 60 s, default 1.5 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How often the question is sent by UDP, 1 to 10; default 2. By TCP it is asked once, with the time of all tries.</summary>
    public int Tries { get; init; } = 2;

    public bool RecursionDesired { get; init; }

    /// <summary>Asks a resolver for what it got, though its validation failed (CD).</summary>
    public bool CheckingDisabled { get; init; }

    /// <summary>Asks for signatures too (DO); needs EDNS.</summary>
    public bool DnssecOk { get; init; }

    /// <summary>Octets to take by UDP, announced by EDNS; null for a question without EDNS.</summary>
    public ushort? UdpSize { get; init; } = SafeUdpSize;

    /// <summary>Asks by TCP at once.</summary>
    public bool Tcp { get; init; }

    /// <summary>Asks by TCP after an answer that was cut short.</summary>
    public bool TcpIfTruncated { get; init; } = true;

    /// <summary>Mixes the case of the name and demands it back: a forger must guess that too. Some servers do not keep it.</summary>
    public bool MixCase { get; init; }

    /// <summary>More options of EDNS, such as a client subnet.</summary>
    public IReadOnlyList<EdnsOption> EdnsOptions { get; init; } = [];
}
