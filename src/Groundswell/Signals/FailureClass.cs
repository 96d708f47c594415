namespace Groundswell.Signals;

/// <summary>How a probe failed: the first thing on the way that went wrong. The text form is in snake case, as in <c>tls_expired</c>.</summary>
public enum FailureClass
{
    /// <summary>The name does not exist.</summary>
    Nxdomain,

    /// <summary>The name exists and has no record of the type that was asked (NOERROR without an answer).</summary>
    Empty,

    Servfail,

    /// <summary>The DNS server refused to answer.</summary>
    Refused,

    /// <summary>No answer in time, in DNS or once a connection stood.</summary>
    Timeout,

    /// <summary>The name was delegated to servers that are not authoritative for it.</summary>
    Lame,

    /// <summary>Signatures of the name do not hold.</summary>
    Dnssec,

    /// <summary>DNS gave other records than those asked for.</summary>
    WrongAnswer,

    /// <summary>The records' time to live fell below what was asked for.</summary>
    TtlCollapse,

    ConnectRefused,

    ConnectTimeout,

    /// <summary>No route to the host or to its network.</summary>
    Unreachable,

    /// <summary>The other side broke a connection off.</summary>
    Reset,

    TlsExpired,

    /// <summary>The certificate is for other names.</summary>
    TlsName,

    /// <summary>The certificate's chain does not end in a trusted root.</summary>
    TlsChain,

    TlsOther,

    Http4xx,

    Http5xx,

    /// <summary>An answer that is not HTTP, or a status outside of those asked for.</summary>
    HttpOther,

    /// <summary>It answered, and a condition on body, headers or certificate did not hold.</summary>
    Content,

    /// <summary>It answered rightly, and later than asked for.</summary>
    Slow,
}
