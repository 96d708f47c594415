using System.Net;

namespace Groundswell.Signals;

/// <summary>The secret of one UTC day that turns who reported into a hash (<see cref="SipHash"/>).</summary>
/// <param name="Day">The day it serves.</param>
/// <param name="Secret">32 random bytes; deleted after the day that follows.</param>
public sealed record ReporterKey(DateOnly Day, ReadOnlyMemory<byte> Secret)
{
    public const int SecretLength = 32;

    /// <summary>Hash of an opaque name that a trusted sender gave its user.</summary>
    public long HashName(ReadOnlySpan<byte> name) => Hash(1, name);

    /// <summary>Hash of a network address. Of an IPv6 address only the /64 counts, for one household has 2^64 of the rest.</summary>
    public long HashAddress(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        Span<byte> bytes = stackalloc byte[16];
        plain.TryWriteBytes(bytes, out var length);
        return Hash(2, bytes[..Math.Min(length, 8)]);
    }

    private long Hash(byte kind, ReadOnlySpan<byte> content)
    {
        Span<byte> input = stackalloc byte[256];
        input = content.Length < input.Length ? input[..(content.Length + 1)] : new byte[content.Length + 1];
        input[0] = kind;
        content.CopyTo(input[1..]);
        var value = (long)SipHash.Compute(Secret.Span[..SipHash.KeyLength], input);
        return value == 0 ? 1 : value;
    }
}
