namespace Groundswell.Dns.Wire;

/// <summary>Which types a name has, as NSEC and NSEC3 write it (RFC 4034, section 4.1.2).</summary>
public readonly struct TypeBitmap
{
    private const int LongestBlock = 32;

    private readonly ReadOnlyMemory<byte> _blocks;

    private TypeBitmap(ReadOnlyMemory<byte> blocks) => _blocks = blocks;

    public ReadOnlySpan<byte> Octets => _blocks.Span;

    /// <summary>Takes blocks whose windows ascend and whose lengths are 1 to 32; others are refused.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out TypeBitmap types)
    {
        types = default;
        var (at, window) = (0, -1);
        while (at < octets.Length)
        {
            if (at + 2 > octets.Length || octets[at] <= window || octets[at + 1] is 0 or > LongestBlock || at + 2 + octets[at + 1] > octets.Length)
            {
                return false;
            }

            window = octets[at];
            at += 2 + octets[at + 1];
        }

        types = new TypeBitmap(octets.ToArray());
        return true;
    }

    public static TypeBitmap Of(params ReadOnlySpan<RecordType> types)
    {
        var blocks = new List<byte>();
        foreach (var window in types.ToArray().Select(t => (ushort)t).Distinct().Order().GroupBy(t => t >> 8))
        {
            var bits = new byte[((window.Last() & 0xFF) >> 3) + 1];
            foreach (var type in window)
            {
                bits[(type & 0xFF) >> 3] |= (byte)(0x80 >> (type & 7));
            }

            blocks.AddRange([(byte)window.Key, (byte)bits.Length, .. bits]);
        }

        return new TypeBitmap(blocks.ToArray());
    }

    public bool Contains(RecordType type)
    {
        var octets = _blocks.Span;
        for (var at = 0; at + 2 <= octets.Length; at += 2 + octets[at + 1])
        {
            if (octets[at] == (ushort)type >> 8)
            {
                var octet = ((ushort)type & 0xFF) >> 3;
                return octet < octets[at + 1] && (octets[at + 2 + octet] & (0x80 >> ((ushort)type & 7))) != 0;
            }
        }

        return false;
    }

    public IEnumerable<RecordType> Enumerate()
    {
        var self = this;
        return Enumerable.Range(0, ushort.MaxValue + 1).Select(t => (RecordType)t).Where(self.Contains);
    }
}
