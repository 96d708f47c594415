using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Groundswell.Dns.Wire;

/// <summary>
/// Reads a message from left to right. Nothing it is given makes it throw: each read says whether it could. A compression pointer
/// must point before the run of labels that it ends, so that names end after at most as many hops as the message has octets, and
/// before <see cref="DomainName.MaxLength"/> octets in any case (RFC 9267 lists what happens without).
/// </summary>
public ref struct WireReader
{
    private const int PointerMask = 0xC0;

    /// <summary>More hops than labels fit into a name are of no use to anybody honest.</summary>
    private const int MostPointers = DomainName.MaxLabels;

    private readonly ReadOnlySpan<byte> _message;

    /// <param name="message">Whole message: pointers count from its start.</param>
    /// <param name="position">Where to begin.</param>
    public WireReader(ReadOnlySpan<byte> message, int position = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        _message = message;
        Position = Math.Min(position, message.Length);
    }

    public int Position { get; private set; }

    public readonly int Remaining => _message.Length - Position;

    public bool TryReadByte(out byte value)
    {
        value = 0;
        if (Remaining < 1)
        {
            return false;
        }

        value = _message[Position++];
        return true;
    }

    public bool TryReadUInt16(out ushort value)
    {
        value = 0;
        if (Remaining < 2)
        {
            return false;
        }

        value = BinaryPrimitives.ReadUInt16BigEndian(_message[Position..]);
        Position += 2;
        return true;
    }

    public bool TryReadUInt32(out uint value)
    {
        value = 0;
        if (Remaining < 4)
        {
            return false;
        }

        value = BinaryPrimitives.ReadUInt32BigEndian(_message[Position..]);
        Position += 4;
        return true;
    }

    public bool TryReadBytes(int length, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (length < 0 || Remaining < length)
        {
            return false;
        }

        bytes = _message.Slice(Position, length);
        Position += length;
        return true;
    }

    /// <summary>A character-string (RFC 1035, section 3.3): an octet of length and that many octets.</summary>
    public bool TryReadCharacters(out ReadOnlySpan<byte> characters)
    {
        characters = default;
        return TryReadByte(out var length) && TryReadBytes(length, out characters);
    }

    /// <summary>Reads a name and makes an object of it.</summary>
    public bool TryReadName([NotNullWhen(true)] out DomainName? name)
    {
        Span<byte> wire = stackalloc byte[DomainName.MaxLength];
        name = TryReadName(wire, out var length, out var labels) ? DomainName.FromCheckedWire(wire[..length], labels) : null;
        return name is not null;
    }

    /// <summary>Reads a name, decompressed, without an object.</summary>
    /// <param name="into">At least <see cref="DomainName.MaxLength"/> octets.</param>
    /// <param name="length">Octets written, with the root's.</param>
    /// <param name="labels">Labels before the root.</param>
    public bool TryReadName(scoped Span<byte> into, out int length, out int labels)
    {
        (length, labels) = (0, 0);
        var (at, end, limit, hops) = (Position, -1, Position, 0);
        while (at < _message.Length)
        {
            var octet = _message[at];
            if (octet == 0)
            {
                into[length++] = 0;
                Position = end < 0 ? at + 1 : end;
                return true;
            }

            if ((octet & PointerMask) == PointerMask)
            {
                if (at + 1 >= _message.Length || ++hops > MostPointers)
                {
                    return false;
                }

                var target = ((octet & ~PointerMask) << 8) | _message[at + 1];
                if (target >= limit)
                {
                    return false;
                }

                end = end < 0 ? at + 2 : end;
                (at, limit) = (target, target);
                continue;
            }

            // One octet is kept for the root at the end.
            if (octet > DomainName.MaxLabelLength || at + 1 + octet > _message.Length || length + 1 + octet >= DomainName.MaxLength)
            {
                return false;
            }

            _message.Slice(at, 1 + octet).CopyTo(into[length..]);
            length += 1 + octet;
            at += 1 + octet;
            labels++;
        }

        return false;
    }

    /// <summary>Steps over a name without following its pointer; whether that leads anywhere is seen by whoever reads it.</summary>
    public bool TrySkipName()
    {
        var at = Position;
        while (at < _message.Length)
        {
            var octet = _message[at];
            switch (octet & PointerMask)
            {
                case PointerMask:
                    Position = at + 2;
                    return Position <= _message.Length;
                case 0:
                    at += 1 + octet;
                    if (octet == 0)
                    {
                        Position = at;
                        return true;
                    }

                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>A reader of a part of the message, from here, whose names may still point before it.</summary>
    public bool TryTake(int length, out WireReader part)
    {
        part = default;
        if (length < 0 || Remaining < length)
        {
            return false;
        }

        part = new WireReader(_message[..(Position + length)], Position);
        Position += length;
        return true;
    }
}
