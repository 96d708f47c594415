using System.Numerics;

namespace Groundswell.Concentration;

/// <summary>64 counters beside each other, a bit of each in a word: adding one to any of them is a few operations for all.</summary>
internal sealed class LaneCounter
{
    private readonly ulong[] _planes = new ulong[32]; // the lowest bits first

    private int _used;

    public void Clear()
    {
        _planes.AsSpan(0, _used).Clear();
        _used = 0;
    }

    /// <summary>Adds one to the counters whose bit is set.</summary>
    public void Add(ulong lanes)
    {
        for (var i = 0; lanes != 0; i++)
        {
            var carry = _planes[i] & lanes;
            _planes[i] ^= lanes;
            lanes = carry;
            _used = Math.Max(_used, i + 1);
        }
    }

    /// <summary>Counters that have come to at least so many.</summary>
    public ulong AtLeast(int number)
    {
        // Compared from the highest bit: greater as soon as a bit is set that the number has not.
        var (greater, equal) = (0UL, ulong.MaxValue);
        var bits = Math.Max(_used, 32 - BitOperations.LeadingZeroCount((uint)number));
        for (var i = bits - 1; i >= 0; i--)
        {
            if ((number >> i & 1) != 0)
            {
                equal &= _planes[i];
            }
            else
            {
                greater |= equal & _planes[i];
                equal &= ~_planes[i];
            }
        }

        return greater | equal;
    }

    public int this[int lane]
    {
        get
        {
            var sum = 0;
            for (var i = 0; i < _used; i++)
            {
                sum |= (int)(_planes[i] >> lane & 1) << i;
            }

            return sum;
        }
    }
}
