namespace Groundswell.Attribution;

/// <summary>How a probe of something failed, as coarsely as causes can be told apart by it.</summary>
public enum FailureMode
{
    /// <summary>The name does not exist.</summary>
    NoSuchName,

    /// <summary>The name exists and has no address.</summary>
    EmptyAnswer,

    /// <summary>Name servers answer that they cannot, or answer wrongly.</summary>
    NameServerFailure,

    /// <summary>Nothing answers in time.</summary>
    Timeout,

    /// <summary>The connection is refused or reset.</summary>
    Refused,

    /// <summary>The TLS handshake or the certificate fails.</summary>
    Tls,

    /// <summary>It answers with an error, slowly, or with the wrong content.</summary>
    ServerError,
}
