using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Judging;

/// <summary>How far a zone can be trusted (RFC 4035, section 4.3): a closed set.</summary>
internal abstract record ZoneTrust
{
    private ZoneTrust()
    {
    }

    /// <summary>The chain holds down to these keys.</summary>
    public sealed record Secure(IReadOnlyList<RecordContent.DnsKey> Keys) : ZoneTrust;

    /// <summary>It is proven, or given, that nothing is signed from here on.</summary>
    public sealed record Unsigned(string Reason) : ZoneTrust;

    /// <summary>The chain breaks: resolvers that validate answer SERVFAIL.</summary>
    public sealed record Bogus : ZoneTrust;

    /// <summary>Not enough was answered to tell.</summary>
    public sealed record Unknown : ZoneTrust;
}
