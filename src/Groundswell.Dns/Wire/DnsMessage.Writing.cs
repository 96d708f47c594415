namespace Groundswell.Dns.Wire;

public sealed partial record DnsMessage
{
    /// <summary>Names that later ones are pressed against; more would cost more than it saves.</summary>
    private const int CompressionPlaces = 128;

    private const int OpCodeShift = 11;

    /// <summary>Writes the message; false if it does not fit.</summary>
    public bool TryWrite(Span<byte> into, out int length)
    {
        var writer = new WireWriter(into, stackalloc ushort[CompressionPlaces]);
        writer.WriteUInt16(Id);
        writer.WriteUInt16((ushort)((ushort)(Flags & MessageBits.All) | ((OpCode & 0xF) << OpCodeShift) | ((ushort)Code & 0xF)));
        writer.WriteUInt16((ushort)Questions.Count);
        writer.WriteUInt16((ushort)Answers.Count);
        writer.WriteUInt16((ushort)Authorities.Count);
        writer.WriteUInt16((ushort)(Additionals.Count + (Edns is null ? 0 : 1)));
        foreach (var question in Questions)
        {
            writer.WriteName(question.Name, NameForm.Compressed);
            writer.WriteUInt16((ushort)question.Type);
            writer.WriteUInt16((ushort)question.Class);
        }

        WriteAll(ref writer, Answers);
        WriteAll(ref writer, Authorities);
        WriteAll(ref writer, Additionals);
        WriteEdns(ref writer);
        length = writer.Overflowed ? 0 : writer.Position;
        return !writer.Overflowed;
    }

    private static void WriteAll(ref WireWriter writer, IReadOnlyList<ResourceRecord> records)
    {
        foreach (var record in records)
        {
            writer.WriteName(record.Name, NameForm.Compressed);
            writer.WriteUInt16((ushort)record.Type);
            writer.WriteUInt16((ushort)record.Class);
            writer.WriteUInt32(record.Ttl);
            var start = writer.Position;
            writer.WriteUInt16(0);
            record.Content.Write(ref writer, NameForm.Compressed);
            writer.Patch(start, (ushort)(writer.Position - start - 2));
        }
    }

    private void WriteEdns(ref WireWriter writer)
    {
        if (Edns is null)
        {
            return;
        }

        writer.WriteByte(0);
        writer.WriteUInt16((ushort)RecordType.Opt);
        writer.WriteUInt16(Edns.UdpSize);
        writer.WriteUInt32((uint)((((ushort)Code >> 4) << 24) | (Edns.Version << 16) | (Edns.DnssecOk ? DnssecOkBit : 0)));
        var start = writer.Position;
        writer.WriteUInt16(0);
        foreach (var option in Edns.Options)
        {
            writer.WriteUInt16(option.Code);
            writer.WriteUInt16((ushort)option.Octets.Length);
            writer.WriteBytes(option.Octets.Span);
        }

        writer.Patch(start, (ushort)(writer.Position - start - 2));
    }
}
