namespace Groundswell.Dns.Asking;

/// <summary>Limits of <see cref="SharedDnsAsker"/>.</summary>
public sealed record SharedDnsAskerOptions
{
    /// <summary>Sockets of each address family, 1 to 64; default 4. Each has a random port: more of them are harder to forge answers for.</summary>
    public int Sockets { get; init; } = 4;

    /// <summary>Until a question counts as timed out; it is sent once. 10 ms to 60 s, default 2 s; kept to within a fortieth of a second.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Questions without an answer yet, for each socket, 1 to 16384; beyond that a question comes back as <see cref="ProbeOutcome.Overloaded"/>. Default 8192.</summary>
    public int MostOutstanding { get; init; } = 8192;

    /// <summary>How each question is put. Tries, timeout and TCP are of no account here.</summary>
    public DnsQueryOptions Query { get; init; } = DnsQueryOptions.ToResolver;
}
