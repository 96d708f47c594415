using System.Security.Cryptography.X509Certificates;
using Groundswell.Signals;

namespace Groundswell.Sensing.Probes.Connecting;

/// <summary>What is wrong with a chain of certificates, and with which of them.</summary>
internal static class ChainJudgment
{
    private const int LeastRsa = 2048;
    private const int LeastCurve = 256;

    private const X509ChainStatusFlags NoEnd = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot;

    /// <summary>Signatures by MD2, MD5 and SHA-1, which can be forged.</summary>
    private static readonly Dictionary<string, string> Broken = new(StringComparer.Ordinal)
    {
        ["1.2.840.113549.1.1.2"] = "MD2",
        ["1.2.840.113549.1.1.4"] = "MD5",
        ["1.2.840.113549.1.1.5"] = "SHA-1",
        ["1.3.14.3.2.29"] = "SHA-1",
        ["1.2.840.10040.4.3"] = "SHA-1",
        ["1.2.840.10045.4.1"] = "SHA-1",
    };

    /// <summary>Null where today's clients take the chain too. Its root is trusted for itself, whatever it is made of.</summary>
    public static ProbeFailure? OfTrusted(X509Chain chain)
    {
        for (var i = 0; i < chain.ChainElements.Count - 1; i++)
        {
            var certificate = chain.ChainElements[i].Certificate;
            if (WeaknessOf(certificate) is { } weakness)
            {
                return new ProbeFailure(FailureClass.TlsOther, $"the {Role(chain, i)} {weakness}, which clients refuse");
            }
        }

        return null;
    }

    /// <param name="machine">On the way to the machine's roots; null: not even begun.</param>
    /// <param name="own">On the way to the operator's own; null: there are none.</param>
    /// <param name="now">When.</param>
    public static ProbeFailure OfFailed(X509Chain? machine, X509Chain? own, DateTimeOffset now)
    {
        // The one that leads somewhere tells what is wrong.
        var chain = own is not null && (Flags(own) & NoEnd) == 0 ? own : machine ?? own;
        if (chain is null)
        {
            return new ProbeFailure(FailureClass.TlsChain, "the certificate's chain is not trusted");
        }

        var flags = Flags(chain);
        var untimely = Enumerable.Range(0, chain.ChainElements.Count).Select(i => Untimely(chain, i, now)).FirstOrDefault(f => f is not null);
        if ((flags & ~(X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.NotValidForUsage)) != 0)
        {
            return untimely is { Class: FailureClass.TlsOther } ? untimely
                : new ProbeFailure(FailureClass.TlsChain, $"the certificate's chain is not trusted ({flags}){(untimely is null ? "" : $"; {untimely.Detail}")}");
        }

        return untimely
            ?? (flags.HasFlag(X509ChainStatusFlags.NotValidForUsage)
                ? new ProbeFailure(FailureClass.TlsOther, "the certificate, or one above it, is not for servers (extended key usage)")
                : new ProbeFailure(FailureClass.TlsChain, $"the certificate's chain is not trusted ({flags})"));
    }

    private static X509ChainStatusFlags Flags(X509Chain chain) => chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, s) => all | s.Status);

    private static ProbeFailure? Untimely(X509Chain chain, int place, DateTimeOffset now)
    {
        var certificate = chain.ChainElements[place].Certificate;
        var (from, to) = (certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
        return now > to ? new ProbeFailure(FailureClass.TlsExpired, $"the {Role(chain, place)} expired at {to:yyyy-MM-dd HH:mm} UTC")
            : now < from ? new ProbeFailure(FailureClass.TlsOther, $"the {Role(chain, place)} is not valid before {from:yyyy-MM-dd HH:mm} UTC")
            : null;
    }

    private static string Role(X509Chain chain, int place)
    {
        var certificate = chain.ChainElements[place].Certificate;
        return place == 0 ? "certificate"
            : certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData) ? $"root certificate '{Name(certificate)}'"
            : $"intermediate certificate '{Name(certificate)}'";
    }

    private static string Name(X509Certificate2 certificate) =>
        certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) is { Length: > 0 } name ? name.Length <= 80 ? name : name[..80] + "…" : certificate.Subject;

    private static string? WeaknessOf(X509Certificate2 certificate)
    {
        if (Broken.TryGetValue(certificate.SignatureAlgorithm.Value ?? "", out var digest))
        {
            return $"is signed with {digest}";
        }

        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is { KeySize: < LeastRsa })
        {
            return $"has a key of RSA with {rsa.KeySize} bits";
        }

        using var curve = certificate.GetECDsaPublicKey();
        if (curve is { KeySize: < LeastCurve })
        {
            return $"has a key on a curve of {curve.KeySize} bits";
        }

        using var dsa = certificate.GetDSAPublicKey();
        return dsa is null ? null : "has a key of DSA";
    }
}
