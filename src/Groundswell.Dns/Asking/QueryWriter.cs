using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Asking;

/// <summary>Writes questions; without an allocation.</summary>
internal static class QueryWriter
{
    /// <summary>Header, name, type and class, and OPT with some options.</summary>
    public const int MaxLength = 512;

    private const uint DnssecOkBit = 0x8000;

    /// <summary>Where the name stands in what is written.</summary>
    public const int NamePosition = MessageView.HeaderLength;

    /// <returns>Octets written; 0 if the options do not fit.</returns>
    public static int Write(Span<byte> into, ushort id, DomainName name, RecordType type, DnsQueryOptions options)
    {
        var bits = (options.RecursionDesired ? MessageBits.RecursionDesired : 0) | (options.CheckingDisabled ? MessageBits.CheckingDisabled : 0);
        var writer = new WireWriter(into);
        writer.WriteUInt16(id);
        writer.WriteUInt16((ushort)bits);
        writer.WriteUInt16(1);
        writer.WriteUInt32(0);
        writer.WriteUInt16((ushort)(options.UdpSize is null ? 0 : 1));
        writer.WriteName(name, NameForm.Plain);
        writer.WriteUInt16((ushort)type);
        writer.WriteUInt16((ushort)RecordClass.Internet);
        if (options.UdpSize is { } size)
        {
            writer.WriteByte(0);
            writer.WriteUInt16((ushort)RecordType.Opt);
            writer.WriteUInt16(size);
            writer.WriteUInt32(options.DnssecOk ? DnssecOkBit : 0);
            var start = writer.Position;
            writer.WriteUInt16(0);
            for (var i = 0; i < options.EdnsOptions.Count; i++)
            {
                writer.WriteUInt16(options.EdnsOptions[i].Code);
                writer.WriteUInt16((ushort)options.EdnsOptions[i].Octets.Length);
                writer.WriteBytes(options.EdnsOptions[i].Octets.Span);
            }

            writer.Patch(start, (ushort)(writer.Position - start - 2));
        }

        return writer.Overflowed ? 0 : writer.Position;
    }

    /// <summary>Turns the case of some letters of a name over, by random bits: 32 letters at most, more than any forger guesses.</summary>
    public static void MixCase(Span<byte> name, uint bits)
    {
        foreach (ref var octet in name)
        {
            if (AsciiCase.ToLower(octet) is >= (byte)'a' and <= (byte)'z')
            {
                octet ^= (byte)((bits & 1) << 5);
                bits >>= 1;
            }
        }
    }
}
