using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Groundswell.Sensing.Tests.Probes.Servers;

/// <summary>A certificate that signs others, with dates in days from now.</summary>
internal sealed class Authority
{
    private readonly ECDsa _key;

    private Authority(X509Certificate2 certificate, ECDsa key) => (Certificate, _key) = (certificate, key);

    public X509Certificate2 Certificate { get; }

    public static Authority Root(string name, int from = -100, int to = 300)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new Authority(Request(name, key).CreateSelfSigned(Day(from), Day(to)), key);
    }

    /// <summary>Another certificate of the same name and key, by this one.</summary>
    public Authority Cross(Authority other, int from = -90, int to = 200) => Sign(other.Certificate.Subject[3..], other._key, from, to);

    public Authority Below(string name, int from = -90, int to = 200, params X509Extension[] extensions) => Sign(name, ECDsa.Create(ECCurve.NamedCurves.nistP256), from, to, extensions);

    /// <param name="names">Alternative names, hosts or addresses; empty: none at all.</param>
    /// <param name="from">From that day on.</param>
    /// <param name="to">Until that day.</param>
    /// <param name="key">Its key; null: one of P-256.</param>
    /// <param name="usage">What it is for; null: not said.</param>
    /// <param name="signer">Signs; null: as everybody does.</param>
    public X509Certificate2 Leaf(string[] names, int from = -10, int to = 60, AsymmetricAlgorithm? key = null, string? usage = "1.3.6.1.5.5.7.3.1", X509SignatureGenerator? signer = null)
    {
        var own = key ?? ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = own is RSA rsa
            ? new CertificateRequest("CN=localhost", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest("CN=localhost", (ECDsa)own, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (System.Net.IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        if (names.Length > 0)
        {
            request.CertificateExtensions.Add(alternatives.Build());
        }

        if (usage is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        }

        using var signed = request.Create(Certificate.SubjectName, signer ?? X509SignatureGenerator.CreateForECDsa(_key), Day(from), Day(to), RandomNumberGenerator.GetBytes(8));
        using var whole = own is RSA its ? signed.CopyWithPrivateKey(its) : signed.CopyWithPrivateKey((ECDsa)own);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Signs with a digest that is broken.</summary>
    public X509SignatureGenerator Weak() => new WeakSigner(_key);

    private static CertificateRequest Request(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    private static DateTimeOffset Day(int days) => TimeProvider.System.GetUtcNow().AddDays(days);

    private Authority Sign(string name, ECDsa key, int from, int to, params X509Extension[] extensions)
    {
        var request = Request(name, key);
        foreach (var extension in extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        return new Authority(request.Create(Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), Day(from), Day(to), RandomNumberGenerator.GetBytes(8)), key);
    }

    private sealed class WeakSigner(ECDsa key) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => [0x30, 0x09, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x01]; // ecdsa-with-SHA1

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.SignData(data, HashAlgorithmName.SHA1, DSASignatureFormat.Rfc3279DerSequence);

        protected override PublicKey BuildPublicKey() => new(key);
    }
}
