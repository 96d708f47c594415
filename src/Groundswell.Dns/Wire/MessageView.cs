using System.Buffers.Binary;

namespace Groundswell.Dns.Wire;

/// <summary>
/// A message looked at where it lies: header, question, and records by cursor, without an allocation. For what asks thousands of
/// servers a second; <see cref="DnsMessage"/> is the same made into objects.
/// </summary>
public readonly ref struct MessageView
{
    public const int HeaderLength = 12;

    private readonly ReadOnlySpan<byte> _message;

    private MessageView(ReadOnlySpan<byte> message) => _message = message;

    public ushort Id => BinaryPrimitives.ReadUInt16BigEndian(_message);

    public MessageBits Flags => (MessageBits)(BinaryPrimitives.ReadUInt16BigEndian(_message[2..]) & (ushort)MessageBits.All);

    public bool IsResponse => (Flags & MessageBits.Response) != 0;

    public bool IsTruncated => (Flags & MessageBits.Truncated) != 0;

    public int OpCode => (_message[2] >> 3) & 0xF;

    /// <summary>The four bits of the header; EDNS may add eight above.</summary>
    public ResponseCode Code => (ResponseCode)(_message[3] & 0xF);

    public int Questions => BinaryPrimitives.ReadUInt16BigEndian(_message[4..]);

    public int Answers => BinaryPrimitives.ReadUInt16BigEndian(_message[6..]);

    public int Authorities => BinaryPrimitives.ReadUInt16BigEndian(_message[8..]);

    public int Additionals => BinaryPrimitives.ReadUInt16BigEndian(_message[10..]);

    public ReadOnlySpan<byte> Octets => _message;

    public static bool TryOpen(ReadOnlySpan<byte> message, out MessageView view)
    {
        view = message.Length >= HeaderLength ? new MessageView(message) : default;
        return message.Length >= HeaderLength;
    }

    /// <summary>Whether the message repeats this one question, and no other.</summary>
    /// <param name="name">The name asked for.</param>
    /// <param name="type">The type asked for.</param>
    /// <param name="sameCase">Whether the case of letters must have come back as it was sent (the "0x20" check).</param>
    public bool Repeats(ReadOnlySpan<byte> name, RecordType type, bool sameCase)
    {
        var reader = new WireReader(_message, HeaderLength);
        return Questions == 1
            && reader.TryReadBytes(name.Length, out var asked)
            && (sameCase ? asked.SequenceEqual(name) : AsciiCase.Equal(asked, name))
            && reader.TryReadUInt16(out var askedType) && askedType == (ushort)type
            && reader.TryReadUInt16(out var askedClass) && askedClass == (ushort)RecordClass.Internet;
    }

    /// <summary>A cursor before the first record; false if the message breaks off within its questions.</summary>
    public bool TryReadRecords(out RecordCursor cursor)
    {
        var reader = new WireReader(_message, HeaderLength);
        cursor = default;
        for (var i = 0; i < Questions; i++)
        {
            if (!reader.TrySkipName() || !reader.TryReadBytes(4, out _))
            {
                return false;
            }
        }

        cursor = new RecordCursor(reader, Answers, Authorities, Additionals);
        return true;
    }

    public ReadOnlySpan<byte> ContentOf(in RecordView record) => _message.Slice(record.ContentPosition, record.ContentLength);
}
