using System.Buffers.Binary;

namespace Groundswell.Dns.Wire;

/// <summary>
/// Writes a message into a buffer. What does not fit sets <see cref="Overflowed"/> and is not written; nothing throws, nothing is
/// allocated. Names are compressed if a table for their places is given.
/// </summary>
public ref struct WireWriter
{
    private const int PointerMark = 0xC000;
    private const int LastPointer = 0x3FFF;

    private readonly Span<byte> _buffer;
    private readonly Span<ushort> _places;
    private int _known;

    /// <param name="buffer">Where the message goes.</param>
    /// <param name="places">Room for the places of names that later ones may point at; empty for no compression.</param>
    public WireWriter(Span<byte> buffer, Span<ushort> places = default)
    {
        _buffer = buffer;
        _places = places;
    }

    /// <summary>Octets written.</summary>
    public int Position { get; private set; }

    /// <summary>Whether something did not fit: what is in the buffer is then of no use.</summary>
    public bool Overflowed { get; private set; }

    public readonly ReadOnlySpan<byte> Written => _buffer[..Position];

    public void WriteByte(byte value)
    {
        if (Reserve(1))
        {
            _buffer[Position++] = value;
        }
    }

    public void WriteUInt16(ushort value)
    {
        if (Reserve(2))
        {
            BinaryPrimitives.WriteUInt16BigEndian(_buffer[Position..], value);
            Position += 2;
        }
    }

    public void WriteUInt32(uint value)
    {
        if (Reserve(4))
        {
            BinaryPrimitives.WriteUInt32BigEndian(_buffer[Position..], value);
            Position += 4;
        }
    }

    public void WriteBytes(scoped ReadOnlySpan<byte> bytes)
    {
        if (Reserve(bytes.Length))
        {
            bytes.CopyTo(_buffer[Position..]);
            Position += bytes.Length;
        }
    }

    /// <summary>A character-string; at most 255 octets.</summary>
    public void WriteCharacters(scoped ReadOnlySpan<byte> characters)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(characters.Length, byte.MaxValue);
        WriteByte((byte)characters.Length);
        WriteBytes(characters);
    }

    /// <summary>Sets a number that was written before, such as a length that is known only afterwards.</summary>
    public readonly void Patch(int position, ushort value)
    {
        if (!Overflowed)
        {
            BinaryPrimitives.WriteUInt16BigEndian(_buffer[position..], value);
        }
    }

    internal void WriteName(DomainName name, NameForm form)
    {
        var wire = name.Wire;
        if (Overflowed)
        {
            return;
        }

        if (form == NameForm.Compressed && !_places.IsEmpty)
        {
            WriteCompressed(wire);
        }
        else if (form == NameForm.Canonical && Reserve(wire.Length))
        {
            AsciiCase.ToLower(wire, _buffer[Position..]);
            Position += wire.Length;
        }
        else
        {
            WriteBytes(wire);
        }
    }

    private void WriteCompressed(ReadOnlySpan<byte> wire)
    {
        for (var at = 0; wire[at] != 0; at += 1 + wire[at])
        {
            if (FindPlace(wire[at..]) is var place and >= 0)
            {
                WriteUInt16((ushort)(PointerMark | place));
                return;
            }

            // A place counts only once something is written there.
            var mark = Position;
            WriteBytes(wire.Slice(at, 1 + wire[at]));
            if (Overflowed)
            {
                return;
            }

            if (mark <= LastPointer && _known < _places.Length)
            {
                _places[_known++] = (ushort)mark;
            }
        }

        WriteByte(0);
    }

    /// <summary>Where this very suffix, case and all, was written before; −1 if nowhere.</summary>
    private readonly int FindPlace(ReadOnlySpan<byte> suffix)
    {
        foreach (var place in _places[.._known])
        {
            if (IsAt(place, suffix))
            {
                return place;
            }
        }

        return -1;
    }

    private readonly bool IsAt(int at, ReadOnlySpan<byte> suffix)
    {
        for (var i = 0; ;)
        {
            var length = _buffer[at];
            if ((length & 0xC0) == 0xC0)
            {
                at = BinaryPrimitives.ReadUInt16BigEndian(_buffer[at..]) & LastPointer;
                continue;
            }

            if (length != suffix[i] || !_buffer.Slice(at, 1 + length).SequenceEqual(suffix.Slice(i, 1 + length)))
            {
                return false;
            }

            if (length == 0)
            {
                return true;
            }

            at += 1 + length;
            i += 1 + length;

            // A name still being written has no end yet in the buffer.
            if (at >= Position)
            {
                return false;
            }
        }
    }

    private bool Reserve(int octets)
    {
        Overflowed |= _buffer.Length - Position < octets;
        return !Overflowed;
    }
}
