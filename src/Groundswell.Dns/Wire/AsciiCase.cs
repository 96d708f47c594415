namespace Groundswell.Dns.Wire;

/// <summary>Octets of names, compared as if ASCII letters had one case. A length octet is at most 63 and so never a letter.</summary>
internal static class AsciiCase
{
    private const uint HashStart = 2166136261;
    private const uint HashFactor = 16777619;

    public static byte ToLower(byte octet) => octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet | 0x20) : octet;

    public static void ToLower(ReadOnlySpan<byte> from, Span<byte> into)
    {
        for (var i = 0; i < from.Length; i++)
        {
            into[i] = ToLower(from[i]);
        }
    }

    public static bool Equal(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        if (left.SequenceEqual(right))
        {
            return true;
        }

        for (var i = 0; i < left.Length; i++)
        {
            if (ToLower(left[i]) != ToLower(right[i]))
            {
                return false;
            }
        }

        return true;
    }

    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var common = Math.Min(left.Length, right.Length);
        for (var i = 0; i < common; i++)
        {
            var order = ToLower(left[i]).CompareTo(ToLower(right[i]));
            if (order != 0)
            {
                return order;
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    /// <summary>FNV-1a over lower case.</summary>
    public static int Hash(ReadOnlySpan<byte> octets)
    {
        var hash = HashStart;
        foreach (var octet in octets)
        {
            hash = unchecked((hash ^ ToLower(octet)) * HashFactor);
        }

        return (int)hash;
    }
}
