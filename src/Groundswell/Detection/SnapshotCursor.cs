using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Groundswell.Detection;

/// <summary>
/// Moves fields between a detector and its snapshot. A detector states its fields once, in one order, for both directions, so that
/// what is written and what is read cannot drift apart. Little-endian, as every machine .NET 10 runs a server on.
/// </summary>
internal ref struct SnapshotCursor
{
    private readonly IBufferWriter<byte>? _writer;
    private ReadOnlySpan<byte> _rest;

    private SnapshotCursor(IBufferWriter<byte>? writer, ReadOnlySpan<byte> bytes)
    {
        _writer = writer;
        _rest = bytes;
    }

    public readonly bool IsWriting => _writer is not null;

    /// <summary>The bytes ended early, or a value was out of its range: what was read so far is worthless.</summary>
    public bool IsBroken { get; private set; }

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public static SnapshotCursor Into(IBufferWriter<byte> writer) => new(writer, default);

    public static SnapshotCursor From(ReadOnlySpan<byte> bytes) => new(null, bytes);

    public void Field<T>(ref T value)
        where T : unmanaged => Fields(MemoryMarshal.CreateSpan(ref value, 1));

    public void Fields<T>(Span<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        if (_writer is not null)
        {
            _writer.Write(bytes);
        }
        else if (bytes.Length > _rest.Length)
        {
            IsBroken = true;
            _rest = default;
        }
        else
        {
            _rest[..bytes.Length].CopyTo(bytes);
            _rest = _rest[bytes.Length..];
        }
    }

    /// <summary>Up to 255 values, as runs of equal ones where that is shorter.</summary>
    public void Runs<T>(Span<T> values)
        where T : unmanaged, IEquatable<T>
    {
        var runs = (byte)(IsWriting ? CountRuns(values) : 0);
        Field(ref runs);
        if (runs == 0)
        {
            Fields(values);
            return;
        }

        for (var rest = values; !rest.IsEmpty && !IsBroken;)
        {
            var length = (byte)(IsWriting ? LengthOfRun(rest) : 0);
            var value = rest[0];
            Field(ref length);
            Field(ref value);
            if (length == 0 || length > rest.Length)
            {
                Break();
                return;
            }

            rest[..length].Fill(value);
            rest = rest[length..];
        }
    }

    /// <summary>A value that must be the same on both sides, such as a version or a length.</summary>
    public void Must<T>(T expected)
        where T : unmanaged, IEquatable<T>
    {
        var value = expected;
        Field(ref value);
        IsBroken |= !value.Equals(expected);
    }

    public void Break() => IsBroken = true;

    private static int LengthOfRun<T>(ReadOnlySpan<T> values)
        where T : IEquatable<T> => values.IndexOfAnyExcept(values[0]) is >= 0 and var length ? length : values.Length;

    /// <summary>0 where runs are no shorter than the values themselves.</summary>
    private static int CountRuns<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IEquatable<T>
    {
        var runs = 0;
        for (var rest = values; !rest.IsEmpty; runs++)
        {
            rest = rest[LengthOfRun(rest)..];
        }

        return runs * (1 + Unsafe.SizeOf<T>()) < values.Length * Unsafe.SizeOf<T>() ? runs : 0;
    }
}
