using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Groundswell.Sensing.Discovery.Observing;

/// <summary>Reads what discovery wants of a certificate. Never throws on account of what it holds.</summary>
internal static class CertificateReading
{
    private const int MostNames = 500;
    private const string TlsFeature = "1.3.6.1.5.5.7.1.24"; // RFC 7633
    private const string OrganisationName = "2.5.4.10";
    private const string CommonName = "2.5.4.3";

    public static CertificateObservation Read(X509Certificate2 certificate)
    {
        var parts = certificate.IssuerName.EnumerateRelativeDistinguishedNames().Where(p => !p.HasMultipleElements).ToList();
        return new CertificateObservation
        {
            Issuer = certificate.Issuer,
            IssuerOrganisation = Value(parts, OrganisationName) ?? Value(parts, CommonName) ?? certificate.Issuer,
            Names = Names(certificate),
            NotBefore = new DateTimeOffset(certificate.NotBefore.ToUniversalTime(), TimeSpan.Zero),
            NotAfter = new DateTimeOffset(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero),
            HasOcsp = HasOcsp(certificate),
            MustStaple = certificate.Extensions[TlsFeature] is { } feature && feature.RawData.AsSpan().IndexOf(OcspFeature) >= 0,
        };
    }

    /// <summary>The feature status_request (5) as DER: INTEGER 5.</summary>
    private static ReadOnlySpan<byte> OcspFeature => [0x02, 0x01, 0x05];

    private static string? Value(List<X500RelativeDistinguishedName> parts, string oid)
    {
        try
        {
            return parts.FirstOrDefault(p => p.GetSingleElementType().Value == oid)?.GetSingleElementValue();
        }
        catch (Exception fault) when (fault is CryptographicException or AsnContentException)
        {
            return null;
        }
    }

    private static List<string> Names(X509Certificate2 certificate)
    {
        try
        {
            return [.. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
                .SelectMany(e => e.EnumerateDnsNames()).Take(MostNames).Select(n => n.ToLowerInvariant())];
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    private static bool HasOcsp(X509Certificate2 certificate)
    {
        try
        {
            return certificate.Extensions.OfType<X509AuthorityInformationAccessExtension>().Any(e => e.EnumerateOcspUris().Any());
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
