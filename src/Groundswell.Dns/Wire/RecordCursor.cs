namespace Groundswell.Dns.Wire;

/// <summary>Goes over the records of a message, in order, without copying. A message that breaks off ends it early, with <see cref="IsBroken"/>.</summary>
public ref struct RecordCursor
{
    private readonly int _answers;
    private readonly int _authorities;
    private readonly int _records;
    private WireReader _reader;
    private int _read;

    internal RecordCursor(WireReader reader, int answers, int authorities, int additionals)
    {
        _reader = reader;
        _answers = answers;
        _authorities = authorities;
        _records = answers + authorities + additionals;
    }

    public RecordView Current { get; private set; }

    /// <summary>Whether the message ended before the records that its header promises.</summary>
    public bool IsBroken { get; private set; }

    public bool MoveNext()
    {
        if (IsBroken || _read == _records)
        {
            return false;
        }

        var name = _reader.Position;
        IsBroken = !(_reader.TrySkipName() & _reader.TryReadUInt16(out var type) & _reader.TryReadUInt16(out var @class)
            & _reader.TryReadUInt32(out var ttl) & _reader.TryReadUInt16(out var length));
        var content = _reader.Position;
        IsBroken |= !_reader.TryReadBytes(length, out _);
        if (IsBroken)
        {
            return false;
        }

        Current = new RecordView(SectionOf(_read++), name, (RecordType)type, (RecordClass)@class, ttl, content, length);
        return true;
    }

    private readonly MessageSection SectionOf(int index) =>
        index < _answers ? MessageSection.Answer : index < _answers + _authorities ? MessageSection.Authority : MessageSection.Additional;
}
