namespace Groundswell.Dns.Asking;

/// <summary>What a look-up means for whoever wanted to use the name.</summary>
public enum LookupOutcome
{
    /// <summary>Records of the type, at the name or at the end of its aliases.</summary>
    Found,

    /// <summary>The name exists, without records of the type (NOERROR, nothing in it).</summary>
    Empty,

    /// <summary>NXDOMAIN.</summary>
    NoSuchName,

    /// <summary>SERVFAIL.</summary>
    ServerFailure,

    /// <summary>REFUSED, or nothing listens.</summary>
    Refused,

    TimedOut,

    /// <summary>No way to the server from here.</summary>
    Unreachable,

    /// <summary>An answer that cannot be used: malformed, of another response code, or cut short without TCP.</summary>
    Unusable,
}
