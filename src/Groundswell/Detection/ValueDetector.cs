namespace Groundswell.Detection;

/// <summary>
/// Judges one stream of real values of unknown scale and rhythm, each by itself and those before it: how unlike everything before is
/// what the stream does now, and how unlike other days is its day? One setting for all streams; nothing is learned in advance.
/// See docs/detection-values.md. Not safe for threads. Allocates nothing a value.
/// </summary>
public sealed class ValueDetector
{
    private const double AlarmNovelty = 0.14; // units of the features' scales
    private const double AlarmShape = 4; // multiples of the usual distance between days
    private const double AlarmStill = 2.5; // multiples of the longest time that the stream stood still
    private const double StillIsUsual = 48; // multiples from which on that is how things are
    private const double Bound = 1e100; // beyond this, squares overflow
    private const double SuspectShare = 0.6; // of the threshold
    private const double HoldShare = 0.7; // of the lowest threshold, at which an episode goes on
    private const int LearningRows = 288; // before that, too much is new
    private const int CalmRows = 12; // below that, until an episode is over

    private readonly ValueFeatures _features = new();
    private readonly Novelty _novelty = new();
    private readonly DailyShape _shape;
    private readonly ValueForecast _forecast = new();
    private readonly long _firstRow;
    private ValueThreshold _threshold;
    private AlarmMemory _memory;
    private Stillness _stillness;
    private double _shapeNow;
    private long _rows;
    private bool _down;
    private int _calm;
    private long? _onset;

    public ValueDetector()
        : this(new DetectorOptions { BinWidth = TimeSpan.FromMinutes(5) })
    {
    }

    /// <param name="options">Of these, the width of a bin says how many rows make a day; values are learned for <see cref="DetectorOptions.LearnFor"/>, and <see cref="DetectorOptions.FalseAlarmsPerWeek"/> sets the threshold.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public ValueDetector(DetectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _ = options.Checked();
        _shape = new DailyShape(options.BinWidth);
        _threshold = new ValueThreshold(options);
        _firstRow = Math.Max(LearningRows, (long)Math.Ceiling(options.LearnFor / options.BinWidth));
    }

    /// <summary>Takes the next value.</summary>
    /// <param name="row">Any number that grows with time, such as the row's; an onset is given in it.</param>
    /// <param name="value">A finite number.</param>
    public Assessment Observe(long row, double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A value must be a finite number.");
        }

        value = Math.Clamp(value, -Bound, Bound);
        var expectation = _forecast.Next;
        Span<double> features = stackalloc double[ValueFeatures.Count];
        _features.Take(value, features);
        _forecast.Learn(features);

        var novelty = _novelty.Observe(features) / AlarmNovelty;
        var shape = _shape.Observe(value) / AlarmShape;
        _stillness.Observe(value);
        _shapeNow = double.IsNaN(shape) ? _shapeNow : shape;
        _rows++;
        var still = _rows >= Novelty.FirstRow && _stillness.Ratio < StillIsUsual ? _stillness.Ratio / AlarmStill : 0;
        var news = Math.Max(novelty, Math.Max(double.IsNaN(shape) ? 0 : shape, _stillness.IsNews ? still : 0));
        var surprise = Math.Max(novelty, Math.Max(_shapeNow, still));
        var trust = _memory.Trust;
        news = _memory.Weigh(news);
        var state = Follow(row, surprise * trust);
        return new Assessment
        {
            Bin = row,
            State = state,
            Observed = value,
            Expected = expectation.Expected,
            Lower = expectation.Lower,
            Upper = expectation.Upper,
            Score = news / (1 + news),
            LogBayesFactor = 0,
            Information = 0,
            OnsetBin = state is SeriesState.Suspect or SeriesState.Down ? _onset ?? row : null,
        };
    }

    /// <summary>An episode goes by the surprise itself, not by what is new in it: a small alarm must not hide the outage that follows.</summary>
    private SeriesState Follow(long row, double surprise)
    {
        if (surprise >= HoldShare * _threshold.Lowest)
        {
            _calm = 0;
            _onset ??= row;
        }
        else if (++_calm >= CalmRows)
        {
            _down = false;
            _onset = null;
        }

        if (_rows < _firstRow)
        {
            _threshold.Pass(false);
            return SeriesState.Unknown;
        }

        var threshold = _threshold.Current;
        var called = !_down && surprise >= threshold;
        _threshold.Pass(called);
        _down |= called;
        return _down ? SeriesState.Down : surprise >= SuspectShare * threshold ? SeriesState.Suspect : SeriesState.Normal;
    }
}
