namespace Groundswell.Detection;

/// <summary>
/// The latest bins of a series as running sums, so that any window's count and expectation are two differences, with the local
/// factors as they stood after each bin (a window is judged by the factor from before it began).
/// </summary>
internal sealed class RecentBins
{
    public const int Scales = 4;

    private readonly int _mask;
    private readonly uint[] _counts; // running sum modulo 2^32: a difference over the ring is exact
    private readonly double[] _expected;
    private readonly float[] _local;

    public RecentBins(int capacity)
    {
        _mask = capacity - 1;
        _counts = new uint[capacity];
        _expected = new double[capacity];
        _local = new float[capacity * Scales];
        Array.Fill(_local, 1);
    }

    public int Capacity => _mask + 1;

    /// <summary>Reports after bin <paramref name="after"/> up to and including <paramref name="last"/>.</summary>
    public double Count(long after, long last) => unchecked(_counts[last & _mask] - _counts[after & _mask]);

    /// <summary>Expected counts over the same bins, by level and rhythm alone.</summary>
    public double Expected(long after, long last) => Math.Max(0, _expected[last & _mask] - _expected[after & _mask]);

    public double Local(long bin, int scale) => _local[((bin & _mask) * Scales) + scale];

    /// <summary>The first bin starts from nothing.</summary>
    public void Start(long before)
    {
        _counts[before & _mask] = 0;
        _expected[before & _mask] = 0;
        _local.AsSpan((int)(before & _mask) * Scales, Scales).Fill(1);
    }

    public void Append(long bin, int count, double expected, ReadOnlySpan<double> local)
    {
        var i = (int)(bin & _mask);
        var previous = (int)((bin - 1) & _mask);
        _counts[i] = unchecked(_counts[previous] + (uint)count);
        _expected[i] = _expected[previous] + expected;
        for (var k = 0; k < Scales; k++)
        {
            _local[(i * Scales) + k] = (float)local[k];
        }
    }

    /// <summary>Adds late reports to a bin that is still held.</summary>
    public void Amend(long bin, long last, int delta)
    {
        for (var b = bin; b <= last; b++)
        {
            _counts[b & _mask] = unchecked(_counts[b & _mask] + (uint)delta);
        }
    }

    public void Exchange(ref SnapshotCursor cursor)
    {
        cursor.Must(_mask);
        cursor.Fields<uint>(_counts);
        cursor.Fields<double>(_expected);
        cursor.Fields<float>(_local);
    }
}
