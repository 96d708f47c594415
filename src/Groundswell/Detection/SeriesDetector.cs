using System.Buffers;

namespace Groundswell.Detection;

/// <summary>
/// Judges one series of counts in bins of a regular width, each bin by itself and those before it. Works from the first bin of a
/// series' life; keeps less than four kilobytes and allocates nothing a bin. Bins that are passed over in silence cost next to nothing.
/// The mathematics and their sources: <c>docs/detection.md</c>. Not safe for concurrent use: a series has one owner.
/// </summary>
public sealed partial class SeriesDetector
{
    private const int SnapshotVersion = 6;

    private readonly SeriesModel _model;
    private readonly Func<long, double>? _holidays; // how much of a holiday a bin is, 0 to 1
    private Rhythm? _parent; // whose rhythm stands in while this series has not shown its own
    private Rhythm? _own;
    private readonly RecentBins _recent = new();
    private FilterState _filter;
    private FilterState _middle; // as it was some bins ago, and ...
    private FilterState _earlier; // ... some more, so that late reports can be judged where they belong
    private long _middleBin;
    private long _earlierBin;
    private Episode _episode;
    private long _next;
    private long _before; // the last bin before those that are held
    private long _age; // bins watched
    private long _calmBin; // the present excess must have begun after it: what lies before was another outage
    private long _acceptedBin; // at which the latest change that lasted was accepted
    private double _levelCount;
    private double _levelExposure;
    private LastingChange _change;
    private double _formerLevel; // before the latest change that lasted
    private long _formerUntil; // the bin up to which it is remembered
    private DispersionLaw _dispersion;
    private AlarmRecord _alarms;
    private double _covariance;
    private double _covarianceMean;
    private double _block;
    private double _blockMean;
    private double _blockBefore;
    private double _blockBeforeMean;
    private double _latestMean;
    private double _latestDrift;
    private long _latestSkipped; // the last bin that was passed over unheard
    private byte _started;

    public SeriesDetector(DetectorOptions options)
        : this(SeriesModel.Of(options), parent: null, HolidaysOf(options))
    {
    }

    /// <param name="model">Shared by all series with the same options.</param>
    /// <param name="parent">Lends its rhythm until this series has reports enough for its own; null where there is none.</param>
    /// <param name="holidays">How much of a holiday a bin is, 0 to 1; null where there are none.</param>
    internal SeriesDetector(SeriesModel model, Rhythm? parent, Func<long, double>? holidays)
    {
        _model = model;
        _holidays = holidays;
        _parent = parent;
        _own = parent is null ? new Rhythm(model.BinSeconds, model.Clock) : null;
        _filter = _middle = _earlier = FilterState.Calm(FullYouth);
    }

    /// <summary>The next bin that <see cref="Observe"/> or <see cref="Skip"/> takes, or null before the first.</summary>
    public long? NextBin => _started == 0 ? null : _next;

    /// <summary>Bins watched so far.</summary>
    public long Age => _age;

    /// <summary>Decades of evidence at which the series is called down.</summary>
    public double DownDecades => _model.DownDecades;

    /// <summary>Added to the threshold: the price of looking at several series for one answer. In decades.</summary>
    internal double PriceDecades { get; set; }

    /// <summary>How much of what was promised of false alarms is kept here.</summary>
    public FalseAlarms FalseAlarms => _alarms.FalseAlarms(_model);

    internal Rhythm Rhythm => _own ?? _parent!;

    internal SeriesState State => IsUnheard ? SeriesState.Unknown : _episode.State;

    /// <summary>The first bin of the present silence; null where the series is not quieter than possible.</summary>
    internal long? QuietSince => !IsUnheard && _episode is { State: SeriesState.Unknown, QuietSince: not 0 } ? _episode.QuietSince : null;

    /// <summary>A change that had lasted for days was taken for the usual within the last hour.</summary>
    internal bool BecameUsual => _acceptedBin != 0 && _next - _acceptedBin <= _model.Bins(ForgetSeconds / 60);

    /// <summary>What the bins closed so far say.</summary>
    internal Sign Sign => SignOf(_filter, 0, 0);

    private bool IsUnheard => _started != 0 && _latestSkipped == _next - 1;

    /// <summary>Closes a bin. Bins between the last one and this are silent; <see cref="Skip"/> tells of missing ones.</summary>
    /// <exception cref="ArgumentException">The bin was closed before, or the count is negative.</exception>
    public Assessment Observe(long bin, int count)
    {
        Advance(bin, count);
        return Latest();
    }

    /// <summary>Passes over bins in which nothing could be heard, up to and including <paramref name="bin"/>. They are not zeros.</summary>
    /// <exception cref="ArgumentException">The bin was closed before.</exception>
    public Assessment Skip(long bin)
    {
        Begin(bin);
        ArgumentOutOfRangeException.ThrowIfLessThan(bin, _next);
        SettleOnset();
        var expectation = Expect(bin);
        var gap = bin - _next + 1;
        if (gap >= RecentBins.Capacity)
        {
            _next = bin + 1;
            Restart();
        }
        else
        {
            for (; _next <= bin; _next++)
            {
                _recent.Set(_next, 0, 0);
            }
        }

        if (gap * _model.BinSeconds >= ForgetSeconds)
        {
            // What ended or began meanwhile is not known.
            _episode = new Episode { State = _episode.State == SeriesState.Unknown ? SeriesState.Unknown : SeriesState.Normal, Since = bin };
            _filter = FilterState.Calm(Drift(bin));
        }

        RememberFilter(_next, always: true);
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
            Known = Known,
        };
    }

    /// <summary>Judges the open bin after a part of it, without learning from it.</summary>
    /// <param name="fractionOfBin">How much of the bin has passed, above 0 to 1.</param>
    /// <param name="countSoFar">Reports in that part.</param>
    public Assessment Peek(double fractionOfBin, int countSoFar) => Peek(fractionOfBin, countSoFar, out _);

    /// <summary>The same, and what it stands on.</summary>
    internal Assessment Peek(double fractionOfBin, int countSoFar, out Sign sign)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(countSoFar);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fractionOfBin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fractionOfBin, 1);
        if (NextBin is null)
        {
            throw new InvalidOperationException("A detector that has closed no bin yet has no open one.");
        }

        (var filter, sign) = PeekSign(fractionOfBin, countSoFar);
        var episode = _episode;
        if (StepEpisode(ref episode, _next, sign))
        {
            FindOnset(ref episode, filter.Shift, Drift(_next), _next, countSoFar, fractionOfBin);
        }

        return Describe(_next, countSoFar, Usual(Baseline(_next)), filter, sign, episode);
    }

    /// <summary><see cref="Peek(double, int)"/> without the score: what the open bin says, and the state.</summary>
    internal (Sign Sign, SeriesState State) PeekState(double fractionOfBin, int countSoFar)
    {
        var (_, sign) = PeekSign(fractionOfBin, countSoFar);
        var episode = _episode;
        StepEpisode(ref episode, _next, sign);
        return (sign, episode.State);
    }

    /// <summary>The state by the open bin, and what is expected of its part.</summary>
    internal (SeriesState State, double Expected) PeekPart(double fractionOfBin, int countSoFar) =>
        (PeekState(fractionOfBin, countSoFar).State, Usual(Baseline(_next)) * fractionOfBin);

    /// <summary>What any bin, past or future, is expected to hold by the present baseline. Meant for charts.</summary>
    public Expectation Expect(long bin) => _age == 0 ? Expectation.None : Band(ExpectMean(bin), Drift(bin));

    /// <summary>The mean of <see cref="Expect"/> alone; NaN where nothing is known.</summary>
    internal double ExpectMean(long bin)
    {
        if (_age == 0)
        {
            return double.NaN;
        }

        var distance = Math.Abs(bin - _next) * _model.BinSeconds / FilterModel.Memory.TotalSeconds;
        var shift = distance > 20 ? 0 : _filter.Shift * Math.Exp(-distance);
        return Math.Max(LeastMean, Baseline(bin) * (1 + shift));
    }

    /// <summary>Late reports in a bin closed before. They count and are judged where the bin is still held, and are not learned.</summary>
    public void Amend(long bin, int delta)
    {
        if (_age == 0 || bin >= _next || bin <= Math.Max(_before, _next - RecentBins.Capacity))
        {
            return;
        }

        SettleOnset();
        _recent.Amend(bin, delta);
        if (bin >= _earlierBin && _age >= _model.LearnBins)
        {
            Judge(ref _earlier, _earlierBin, _middleBin, out _middle);
            Judge(ref _middle, _middleBin, _next, out _filter);
        }
    }

    /// <summary>Lends a rhythm to a series that has one of its own: it stands in where own reports are few.</summary>
    internal void Lend(Rhythm parent)
    {
        _parent = parent;
        if (!HasDays)
        {
            _own?.Borrow(parent);
        }
    }

    /// <summary>
    /// Makes this the detector of a part of a service that was silent until now: it has watched as long as the whole has, and heard so many
    /// reports, discounted as levels are.
    /// </summary>
    internal void Wake(SeriesDetector whole, double count, long bin)
    {
        _started = 1;
        _next = bin;
        _before = bin - 1;
        _latestSkipped = bin - 2;
        _age = Math.Max(0, whole._age - 1);
        (_levelCount, _levelExposure) = (count, whole._levelExposure);
        _episode.Enter(HasLearned ? SeriesState.Normal : SeriesState.Unknown, bin);
        _filter = FilterState.Calm(Drift(bin));
        RememberFilter(bin, always: true);
    }

    /// <summary>Takes what later evidence says of what was called down between two bins; it is remembered for the latest time only.</summary>
    public void Reconsider(long from, long to, AlarmVerdict verdict) => _alarms.Reconsider(from, to, verdict, _model);

    /// <summary>The service of which this is a part recovers: what is not quite calm here is its last reports.</summary>
    internal void RecoverWithWhole(long bin)
    {
        if (_episode.State is SeriesState.Down or SeriesState.Suspect && _filter.Odds < TailOdds)
        {
            ForgetOutage();
            _episode.Enter(SeriesState.Recovering, bin);
        }
    }

    /// <summary>Writes all state, in a compact form with a version; <see cref="Read"/> continues from it bit for bit.</summary>
    public void Write(IBufferWriter<byte> writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var cursor = SnapshotCursor.Into(writer);
        Exchange(ref cursor);
    }

    /// <summary>The detector that wrote these bytes, or null where they are of another version, of another bin width or zone, or damaged.</summary>
    public static SeriesDetector? Read(ReadOnlySpan<byte> snapshot, DetectorOptions options)
    {
        var detector = new SeriesDetector(options);
        var cursor = SnapshotCursor.From(snapshot);
        detector.Exchange(ref cursor);
        return cursor.IsBroken || !cursor.IsAtEnd ? null : detector;
    }

    internal void Exchange(ref SnapshotCursor cursor)
    {
        SettleOnset();
        cursor.Must(SnapshotVersion);
        cursor.Must(_model.Options.BinWidth.Ticks);
        cursor.Must(_model.ZoneMark);
        var hasOwn = (byte)(_own is null ? 0 : 1);
        cursor.Field(ref hasOwn);
        if (hasOwn != 0)
        {
            (_own ??= new Rhythm(_model.BinSeconds, _model.Clock)).Exchange(ref cursor);
        }

        _recent.Exchange(ref cursor);
        cursor.Field(ref _filter);
        cursor.Field(ref _middle);
        cursor.Field(ref _earlier);
        cursor.Field(ref _middleBin);
        cursor.Field(ref _earlierBin);
        _episode.Exchange(ref cursor);
        cursor.Field(ref _next);
        cursor.Field(ref _before);
        cursor.Field(ref _age);
        cursor.Field(ref _calmBin);
        cursor.Field(ref _acceptedBin);
        cursor.Field(ref _levelCount);
        cursor.Field(ref _levelExposure);
        cursor.Field(ref _change);
        cursor.Field(ref _formerLevel);
        cursor.Field(ref _formerUntil);
        cursor.Field(ref _dispersion);
        cursor.Field(ref _alarms);
        cursor.Field(ref _covariance);
        cursor.Field(ref _covarianceMean);
        cursor.Field(ref _block);
        cursor.Field(ref _blockMean);
        cursor.Field(ref _blockBefore);
        cursor.Field(ref _blockBeforeMean);
        cursor.Field(ref _latestMean);
        cursor.Field(ref _latestDrift);
        cursor.Field(ref _latestSkipped);
        cursor.Field(ref _started);
        if (_next <= _before && _started != 0)
        {
            cursor.Break();
        }
    }

    private static Func<long, double>? HolidaysOf(DetectorOptions options) => options.Country.IsUnknown
        ? null
        : bin => options.Holidays().IsHoliday(options.Country, (long)(bin * options.BinWidth.TotalMinutes)) ? 1 : 0;

    private double Holiday(long bin) => _holidays?.Invoke(bin) ?? 0;

    private static long? OnsetOf(in Episode episode) => episode.HasOnset != 0 ? episode.Onset : null;

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
        _recent.Clear();
        _episode = new Episode { State = _age == 0 ? SeriesState.Unknown : _episode.State, Since = _next };
        _block = _blockMean = _blockBefore = _blockBeforeMean = 0;
        RememberFilter(_next, always: true);
    }

    /// <summary>Every now and then, the filter is kept as it stands before a bin.</summary>
    private void RememberFilter(long bin, bool always)
    {
        if (always)
        {
            (_middle, _earlier) = (_filter, _filter);
            (_middleBin, _earlierBin) = (bin, bin);
        }
        else if (bin - _middleBin >= RecentBins.Capacity / 4)
        {
            (_earlier, _earlierBin) = (_middle, _middleBin);
            (_middle, _middleBin) = (_filter, bin);
        }
    }

    /// <summary>Goes through bins that were closed before once more.</summary>
    private void Judge(ref FilterState from, long first, long end, out FilterState state)
    {
        state = from;
        for (var bin = first; bin < end; bin++)
        {
            if (_recent.Expected(bin) > 0)
            {
                OutageFilter.Step(ref state, _model.Filter, _recent.Count(bin), _recent.Expected(bin), 1, _dispersion.At(_recent.Expected(bin)), Drift(bin), Caution);
            }
        }
    }
}
