using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Groundswell.Signals;

/// <summary>A caller's idempotency key, hashed to 128 bits, with a fingerprint of the report it came with.</summary>
public readonly record struct RetryKey(UInt128 Hash, long Fingerprint)
{
    /// <summary>Longest idempotency key, in UTF-8 bytes.</summary>
    public const int MaximumLength = 200;

    public bool IsGiven => Hash != 0;

    /// <param name="scope">Who sends: keys of two senders never meet.</param>
    /// <param name="key">The key as sent, UTF-8.</param>
    /// <param name="fingerprint">Hash of what the report says; the same key with another fingerprint is a caller's mistake.</param>
    public static RetryKey Create(string scope, ReadOnlySpan<byte> key, long fingerprint)
    {
        var scopeLength = Encoding.UTF8.GetByteCount(scope);
        Span<byte> input = stackalloc byte[512];
        input = scopeLength + 1 + key.Length <= input.Length ? input[..(scopeLength + 1 + key.Length)] : new byte[scopeLength + 1 + key.Length];
        Encoding.UTF8.GetBytes(scope, input);
        input[scopeLength] = 0;
        key.CopyTo(input[(scopeLength + 1)..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return new RetryKey(BinaryPrimitives.ReadUInt128BigEndian(hash) | 1, fingerprint);
    }
}
