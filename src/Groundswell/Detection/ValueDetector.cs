namespace Groundswell.Detection;

/// <summary>
/// Judges one stream of real values of unknown scale and rhythm, each by itself and those before it: how unlike everything before is
/// what the stream does now, how far is it from what is usual at this time, and how unlike other days is its day? One setting for all
/// streams; nothing is learned in advance. See docs/detection-values.md. Not safe for threads. Allocates nothing a value.
/// </summary>
public sealed class ValueDetector
{
    private const double AlarmNovelty = 0.14; // units of the features' scales
    private const double AlarmShape = 4; // multiples of the usual distance between days
    private const double AlarmStill = 2.5; // multiples of the longest time that the stream stood still
    private const double StillIsUsual = 48; // multiples from which on that is how things are
    private const double Bound = 1e100; // beyond this, squares overflow
    private const double SuspectShare = 0.6; // of the threshold
    private const double HoldShare = 0.7; // of the lowest threshold of a surprise, at which a spell goes on
    private const double DepartureHoldShare = 0.5; // of that of a departure
    private const double ScoreShare = 0.85; // of a departure's threshold, at which the score is one half: a little before the state speaks
    private const double Louder = 2; // than what was called before, to be called again
    private const int LearningRows = 24;
    private static readonly TimeSpan Learning = TimeSpan.FromDays(1); // before that, too much is new

    private static readonly TimeSpan MostLost = TimeSpan.FromMinutes(30); // the shape of the day goes by rows: what it bears
    private static readonly TimeSpan ShapeLength = TimeSpan.FromHours(30); // and what it looks at: six hours, and those of a day ago

    private readonly ValueFeatures _features = new();
    private readonly Novelty _novelty = new();
    private readonly ValueDeparture _departure;
    private readonly DailyShape _shape;
    private readonly ValueForecast _forecast = new();
    private readonly TimeSpan _step;
    private readonly TimeSpan _learning;
    private ValueThreshold _threshold;
    private ValueAlarm _alarm;
    private AlarmMemory _memory;
    private AlarmMemory _departureMemory;
    private Stillness _stillness;
    private ValueSpell _spell;
    private double _shapeNow;
    private double _told; // the highest surprise that was called, as long as it lasts
    private TimeSpan _start;
    private TimeSpan _latest;
    private TimeSpan _unevenAt = TimeSpan.MinValue / 2; // when rows were lost, or came twice
    private long _rows;

    public ValueDetector()
        : this(new DetectorOptions { BinWidth = TimeSpan.FromMinutes(5) })
    {
    }

    /// <param name="options">Of these, the width of a bin is the step between rows; values are learned for <see cref="DetectorOptions.LearnFor"/>, at least a day, and <see cref="DetectorOptions.FalseAlarmsPerWeek"/> sets the thresholds.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public ValueDetector(DetectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _ = options.Checked();
        _step = options.BinWidth;
        _departure = new ValueDeparture(_step, options.AcceptChangeAfter);
        _shape = new DailyShape(_step);
        _threshold = new ValueThreshold(options);
        _alarm = new ValueAlarm(options, _departure.IsByRow);
        _memory = AlarmMemory.OfNovelty;
        _departureMemory = AlarmMemory.OfDeparture(_step);
        _spell = new ValueSpell(options.AcceptChangeAfter);
        _learning = options.LearnFor > Learning ? options.LearnFor : Learning;
    }

    /// <summary>Takes the next value of a stream without gaps.</summary>
    /// <param name="row">The row's number; an onset is given in it.</param>
    /// <param name="value">A finite number.</param>
    public Assessment Observe(long row, double value) => Observe(row, _rows == 0 ? TimeSpan.Zero : _latest + _step, value);

    /// <summary>Takes the next value.</summary>
    /// <param name="row">Any number that grows with time, such as the row's; an onset is given in it.</param>
    /// <param name="at">The value's time, since any moment. A time before the latest one, as when clocks are put back, counts as that.</param>
    /// <param name="value">A finite number.</param>
    public Assessment Observe(long row, TimeSpan at, double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A value must be a finite number.");
        }

        value = Math.Clamp(value, -Bound, Bound);
        if (_rows == 0)
        {
            (_start, _latest) = (at, at);
        }

        var passed = at > _latest ? at - _latest : TimeSpan.Zero;
        _latest += passed;
        _unevenAt = passed > _step + MostLost || passed < _step / 2 ? _latest : _unevenAt;
        var isDeparture = _departure.Observe(_latest, value);
        var expectation = _forecast.Next(_departure.Usual);
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

        // Novelty knows a row again 61 rows later: hours where rows are minutes apart, but days where they are hours apart, in which
        // everything is old news or swallowed by it.
        var trust = _memory.Trust;
        var surprise = trust * Math.Max(_departure.IsByRow ? 0 : novelty, Math.Max(_latest - _unevenAt >= ShapeLength ? _shapeNow : 0, still));
        var present = trust * Math.Max(_departure.IsByRow ? 0 : _novelty.Present / AlarmNovelty, still);
        news = _memory.Weigh(news);
        if (_departure.IsByRow)
        {
            news = Math.Max(news, _departureMemory.Weigh(_departure.Multiple / (ScoreShare * _alarm.Lowest)));
        }

        var state = Follow(row, passed, surprise, present, isDeparture);
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
            OnsetBin = state is SeriesState.Suspect or SeriesState.Down ? _spell.OnsetAt(row) : null,
        };
    }

    /// <remarks>
    /// A spell goes by the surprise itself, not by what is new in it: a small alarm must not hide the outage that follows. And it goes on
    /// with what is out of the ordinary now: means of hours, and the day's shape, remember an event for hours after it is over. What they
    /// remember is not called a second time.
    /// </remarks>
    private SeriesState Follow(long row, TimeSpan passed, double surprise, double present, bool isDeparture)
    {
        var departure = _departure.Multiple;
        var hold = HoldShare * _threshold.Lowest;
        _alarm.Pass(passed);
        if (_spell.Follow(row, _latest, present >= hold || departure >= DepartureHoldShare * _alarm.Threshold))
        {
            _departure.Accept();
        }

        _told = surprise >= hold ? _told : 0;
        if (_rows <= LearningRows || _latest - _start < _learning)
        {
            _threshold.Pass(false);
            return SeriesState.Unknown;
        }

        var isSurprising = surprise >= Math.Max(_threshold.Current, Louder * _told);
        var isDeparted = isDeparture && departure >= _alarm.Threshold;
        var isCalled = (isSurprising || isDeparted) && _spell.Call(row, _latest);
        _threshold.Pass(isCalled && isSurprising);
        if (isCalled && isDeparted)
        {
            _alarm.Call();
        }

        if (_spell.IsDown)
        {
            _departure.Exclude();
            _told = Math.Max(_told, surprise);
            return SeriesState.Down;
        }

        return surprise >= SuspectShare * _threshold.Current || departure >= SuspectShare * _alarm.Threshold ? SeriesState.Suspect : SeriesState.Normal;
    }
}
