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
        double count = 0, expected = 0;
        for (var bin = after + 1; bin <= last; bin++)
        {
            count += Count(bin);
            expected += Expected(bin);
        }

        return (count, expected);
    }

    public void Exchange(ref SnapshotCursor cursor)
    {
        cursor.Fields<uint>(_counts);
        cursor.Fields<float>(_expected);
    }
}
