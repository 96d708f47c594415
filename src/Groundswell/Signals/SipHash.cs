using System.Buffers.Binary;
using System.Numerics;

namespace Groundswell.Signals;

/// <summary>
/// SipHash-2-4: a keyed hash of short inputs that nobody without the key can foretell or turn round (Aumasson and Bernstein,
/// "SipHash: a fast short-input PRF", 2012). Every report is hashed once; a call into a library of ciphers cost five times as much.
/// </summary>
internal static class SipHash
{
    public const int KeyLength = 16;

    /// <param name="key">16 secret bytes.</param>
    /// <param name="input">Of any length.</param>
    public static ulong Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> input)
    {
        var (k0, k1) = (BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key[8..]));
        var (v0, v1) = (k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d);
        var (v2, v3) = (k0 ^ 0x6c7967656e657261, k1 ^ 0x7465646279746573);
        var last = (ulong)input.Length << 56;
        for (; input.Length >= 8; input = input[8..])
        {
            Absorb(BinaryPrimitives.ReadUInt64LittleEndian(input), ref v0, ref v1, ref v2, ref v3);
        }

        for (var i = 0; i < input.Length; i++)
        {
            last |= (ulong)input[i] << (8 * i);
        }

        Absorb(last, ref v0, ref v1, ref v2, ref v3);
        v2 ^= 0xff;
        for (var i = 0; i < 4; i++)
        {
            Round(ref v0, ref v1, ref v2, ref v3);
        }

        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static void Absorb(ulong word, ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v3 ^= word;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= word;
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v3;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
