namespace Groundswell.Attribution;

/// <summary>How long ago a component may have failed: minutes, the nearest first, each with the minutes that it stands for.</summary>
internal sealed class AgeGrid
{
    public const int Most = 32;

    private const int Plain = 22;
    private const int FromOnsets = 8;
    private const float OnsetFrom = 2;

    private static readonly int[] Usual = [1, 2, 3, 4, 6, 8, 10, 12, 15, 18, 21, 25, 29, 34, 40, 47, 55, 64, 75, 90, 120, 180];

    private readonly int[] _ages = new int[Most];
    private readonly double[] _widths = new double[Most];
    private readonly float[] _onsets = new float[1024];

    private int _early;
    private int _middle;

    public int Count { get; private set; }

    public ReadOnlySpan<int> Ages => _ages.AsSpan(0, Count);

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
        (_early, _middle) = (25, 70);
        if (onsets > 0)
        {
            var sorted = _onsets.AsSpan(0, onsets);
            sorted.Sort();
            (_early, _middle) = ((int)sorted[onsets - 1 - (onsets / 8)] + 2, (int)sorted[onsets / 2] + 4);
            for (var i = 0; i < FromOnsets; i++)
            {
                _ages[Count++] = (int)Math.Min(10_000, sorted[(int)((i + 0.5) / FromOnsets * onsets)] + 3);
            }
        }

        Sort();
    }

    /// <summary>A few ages that are far apart: before the first onsets, before their middle, and two usual ones.</summary>
    public void Coarse(Span<int> ages)
    {
        ages[0] = _early;
        ages[1] = _middle;
        ages[2] = 12;
        ages[3] = 45;
    }

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
    }
}
