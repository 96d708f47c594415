namespace Groundswell.Dns.Wire;

/// <summary>
/// Where names lie in the content of types that have no shape of their own here, but whose names may be compressed or must be in lower
/// case when signed (RFC 4034, section 6.2; RFC 3597, section 4).
/// </summary>
internal static class RawLayout
{
    private const char Name = 'n';
    private const char TwoOctets = '2';
    private const char Characters = 's';

    private static string Of(RecordType type) => (ushort)type switch
    {
        3 or 4 or 7 or 8 or 9 => "n",
        14 or 17 => "nn",
        18 or 21 or 36 => "2n",
        26 => "2nn",
        35 => "22sssn",
        _ => "",
    };

    /// <summary>The content with its names written out.</summary>
    public static bool TryReadPlain(RecordType type, ref WireReader reader, out ReadOnlyMemory<byte> octets)
    {
        octets = default;
        var plain = new List<byte>(reader.Remaining);
        Span<byte> name = stackalloc byte[DomainName.MaxLength];
        foreach (var part in Of(type))
        {
            if (part == Name)
            {
                if (!reader.TryReadName(name, out var length, out _))
                {
                    return false;
                }

                plain.AddRange(name[..length]);
            }
            else if (!TryTake(ref reader, part, plain))
            {
                return false;
            }
        }

        if (!reader.TryReadBytes(reader.Remaining, out var rest))
        {
            return false;
        }

        octets = plain.Count == 0 ? rest.ToArray() : (byte[])[.. plain, .. rest];
        return true;
    }

    /// <summary>The content with its names in lower case.</summary>
    public static byte[] ToCanonical(RecordType type, ReadOnlySpan<byte> plain)
    {
        var canonical = plain.ToArray();
        var reader = new WireReader(plain);
        Span<byte> name = stackalloc byte[DomainName.MaxLength];
        foreach (var part in Of(type))
        {
            var start = reader.Position;
            if (part == Name)
            {
                if (!reader.TryReadName(name, out var length, out _))
                {
                    break;
                }

                AsciiCase.ToLower(plain.Slice(start, length), canonical.AsSpan(start));
            }
            else if (!TryTake(ref reader, part, []))
            {
                break;
            }
        }

        return canonical;
    }

    private static bool TryTake(ref WireReader reader, char part, List<byte> into)
    {
        if (part == TwoOctets)
        {
            var isThere = reader.TryReadBytes(2, out var two);
            into.AddRange(two);
            return isThere;
        }

        if (part != Characters || !reader.TryReadCharacters(out var characters))
        {
            return false;
        }

        into.Add((byte)characters.Length);
        into.AddRange(characters);
        return true;
    }
}
