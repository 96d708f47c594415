using System.Diagnostics.CodeAnalysis;

namespace Groundswell.Dns.Wire;

/// <summary>
/// A name in its wire form, at most 255 octets. Two names are equal if they differ in the case of ASCII letters only (RFC 4343);
/// the case that a name came in is kept. Names order as RFC 4034, section 6.1, puts them.
/// </summary>
public sealed partial class DomainName : IEquatable<DomainName>, IComparable<DomainName>, ISpanParsable<DomainName>
{
    /// <summary>Octets on the wire, with the root's (RFC 1035, section 2.3.4).</summary>
    public const int MaxLength = 255;

    public const int MaxLabelLength = 63;

    /// <summary>127 labels of one octet and the root fill a name.</summary>
    public const int MaxLabels = 127;

    private readonly byte[] _wire;

    private DomainName(byte[] wire, int labels)
    {
        _wire = wire;
        LabelCount = labels;
    }

    public static DomainName Root { get; } = new([0], 0);

    /// <summary>Labels before the root: none for the root, two for <c>example.org</c>.</summary>
    public int LabelCount { get; }

    public bool IsRoot => LabelCount == 0;

    /// <summary>Labels with their lengths before them, and the root's zero at the end.</summary>
    public ReadOnlySpan<byte> Wire => _wire;

    public bool IsWildcard => _wire.Length > 2 && _wire[0] == 1 && _wire[1] == (byte)'*';

    /// <summary>The name without its first label; the root's parent is the root.</summary>
    public DomainName Parent => Ancestor(Math.Max(0, LabelCount - 1));

    /// <summary>Takes a name from its uncompressed wire form.</summary>
    public static bool TryFromWire(ReadOnlySpan<byte> wire, [NotNullWhen(true)] out DomainName? name)
    {
        name = null;
        if (wire.Length > MaxLength)
        {
            return false;
        }

        var labels = 0;
        for (var at = 0; at < wire.Length; at += 1 + wire[at])
        {
            if (wire[at] == 0)
            {
                name = at + 1 == wire.Length ? FromCheckedWire(wire, labels) : null;
                return name is not null;
            }

            if (wire[at] > MaxLabelLength)
            {
                return false;
            }

            labels++;
        }

        return false;
    }

    /// <summary>For a reader that has counted labels and length already.</summary>
    internal static DomainName FromCheckedWire(ReadOnlySpan<byte> wire, int labels) => labels == 0 ? Root : new DomainName(wire.ToArray(), labels);

    /// <summary>The last labels of the name: <c>Ancestor(1)</c> of <c>www.example.org</c> is <c>org</c>.</summary>
    public DomainName Ancestor(int labels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(labels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(labels, LabelCount);
        return labels == LabelCount ? this : FromCheckedWire(_wire.AsSpan(OffsetOf(LabelCount - labels)), labels);
    }

    /// <summary>A label by its place from the left.</summary>
    public ReadOnlySpan<byte> Label(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, LabelCount);
        var at = OffsetOf(index);
        return _wire.AsSpan(at + 1, _wire[at]);
    }

    /// <summary>Whether this name is <paramref name="other"/> or lies below it.</summary>
    public bool IsWithin(DomainName other) =>
        LabelCount >= other.LabelCount && AsciiCase.Equal(_wire.AsSpan(OffsetOf(LabelCount - other.LabelCount)), other._wire);

    public bool IsBelow(DomainName other) => LabelCount > other.LabelCount && IsWithin(other);

    /// <summary>Labels that both names end in.</summary>
    public int CommonLabels(DomainName other)
    {
        var common = Math.Min(LabelCount, other.LabelCount);
        while (!Ancestor(common).IsWithin(other.Ancestor(common)))
        {
            common--;
        }

        return common;
    }

    /// <summary>This name with its last labels, those of <paramref name="from"/>, replaced; null if that is too long for a name.</summary>
    public DomainName? Rebased(DomainName from, DomainName to)
    {
        var kept = _wire.AsSpan(0, OffsetOf(LabelCount - from.LabelCount));
        return kept.Length + to._wire.Length > MaxLength ? null : FromCheckedWire([.. kept, .. to._wire], LabelCount - from.LabelCount + to.LabelCount);
    }

    /// <summary>A name one label longer; null if that is too long for a name, or the label for a label.</summary>
    public DomainName? Prepend(ReadOnlySpan<byte> label) => label.Length is 0 or > MaxLabelLength || label.Length + 1 + _wire.Length > MaxLength
        ? null
        : FromCheckedWire([(byte)label.Length, .. label, .. _wire], LabelCount + 1);

    public DomainName ToLower()
    {
        var lower = new byte[_wire.Length];
        AsciiCase.ToLower(_wire, lower);
        return FromCheckedWire(lower, LabelCount);
    }

    public bool Equals([NotNullWhen(true)] DomainName? other) => other is not null && (ReferenceEquals(this, other) || AsciiCase.Equal(_wire, other._wire));

    public override bool Equals(object? obj) => Equals(obj as DomainName);

    public override int GetHashCode() => AsciiCase.Hash(_wire);

    public int CompareTo(DomainName? other)
    {
        if (other is null)
        {
            return 1;
        }

        var common = Math.Min(LabelCount, other.LabelCount);
        for (var i = 1; i <= common; i++)
        {
            var order = AsciiCase.Compare(Label(LabelCount - i), other.Label(other.LabelCount - i));
            if (order != 0)
            {
                return order;
            }
        }

        return LabelCount.CompareTo(other.LabelCount);
    }

    public static bool operator ==(DomainName? left, DomainName? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(DomainName? left, DomainName? right) => !(left == right);

    public static bool operator <(DomainName left, DomainName right) => left.CompareTo(right) < 0;

    public static bool operator >(DomainName left, DomainName right) => left.CompareTo(right) > 0;

    public static bool operator <=(DomainName left, DomainName right) => left.CompareTo(right) <= 0;

    public static bool operator >=(DomainName left, DomainName right) => left.CompareTo(right) >= 0;

    private int OffsetOf(int label)
    {
        var at = 0;
        for (var i = 0; i < label; i++)
        {
            at += 1 + _wire[at];
        }

        return at;
    }
}
