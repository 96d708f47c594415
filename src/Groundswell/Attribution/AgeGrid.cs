namespace Groundswell.Attribution;

/// <summary>How long ago a component may have failed: minutes, the nearest first, each with the minutes that it stands for.</summary>
internal sealed class AgeGrid
{
    public const int Most = 32;

    /// <summary>Ages for a first look.</summary>
    public const int MostCoarse = 12;

    private const int CoarseAlone = 2; // the oldest stand for many minutes each

    private const int Plain = 22;
    private const int FromOnsets = 8;
    private const float OnsetFrom = 2;

    private static readonly int[] Usual = [1, 2, 3, 4, 6, 8, 10, 12, 15, 18, 21, 25, 29, 34, 40, 47, 55, 64, 75, 90, 120, 180];

    private readonly int[] _ages = new int[Most];
    private readonly double[] _widths = new double[Most];
    private readonly int[] _coarse = new int[MostCoarse];
    private readonly double[] _coarseWidths = new double[MostCoarse];
    private readonly int[] _coarseOf = new int[Most];
    private readonly float[] _onsets = new float[1024];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Ages => _ages.AsSpan(0, Count);

    /// <summary>A few of the ages, evenly.</summary>
    public ReadOnlySpan<int> CoarseAges => _coarse;

    /// <summary>Minutes that each of the few stands for.</summary>
    public ReadOnlySpan<double> CoarseWidths => _coarseWidths;

    public ReadOnlySpan<double> Widths => _widths.AsSpan(0, Count);

    /// <summary>The usual steps, and finer ones before the onsets of those who are surely down.</summary>
    public void Fit(AttributionEvidence evidence)
    {
        var onsets = 0;
        foreach (var service in evidence.Services)
        {
            if (evidence.LogBayesFactor[service] > OnsetFrom && !float.IsNaN(evidence.OnsetAge[service]) && onsets < _onsets.Length)
            {
                _onsets[onsets++] = evidence.OnsetAge[service];
            }
        }

        Usual.CopyTo(_ages, 0);
        Count = Plain;
        if (onsets > 0)
        {
            var sorted = _onsets.AsSpan(0, onsets);
            sorted.Sort();
            for (var i = 0; i < FromOnsets; i++)
            {
                _ages[Count++] = (int)Math.Min(10_000, sorted[(int)((i + 0.5) / FromOnsets * onsets)] + 3);
            }
        }

        Sort();
    }

    /// <summary>Place of the coarse age that stands for one of the ages.</summary>
    public int CoarseOf(int cell) => _coarseOf[cell];

    private void Sort()
    {
        _ages.AsSpan(0, Count).Sort();
        var kept = 1;
        for (var i = 1; i < Count; i++)
        {
            if (_ages[i] != _ages[kept - 1])
            {
                _ages[kept++] = _ages[i];
            }
        }

        Count = kept;
        for (var i = 0; i < Count; i++)
        {
            var from = i == 0 ? 0.5 : (_ages[i - 1] + _ages[i]) / 2.0;
            var to = i == Count - 1 ? _ages[i] + ((_ages[i] - _ages[i - 1]) / 2.0) : (_ages[i] + _ages[i + 1]) / 2.0;
            _widths[i] = to - from;
        }

        for (var i = 0; i < MostCoarse; i++)
        {
            var (first, end) = (CoarseFrom(i), CoarseFrom(i + 1));
            _coarse[i] = _ages[(first + end) / 2];
            _coarseWidths[i] = 0;
            for (var j = first; j < end; j++)
            {
                _coarseWidths[i] += _widths[j];
                _coarseOf[j] = i;
            }
        }
    }

    private int CoarseFrom(int coarse)
    {
        const int shared = MostCoarse - CoarseAlone;
        return coarse <= shared ? coarse * (Count - CoarseAlone) / shared : Count - MostCoarse + coarse;
    }
}
