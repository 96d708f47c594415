namespace Groundswell.Dns.Wire;

/// <summary>Base 32 with the extended hex alphabet, without padding, in lower case: the labels of NSEC3 (RFC 5155, section 3.3).</summary>
internal static class Base32Hex
{
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuv";
    private const int BitsPerDigit = 5;

    public static string ToText(ReadOnlySpan<byte> octets)
    {
        var text = new char[((octets.Length * 8) + BitsPerDigit - 1) / BitsPerDigit];
        for (var i = 0; i < text.Length; i++)
        {
            var (octet, bit) = Math.DivRem(i * BitsPerDigit, 8);
            var window = (octets[octet] << 8) | (octet + 1 < octets.Length ? octets[octet + 1] : 0);
            text[i] = Alphabet[(window >> (16 - BitsPerDigit - bit)) & 31];
        }

        return new string(text);
    }

    /// <summary>Reads a label; false if it has other characters.</summary>
    public static bool TryRead(ReadOnlySpan<byte> label, out byte[] octets)
    {
        octets = new byte[label.Length * BitsPerDigit / 8];
        for (var i = 0; i < label.Length; i++)
        {
            var digit = Alphabet.IndexOf((char)AsciiCase.ToLower(label[i]), StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            var (octet, bit) = Math.DivRem(i * BitsPerDigit, 8);
            var shifted = digit << (16 - BitsPerDigit - bit);
            if (octet < octets.Length)
            {
                octets[octet] |= (byte)(shifted >> 8);
            }

            if (octet + 1 < octets.Length)
            {
                octets[octet + 1] |= (byte)shifted;
            }
        }

        return true;
    }
}
