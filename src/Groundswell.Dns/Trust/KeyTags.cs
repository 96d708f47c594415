using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Trust;

/// <summary>What names a key: its tag (RFC 4034, appendix B), and its digest in a DS record.</summary>
internal static class KeyTags
{
    private const byte Sha1 = 1;
    private const byte Sha256 = 2;
    private const byte Sha384 = 4;

    public static ushort Of(RecordContent.DnsKey key)
    {
        var content = key.ToCanonical();
        var sum = 0u;
        for (var i = 0; i < content.Length; i++)
        {
            sum += (i & 1) == 0 ? (uint)content[i] << 8 : content[i];
        }

        return (ushort)(sum + (sum >> 16));
    }

    public static bool IsDigestKnown(byte digestType) => digestType is Sha1 or Sha256 or Sha384;

    /// <summary>The DS records that count: SHA-1 does not beside a better digest (RFC 4509, section 3), as nobody may weaken the chain by it.</summary>
    public static IReadOnlyList<RecordContent.Ds> Counting(IReadOnlyList<RecordContent.Ds> all) =>
        all.Any(d => d.DigestType != Sha1) ? [.. all.Where(d => d.DigestType != Sha1)] : all;

    public static bool IsSha1(RecordContent.Ds ds) => ds.DigestType == Sha1;

    /// <summary>Whether a DS record stands for a key: its tag, its algorithm and the digest over name and key.</summary>
    public static bool Matches(RecordContent.Ds ds, DomainName zone, RecordContent.DnsKey key)
    {
        if (ds.Algorithm != key.Algorithm || ds.KeyTag != Of(key))
        {
            return false;
        }

        byte[] signed = [.. zone.ToLower().Wire, .. key.ToCanonical()];
        return ds.DigestType switch
        {
            Sha1 => Sha1Of(signed).AsSpan().SequenceEqual(ds.Digest.Span),
            Sha256 => System.Security.Cryptography.SHA256.HashData(signed).AsSpan().SequenceEqual(ds.Digest.Span),
            Sha384 => System.Security.Cryptography.SHA384.HashData(signed).AsSpan().SequenceEqual(ds.Digest.Span),
            _ => false,
        };
    }

#pragma warning disable CA5350 // The DNS says which digest it uses; SHA-1 is read, never made, and gives way to a better one beside it (RFC 4509).
    internal static byte[] Sha1Of(ReadOnlySpan<byte> octets) => System.Security.Cryptography.SHA1.HashData(octets);
#pragma warning restore CA5350
}
