namespace Groundswell.Dns.Observing;

/// <summary>What an answer of an authoritative server says.</summary>
public enum ReplyKind
{
    /// <summary>No answer at all.</summary>
    None,

    /// <summary>Records of the type.</summary>
    Records,

    /// <summary>An alias: CNAME or DNAME.</summary>
    Alias,

    /// <summary>The name has no such records.</summary>
    NoData,

    /// <summary>The name does not exist.</summary>
    NoName,

    /// <summary>Servers of a zone further down.</summary>
    Referral,

    /// <summary>Servers of this zone or one above it: the server does not serve this one.</summary>
    Upward,

    /// <summary>Data, but without authority.</summary>
    NotAuthoritative,

    /// <summary>A zone that is not on the way to the name.</summary>
    OtherZone,

    /// <summary>Cut short by UDP, and not to be had by TCP: what is left of it counts for nothing (RFC 2181, section 9).</summary>
    CutShort,

    /// <summary>Another response code.</summary>
    Failure,
}
