namespace Groundswell.Attribution;

/// <summary>How long ago a component may have failed: minutes, the nearest first, each with the minutes that it stands for.</summary>
internal sealed class AgeGrid
{
    public const int Most = 44;

    /// <summary>Ages for a first look.</summary>
    public const int MostCoarse = 12;

    private const int CoarseAlone = 2; // the oldest stand for many minutes each

    private const int Plain = 22;
    private const int Bursts = 3;
    private const float OnsetFrom = 2;

    /// <summary>Onsets further apart than this are two bursts.</summary>
    private const float Apart = 12;

    /// <summary>Outages of components mostly end within so many minutes: longer ago, ever fewer of those that began still go on.</summary>
    private const double Lasting = 150;

    private static readonly int[] Usual = [1, 2, 3, 4, 6, 8, 10, 12, 15, 18, 21, 25, 29, 34, 40, 47, 55, 64, 75, 90, 120, 180];

    private readonly int[] _ages = new int[Most];
    private readonly double[] _widths = new double[Most];
    private readonly double[] _masses = new double[Most];
    private readonly int[] _coarse = new int[MostCoarse];
    private readonly double[] _coarseWidths = new double[MostCoarse];
    private readonly double[] _coarseMasses = new double[MostCoarse];
    private readonly int[] _coarseOf = new int[Most];
    private readonly float[] _onsets = new float[1024];

    public int Count { get; private set; }

    /// <summary>Another number wherever the ages are others than at the time before.</summary>
    public int Version { get; private set; }

    public ReadOnlySpan<int> Ages => _ages.AsSpan(0, Count);

    /// <summary>A few of the ages, evenly.</summary>
    public ReadOnlySpan<int> CoarseAges => _coarse;

    /// <summary>Minutes that each of the few stands for.</summary>
    public ReadOnlySpan<double> CoarseWidths => _coarseWidths;

    public ReadOnlySpan<double> Widths => _widths.AsSpan(0, Count);

    /// <summary>
    /// Minutes in which what fails still would have begun: widths times the share of outages that last so long. All of them together
    /// stay below twice <see cref="Lasting"/>, however far the grid goes back.
    /// </summary>
    public ReadOnlySpan<double> Masses => _masses.AsSpan(0, Count);

    /// <summary><see cref="Masses"/> of the few.</summary>
    public ReadOnlySpan<double> CoarseMasses => _coarseMasses;

    /// <summary>
    /// The usual steps, and finer ones around the onsets of those who are surely down: onsets tell to within minutes, and a cell that
    /// stood for half an hour would count what they tell at one of its minutes for all of them.
    /// </summary>
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

        Span<int> before = stackalloc int[Most];
        Ages.CopyTo(before);
        before = before[..Count];
        Usual.CopyTo(_ages, 0);
        Count = Plain;
        var sorted = _onsets.AsSpan(0, onsets);
        sorted.Sort();
        AddBursts(sorted);
        Sort();
        Version += before.SequenceEqual(Ages) ? 0 : 1;
    }

    /// <summary>Place of the coarse age that stands for one of the ages.</summary>
    public int CoarseOf(int cell) => _coarseOf[cell];

    /// <summary>Looks closely at the largest bursts of onsets, each from a little after its last to a quarter of an hour before its first.</summary>
    private void AddBursts(ReadOnlySpan<float> onsets)
    {
        Span<(int From, int Count)> largest = stackalloc (int, int)[Bursts];
        var from = 0;
        for (var i = 1; i <= onsets.Length; i++)
        {
            if (i < onsets.Length && onsets[i] - onsets[i - 1] <= Apart)
            {
                continue;
            }

            for (var (at, burst) = (0, (From: from, Count: i - from)); at < Bursts; at++)
            {
                if (burst.Count > largest[at].Count)
                {
                    (largest[at], burst) = (burst, largest[at]);
                }
            }

            from = i;
        }

        foreach (var (first, count) in largest)
        {
            if (count == 0)
            {
                continue;
            }

            var (youngest, oldest) = (onsets[first], onsets[first + count - 1]);
            Add(youngest - 6);
            Add(onsets[first + (count / 3)] + 3);
            Add(onsets[first + (2 * count / 3)] + 3);
            Add(oldest + 1);
            Add(oldest + 3);
            Add(oldest + 8);
            Add(oldest + 16);
        }
    }

    private void Add(float minutes)
    {
        if (minutes >= 1)
        {
            _ages[Count++] = (int)Math.Min(10_000, minutes);
        }
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
            _masses[i] = _widths[i] * (_ages[i] <= Lasting ? 1 : Lasting / _ages[i] * (Lasting / _ages[i]));
        }

        for (var i = 0; i < MostCoarse; i++)
        {
            var (first, end) = (CoarseFrom(i), CoarseFrom(i + 1));
            _coarse[i] = _ages[(first + end) / 2];
            (_coarseWidths[i], _coarseMasses[i]) = (0, 0);
            for (var j = first; j < end; j++)
            {
                _coarseWidths[i] += _widths[j];
                _coarseMasses[i] += _masses[j];
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
