using System.Buffers;

namespace Groundswell.Detection;

/// <summary>
/// Judges one series of counts in bins of a regular width, each bin by itself and those before it. Works from the first bin of a
/// series' life; keeps about seven kilobytes and allocates nothing a bin. The mathematics and their sources: <c>docs/detection.md</c>.
/// Not safe for concurrent use: a series has one owner.
/// </summary>
public sealed partial class SeriesDetector
{
    private const int SnapshotVersion = 2;
    private const double PriorReports = 0.5; // with PriorHours: two reports an hour, worth a quarter of an hour of watching
    private const double PriorHours = 0.25;
    private const double PriorDispersion = 2; // variance over mean; people report in pairs and spurts
    private const double PriorDispersionCounts = 30;
    private const double LevelHalfLifeDays = 4;
    private const double FastHalfLifeDays = 0.5;
    private const double DispersionHalfLifeDays = 7;
    private const double StructureMinutes = 5; // how often spread and half-lives are learned
    private const double FitHours = 6; // how often the rhythm is fitted anew

    private readonly DetectorOptions _options;
    private readonly double _binSeconds;
    private readonly double _binsPerDay;
    private readonly WindowLengths _lengths;
    private readonly double[] _fade; // mean fading of a local factor over the next i bins
    private readonly int[] _fitLengths;
    private readonly int[] _evidenceLengths;
    private readonly int _structureStride;
    private readonly int _fitStride;
    private readonly double _levelKeep;
    private readonly double _fastKeep;
    private readonly double _dispersionKeep;
    private readonly double _outageKeep;
    private readonly double _priorBins;
    private readonly long _learnBins;
    private readonly long _acceptBins;
    private readonly long _matureBins;
    private readonly int _idleStride;
    private readonly double _plainSquare;

    private readonly Rhythm _rhythm;
    private readonly RecentBins _recent;
    private readonly LocalLevels _local;
    private readonly WindowSpread _spread;
    private Episode _episode;
    private long _next;
    private long _before; // the last bin before those that are held
    private long _age; // bins observed
    private double _levelCount;
    private double _levelExposure;
    private double _fastCount;
    private double _fastExposure;
    private double _squares;
    private double _squaresMean;
    private double _latestDecades;
    private double _latestMean;
    private long _latestSkipped; // the last bin that was passed over
    private byte _started;
    private int _idleBins; // silent bins that are not learned yet
    private double _idleFactors;
    private double _idleMeans;
    private double _youth = FullYouth; // by age alone, so not in the snapshot
    private long _youthAge;

    public SeriesDetector(DetectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Checked();
        _binSeconds = options.BinWidth.TotalSeconds;
        _binsPerDay = 86_400 / _binSeconds;
        _lengths = new WindowLengths(_binSeconds);
        _rhythm = new Rhythm(_binSeconds);
        _recent = new RecentBins(_lengths.Capacity);
        _local = new LocalLevels(_binSeconds);
        _structureStride = (int)Math.Max(1, Math.Round(StructureMinutes * 60 / _binSeconds));
        _fitStride = (int)Math.Max(1, Math.Round(FitHours * 3600 / _binSeconds));
        _spread = new WindowSpread(_lengths.Bins.Length, Math.Max(StructureMinutes * 60, _binSeconds));
        _levelKeep = Math.Pow(0.5, 1 / (LevelHalfLifeDays * _binsPerDay));
        _fastKeep = Math.Pow(0.5, 1 / (FastHalfLifeDays * _binsPerDay));
        _dispersionKeep = Math.Pow(0.5, 1 / (DispersionHalfLifeDays * _binsPerDay));
        _outageKeep = Math.Pow(0.5, _binSeconds / 3600);
        _priorBins = PriorHours * 3600 / _binSeconds;
        _learnBins = Math.Max(MinimumLearnBins, (long)Math.Ceiling(options.LearnFor.TotalSeconds / _binSeconds));
        _acceptBins = (long)Math.Ceiling(options.AcceptChangeAfter.TotalSeconds / _binSeconds);
        _fitLengths = Lengths(10, 15, 20, 30, 60);
        _evidenceLengths = Lengths(5, 15, 30, 60);
        _fade = FadeByLength(_lengths.Capacity, _binSeconds);
        _matureBins = Math.Max(_learnBins, (long)_binsPerDay);
        _idleStride = Math.Max(1, (int)(_rhythm.SlotSeconds / _binSeconds));
        DownDecades = Math.Max(MinimumDownDecades, Math.Log10(_binsPerDay * 7 * WindowLengths.LooksPerBin / options.FalseAlarmsPerWeek));
        _plainSquare = CalmShare * DownDecades > GateOpen ? PlainSquare : 0;
    }

    /// <summary>The next bin that <see cref="Observe"/> or <see cref="Skip"/> takes, or null before the first.</summary>
    public long? NextBin => _started == 0 ? null : _next;

    /// <summary>Bins observed so far.</summary>
    public long Age => _age;

    /// <summary>−log10 of the tail probability at which the series is called down.</summary>
    public double DownDecades { get; }

    /// <summary>Added to the threshold: the price of looking at several series for one answer. In decades.</summary>
    internal double PriceDecades { get; set; }

    internal SeriesState State => _latestSkipped == _next - 1 ? SeriesState.Unknown : _episode.State;

    /// <summary>First bin of the present excess, or null where there is none.</summary>
    internal long? OnsetBin => State == SeriesState.Unknown ? null : OnsetOf(_episode);

    private double Level => (_levelCount + PriorReports) / (_levelExposure + _priorBins);

    private double Dispersion =>
        Math.Max(1, (_squares + (PriorDispersion * PriorDispersionCounts)) / (_squaresMean + PriorDispersionCounts));

    /// <summary>Closes a bin. Bins are consecutive; <see cref="Skip"/> tells of missing ones.</summary>
    /// <exception cref="ArgumentException">The bin is not the next one, or the count is negative.</exception>
    public Assessment Observe(long bin, int count)
    {
        Advance(bin, count, scored: true);
        return Latest();
    }

    /// <summary>Passes over bins in which nothing could be heard, up to and including <paramref name="bin"/>. They are not zeros.</summary>
    /// <exception cref="ArgumentException">The bin was closed before.</exception>
    public Assessment Skip(long bin)
    {
        Begin(bin);
        ArgumentOutOfRangeException.ThrowIfLessThan(bin, _next);
        SettleIdle(_next - 1);
        var expectation = Expect(bin);
        var gap = bin - _next + 1;
        if (gap > _recent.Capacity)
        {
            _next = bin + 1;
            Restart();
        }
        else
        {
            for (; _next <= bin; _next++)
            {
                _recent.Append(_next, 0, 0, _local.Factors);
            }
        }

        if (gap * _binSeconds >= 3600)
        {
            // What ended or began meanwhile is not known.
            _episode = new Episode { State = _episode.State == SeriesState.Unknown ? SeriesState.Unknown : SeriesState.Normal, Since = bin, Floor = bin };
        }

        _latestSkipped = bin;
        return new Assessment
        {
            Bin = bin,
            State = SeriesState.Unknown,
            Observed = double.NaN,
            Expected = expectation.Expected,
            Lower = expectation.Lower,
            Upper = expectation.Upper,
            Score = 0,
            LogBayesFactor = 0,
            Information = 0,
        };
    }

    /// <summary>Judges the open bin after a part of it, without learning from it.</summary>
    /// <param name="fractionOfBin">How much of the bin has passed, above 0 to 1.</param>
    /// <param name="countSoFar">Reports in that part.</param>
    public Assessment Peek(double fractionOfBin, int countSoFar)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(countSoFar);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fractionOfBin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fractionOfBin, 1);
        if (NextBin is null)
        {
            throw new InvalidOperationException("A detector that has closed no bin yet has no open one.");
        }

        var judgement = Judge(_next, fractionOfBin, countSoFar, _episode.Floor, scored: true);
        var episode = Step(_episode, _next, fractionOfBin, countSoFar, judgement);
        return Describe(_next, countSoFar, fractionOfBin, NextMean(_next), judgement.Decades, episode, afterwards: false);
    }

    /// <summary><see cref="Peek"/> without the score: state, onset and expectation of the open bin's part.</summary>
    internal (SeriesState State, long? OnsetBin, double Expected) PeekState(double fractionOfBin, int countSoFar)
    {
        var judgement = Judge(_next, fractionOfBin, countSoFar, _episode.Floor, scored: false);
        var episode = Step(_episode, _next, fractionOfBin, countSoFar, judgement);
        return (episode.State, OnsetOf(episode), NextMean(_next) * fractionOfBin);
    }

    /// <summary>What any bin, past or future, is expected to hold by the present baseline. Meant for charts.</summary>
    public Expectation Expect(long bin)
    {
        if (_age == 0)
        {
            return Expectation.None;
        }

        var distance = Math.Abs(bin - _next) * _binSeconds / LocalLevels.Memory.TotalSeconds;
        var local = distance > 20 ? 1 : 1 + ((_local.Factors[_spread.Pick(0)] - 1) * Math.Exp(-distance));
        return Band(Level * _rhythm.At(bin) * local);
    }

    /// <summary>Late reports in a bin closed before; ignored where the bin is no longer held.</summary>
    public void Amend(long bin, int delta)
    {
        var last = _next - 1;
        if (_age > 0 && bin <= last && bin > _before && bin > last - _recent.Capacity)
        {
            _recent.Amend(bin, last, delta);
        }
    }

    /// <summary>Writes all state, in a compact form with a version; <see cref="Read"/> continues from it bit for bit.</summary>
    public void Write(IBufferWriter<byte> writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var cursor = SnapshotCursor.Into(writer);
        Exchange(ref cursor);
    }

    /// <summary>The detector that wrote these bytes, or null where they are of another version, of another bin width, or damaged.</summary>
    public static SeriesDetector? Read(ReadOnlySpan<byte> snapshot, DetectorOptions options)
    {
        var detector = new SeriesDetector(options);
        var cursor = SnapshotCursor.From(snapshot);
        detector.Exchange(ref cursor);
        return cursor.IsBroken || !cursor.IsAtEnd ? null : detector;
    }

    internal void Exchange(ref SnapshotCursor cursor)
    {
        cursor.Must(SnapshotVersion);
        cursor.Must(_options.BinWidth.Ticks);
        _rhythm.Exchange(ref cursor);
        _recent.Exchange(ref cursor);
        _local.Exchange(ref cursor);
        _spread.Exchange(ref cursor);
        cursor.Field(ref _episode.State);
        cursor.Field(ref _episode.Since);
        cursor.Field(ref _episode.Floor);
        cursor.Field(ref _episode.Onset);
        cursor.Field(ref _episode.HasOnset);
        cursor.Field(ref _episode.LeftNormal);
        cursor.Field(ref _episode.OutageCount);
        cursor.Field(ref _episode.OutageExpected);
        cursor.Field(ref _next);
        cursor.Field(ref _before);
        cursor.Field(ref _age);
        cursor.Field(ref _levelCount);
        cursor.Field(ref _levelExposure);
        cursor.Field(ref _fastCount);
        cursor.Field(ref _fastExposure);
        cursor.Field(ref _squares);
        cursor.Field(ref _squaresMean);
        cursor.Field(ref _latestDecades);
        cursor.Field(ref _latestMean);
        cursor.Field(ref _latestSkipped);
        cursor.Field(ref _started);
        cursor.Field(ref _idleBins);
        cursor.Field(ref _idleFactors);
        cursor.Field(ref _idleMeans);
        if (!Enum.IsDefined(_episode.State) || _next <= _before || _idleBins < 0 || _idleBins > _idleStride)
        {
            cursor.Break();
        }

        SetYouth();
    }

    private static long? OnsetOf(in Episode episode) =>
        episode.HasOnset != 0 && episode.State is SeriesState.Suspect or SeriesState.Down ? episode.Onset : null;

    private static double[] FadeByLength(int capacity, double binSeconds)
    {
        var fade = new double[capacity + 1];
        fade[0] = 1;
        var sum = 0.0;
        for (var i = 1; i <= capacity; i++)
        {
            sum += Math.Exp(-i * binSeconds / LocalLevels.Memory.TotalSeconds);
            fade[i] = sum / i;
        }

        return fade;
    }

    private int[] Lengths(params ReadOnlySpan<int> minutes)
    {
        SortedSet<int> lengths = [];
        foreach (var m in minutes)
        {
            lengths.Add(Math.Clamp((int)Math.Round(m * 60 / _binSeconds), 1, _lengths.Capacity / 2));
        }

        return [.. lengths];
    }

    private void Begin(long bin)
    {
        if (NextBin is null)
        {
            _started = 1;
            _next = bin;
            _latestSkipped = bin - 1;
            Restart();
        }
    }

    private void Restart()
    {
        _before = _next - 1;
        _recent.Start(_before);
        _episode = new Episode { State = _age == 0 ? SeriesState.Unknown : _episode.State, Since = _next, Floor = _before };
    }

    private double NextMean(long bin) => Level * _rhythm.At(bin) * (1 + ((_local.Factors[_spread.Pick(0)] - 1) * _fade[1]));

    private Expectation Band(double mean)
    {
        var size = NegativeBinomial.Size(mean, Variance(mean, 0));
        return new Expectation(mean, NegativeBinomial.Quantile(0.025, -1.959964, mean, size), NegativeBinomial.Quantile(0.975, 1.959964, mean, size));
    }
}
