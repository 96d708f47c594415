namespace Groundswell.Detection;

/// <summary>
/// Judges one stream of real values of unknown scale and rhythm, each by itself and those before it: by how much does a feature of the
/// stream go beyond every record it has set so far? One setting for all streams; nothing is learned in advance.
/// Features: the value, its step, the short mean's distance from the long mean, and the short spread. Allocates nothing a value.
/// </summary>
public sealed class ValueDetector
{
    private const int Features = 4;
    private const int MinimumRows = 30; // before this every other value is a record
    private const double ConfidentRows = 300; // from about here on a record means something
    private const int ShortRows = 6;
    private const int LongRows = 288;
    private const int QuietRows = 144; // after an alarm, how long until another one counts in full
    private const double ScaleRows = 1000;
    private const double ScoreScale = 3; // multiples of the usual deviation beyond the record at which the score is one half
    private const double AlarmScore = 0.4; // a score from which on the quiet time begins
    private const double SuspectScore = 0.35;
    private const double DownScore = 0.6;
    private const double Bound = 1e100; // beyond this, squares overflow

    private readonly double[] _highest = new double[Features];
    private readonly double[] _lowest = new double[Features];
    private readonly double[] _scale = new double[Features];
    private readonly double[] _center = new double[Features];
    private double _previous;
    private double _shortMean;
    private double _longMean;
    private double _shortSpread;
    private double _longSpread;
    private double _quiet;
    private long _rows;
    private long? _onset;

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
        var expectation = Expect();
        Span<double> features = stackalloc double[Features];
        Describe(value, features);
        var surprise = 0.0;
        for (var i = 0; i < Features; i++)
        {
            surprise = Math.Max(surprise, Surprise(i, features[i]));
            Learn(i, features[i]);
        }

        _rows++;
        surprise *= _rows <= MinimumRows ? 0 : _rows / (_rows + ConfidentRows);
        surprise *= 1 - _quiet;
        var score = surprise / (surprise + ScoreScale);
        _quiet = score >= AlarmScore ? 1 : Math.Max(0, _quiet - (1.0 / QuietRows));
        var state = _rows <= MinimumRows ? SeriesState.Unknown
            : score >= DownScore ? SeriesState.Down
            : score >= SuspectScore ? SeriesState.Suspect : SeriesState.Normal;
        _onset = state is SeriesState.Suspect or SeriesState.Down ? _onset ?? row : null;
        return new Assessment
        {
            Bin = row,
            State = state,
            Observed = value,
            Expected = expectation.Expected,
            Lower = expectation.Lower,
            Upper = expectation.Upper,
            Score = score,
            LogBayesFactor = 0,
            Information = 0,
            OnsetBin = _onset,
        };
    }

    private Expectation Expect() =>
        _rows == 0 ? Expectation.None : new Expectation(_shortMean, _shortMean - (2.5 * _longSpread), _shortMean + (2.5 * _longSpread));

    private void Describe(double value, Span<double> features)
    {
        if (_rows == 0)
        {
            (_previous, _shortMean, _longMean) = (value, value, value);
        }

        var shortRate = 1.0 / Math.Min(_rows + 1, ShortRows);
        var longRate = 1.0 / Math.Min(_rows + 1, LongRows);
        var deviation = Math.Abs(value - _shortMean);
        _shortSpread += (deviation - _shortSpread) * shortRate;
        _longSpread += (deviation - _longSpread) * longRate;
        _shortMean += (value - _shortMean) * shortRate;
        _longMean += (value - _longMean) * longRate;
        features[0] = value;
        features[1] = value - _previous;
        features[2] = _shortMean - _longMean;
        features[3] = _shortSpread;
        _previous = value;
    }

    private double Surprise(int i, double x)
    {
        if (_rows == 0)
        {
            return 0;
        }

        var beyond = Math.Max(x - _highest[i], _lowest[i] - x);
        var usual = _scale[i] + (0.1 * (_highest[i] - _lowest[i])) + (1e-3 * Math.Abs(_center[i])) + 1e-12;
        return Math.Max(0, beyond / usual);
    }

    private void Learn(int i, double x)
    {
        if (_rows == 0)
        {
            (_highest[i], _lowest[i], _center[i]) = (x, x, x);
            return;
        }

        _highest[i] = Math.Max(_highest[i], x);
        _lowest[i] = Math.Min(_lowest[i], x);
        var rate = 1 / Math.Min(_rows + 1, ScaleRows);
        var deviation = Math.Abs(x - _center[i]);
        var bounded = _rows < MinimumRows ? deviation : Math.Min(deviation, (5 * _scale[i]) + 1e-12);
        _center[i] += Math.Sign(x - _center[i]) * bounded * rate;
        _scale[i] += (bounded - _scale[i]) * rate;
    }
}
