namespace Groundswell.Sensing.Discovery.Observing;

/// <summary>The certificate that the site presents. It was looked at, not trusted.</summary>
public sealed record CertificateObservation
{
    /// <summary>O of the issuer, or its CN where it has none.</summary>
    public required string IssuerOrganisation { get; init; }

    /// <summary>The whole issuer, as the certificate writes it.</summary>
    public required string Issuer { get; init; }

    /// <summary>DNS names of the subject alternative name, in lower case.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>True if it says where its revocation can be asked for (OCSP).</summary>
    public bool HasOcsp { get; init; }

    /// <summary>True if clients must refuse it without a stapled answer (RFC 7633): then the issuer's OCSP must work.</summary>
    public bool MustStaple { get; init; }
}
