using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Groundswell.Dns.Trust;

/// <summary>Signatures by the algorithms of DNSSEC (IANA's numbers). .NET has no Ed25519 and Ed448: those are BouncyCastle's.</summary>
internal static class SigningAlgorithm
{
    private const byte RsaSha1 = 5;
    private const byte RsaSha1Nsec3 = 7;
    private const byte RsaSha256 = 8;
    private const byte RsaSha512 = 10;
    private const byte EcdsaP256 = 13;
    private const byte EcdsaP384 = 14;
    private const byte Ed25519Number = 15;
    private const byte Ed448Number = 16;

    /// <summary>A larger modulus (RFC 3110 forbids it) or exponent costs time and is nobody's honest key.</summary>
    private const int LargestModulus = 512;
    private const int LargestExponent = 8;

    public static bool IsKnown(byte algorithm) => algorithm is RsaSha1 or RsaSha1Nsec3 or RsaSha256 or RsaSha512 or EcdsaP256 or EcdsaP384 or Ed25519Number or Ed448Number;

    /// <summary>Of those that some validators no longer follow, and take a zone with them for unsigned (RFC 9905).</summary>
    public static bool IsSha1(byte algorithm) => algorithm is RsaSha1 or RsaSha1Nsec3;

    public static string NameOf(byte algorithm) => algorithm switch
    {
        RsaSha1 or RsaSha1Nsec3 => "RSA/SHA-1",
        RsaSha256 => "RSA/SHA-256",
        RsaSha512 => "RSA/SHA-512",
        EcdsaP256 => "ECDSA P-256",
        EcdsaP384 => "ECDSA P-384",
        Ed25519Number => "Ed25519",
        Ed448Number => "Ed448",
        _ => $"algorithm {algorithm}",
    };

    /// <summary>Whether the signature is that of the key over the octets; a malformed key or signature is none.</summary>
    public static bool Verify(byte algorithm, ReadOnlySpan<byte> key, byte[] signed, byte[] signature)
    {
        try
        {
            return algorithm switch
            {
                RsaSha1 or RsaSha1Nsec3 => VerifyRsa(key, signed, signature, HashAlgorithmName.SHA1),
                RsaSha256 => VerifyRsa(key, signed, signature, HashAlgorithmName.SHA256),
                RsaSha512 => VerifyRsa(key, signed, signature, HashAlgorithmName.SHA512),
                EcdsaP256 => VerifyEcdsa(key, signed, signature, ECCurve.NamedCurves.nistP256, 32, HashAlgorithmName.SHA256),
                EcdsaP384 => VerifyEcdsa(key, signed, signature, ECCurve.NamedCurves.nistP384, 48, HashAlgorithmName.SHA384),
                Ed25519Number => key.Length == Ed25519.PublicKeySize && signature.Length == Ed25519.SignatureSize
                    && Ed25519.Verify(signature, 0, key.ToArray(), 0, signed, 0, signed.Length),
                Ed448Number => key.Length == Ed448.PublicKeySize && signature.Length == Ed448.SignatureSize
                    && Ed448.Verify(signature, 0, key.ToArray(), 0, [], signed, 0, signed.Length),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            // A point that is not on the curve, a modulus that is none.
            return false;
        }
    }

    /// <summary>RFC 3110, section 2.</summary>
    private static bool VerifyRsa(ReadOnlySpan<byte> key, byte[] signed, byte[] signature, HashAlgorithmName hash)
    {
        if (key.Length < 3)
        {
            return false;
        }

        var (start, length) = key[0] == 0 ? (3, (key[1] << 8) | key[2]) : (1, key[0]);
        if (length is 0 or > LargestExponent || key.Length <= start + length)
        {
            return false;
        }

        var modulus = key[(start + length)..].TrimStart((byte)0);
        if (modulus.Length is 0 or > LargestModulus)
        {
            return false;
        }

        if (hash == HashAlgorithmName.SHA1)
        {
            return VerifyRsaSha1(key.Slice(start, length), modulus, signed, signature);
        }

        using var rsa = RSA.Create(new RSAParameters { Exponent = key.Slice(start, length).TrimStart((byte)0).ToArray(), Modulus = modulus.ToArray() });
        return rsa.VerifyData(signed, signature, hash, RSASignaturePadding.Pkcs1);
    }

    /// <summary>Not by the system: where its policy forbids SHA-1, every signature would seem broken.</summary>
    private static bool VerifyRsaSha1(ReadOnlySpan<byte> exponent, ReadOnlySpan<byte> modulus, byte[] signed, byte[] signature)
    {
        try
        {
            var signer = new RsaDigestSigner(new Sha1Digest());
            signer.Init(forSigning: false, new RsaKeyParameters(isPrivate: false, new BigInteger(1, modulus.ToArray()), new BigInteger(1, exponent.ToArray())));
            signer.BlockUpdate(signed, 0, signed.Length);
            return signer.VerifySignature(signature);
        }
        catch (ArgumentException)
        {
            // A modulus or exponent that is none.
            return false;
        }
    }

    /// <summary>RFC 6605, section 4.</summary>
    private static bool VerifyEcdsa(ReadOnlySpan<byte> key, byte[] signed, byte[] signature, ECCurve curve, int size, HashAlgorithmName hash)
    {
        if (key.Length != 2 * size || signature.Length != 2 * size)
        {
            return false;
        }

        using var ecdsa = ECDsa.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = key[..size].ToArray(), Y = key[size..].ToArray() } });
        return ecdsa.VerifyData(signed, signature, hash);
    }
}
