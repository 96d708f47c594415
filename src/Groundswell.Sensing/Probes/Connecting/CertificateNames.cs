using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Groundswell.Sensing.Probes.Connecting;

/// <summary>For whom a certificate is, as browsers see it: its alternative names count, its common name does not (RFC 9525).</summary>
internal static class CertificateNames
{
    private const string Wildcard = "*.";

    public static bool Fit(X509Certificate2 certificate, string host)
    {
        var plain = host.Trim('[', ']').TrimEnd('.');
        try
        {
            return IPAddress.TryParse(plain, out var address)
                ? Alternatives(certificate).SelectMany(n => n.EnumerateIPAddresses()).Contains(address)
                : Alternatives(certificate).SelectMany(n => n.EnumerateDnsNames()).Any(n => Fits(n, plain));
        }
        catch (CryptographicException)
        {
            return false; // names that cannot be read are nobody's
        }
    }

    /// <summary>One that it is for; null where it has none.</summary>
    public static string? Of(X509Certificate2 certificate)
    {
        try
        {
            return Alternatives(certificate).SelectMany(n => n.EnumerateDnsNames()).FirstOrDefault()
                ?? Alternatives(certificate).SelectMany(n => n.EnumerateIPAddresses()).FirstOrDefault()?.ToString();
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static IEnumerable<X509SubjectAlternativeNameExtension> Alternatives(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>();

    /// <summary>An asterisk stands for one whole label, the first, and never for all names of a top-level domain.</summary>
    private static bool Fits(string name, string host)
    {
        if (!name.StartsWith(Wildcard, StringComparison.Ordinal))
        {
            return name.Equals(host, StringComparison.OrdinalIgnoreCase);
        }

        var (rest, dot) = (name[Wildcard.Length..], host.IndexOf('.', StringComparison.Ordinal));
        return dot > 0 && rest.Contains('.', StringComparison.Ordinal) && !rest.Contains('*', StringComparison.Ordinal) && rest.Equals(host[(dot + 1)..], StringComparison.OrdinalIgnoreCase);
    }
}
