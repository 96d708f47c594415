using System.Runtime.Intrinsics;

namespace Groundswell.Detection;

/// <summary>The latest bins of a series: what was counted, and what level and rhythm expected.</summary>
internal sealed class RecentBins
{
    /// <summary>Bins that are held; a power of two.</summary>
    public const int Capacity = 128;

    private readonly uint[] _counts = new uint[Capacity];
    private readonly float[] _expected = new float[Capacity];

    public double Count(long bin) => _counts[bin & (Capacity - 1)];

    /// <summary>0 where the bin is missing.</summary>
    public double Expected(long bin) => _expected[bin & (Capacity - 1)];

    public void Set(long bin, int count, double expected)
    {
        _counts[bin & (Capacity - 1)] = (uint)count;
        _expected[bin & (Capacity - 1)] = (float)expected;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Array.Clear(_counts);
        Array.Clear(_expected);
    }

    /// <summary>Adds late reports to a bin that is held.</summary>
    public void Amend(long bin, int delta) =>
        _counts[bin & (Capacity - 1)] = (uint)Math.Clamp(_counts[bin & (Capacity - 1)] + (long)delta, 0, int.MaxValue);

    /// <summary>Counts and expectations of the bins after <paramref name="after"/> up to and including <paramref name="last"/>.</summary>
    public (double Count, double Expected) Sum(long after, long last)
    {
        var length = (int)Math.Min(Capacity, last - after);
        if (length <= 0)
        {
            return (0, 0);
        }

        // The ring as two runs, of which the second may be empty.
        var first = (int)((last - length + 1) & (Capacity - 1));
        var whole = Math.Min(length, Capacity - first);
        return (
            Sum(_counts.AsSpan(first, whole)) + Sum(_counts.AsSpan(0, length - whole)),
            Sum(_expected.AsSpan(first, whole)) + Sum(_expected.AsSpan(0, length - whole)));
    }

    /// <summary>Reports alone.</summary>
    public double Reports(long after, long last)
    {
        var sum = 0L;
        for (var bin = after + 1; bin <= last; bin++)
        {
            sum += _counts[bin & (Capacity - 1)];
        }

        return sum;
    }

    public void Exchange(ref SnapshotCursor cursor)
    {
        cursor.Runs<uint>(_counts);
        cursor.Runs<float>(_expected);
    }

    private static double Sum(ReadOnlySpan<uint> counts)
    {
        var (low, high) = (Vector256<ulong>.Zero, Vector256<ulong>.Zero);
        var i = 0;
        for (; i + Vector256<uint>.Count <= counts.Length; i += Vector256<uint>.Count)
        {
            var (a, b) = Vector256.Widen(Vector256.Create(counts[i..]));
            low += a;
            high += b;
        }

        var sum = Vector256.Sum(low + high);
        for (; i < counts.Length; i++)
        {
            sum += counts[i];
        }

        return sum;
    }

    private static double Sum(ReadOnlySpan<float> expected)
    {
        var (low, high) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var i = 0;
        for (; i + Vector256<float>.Count <= expected.Length; i += Vector256<float>.Count)
        {
            var (a, b) = Vector256.Widen(Vector256.Create(expected[i..]));
            low += a;
            high += b;
        }

        var sum = Vector256.Sum(low + high);
        for (; i < expected.Length; i++)
        {
            sum += expected[i];
        }

        return sum;
    }
}
