namespace Groundswell.Dns.Trust;

/// <summary>What NSEC or NSEC3 records prove.</summary>
internal enum Denial
{
    /// <summary>Nothing, or not what was claimed.</summary>
    NotProven,

    Proven,

    /// <summary>There may be an unsigned delegation: the name is out of DNSSEC's reach (opt-out, RFC 5155), or hashing is too costly to follow.</summary>
    Unsigned,
}
