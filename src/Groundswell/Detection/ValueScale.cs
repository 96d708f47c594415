namespace Groundswell.Detection;

/// <summary>
/// How far a stream usually is from what is usual, upwards and downwards: a mean deviation, and a little of the range that it has covered.
/// Each direction has half of its own and half of both, so that a stream with high spikes still notices a drop.
/// </summary>
/// <remarks>The range is that between the second lowest and the second highest occasion, as in <see cref="FeatureScale"/>, but in time.</remarks>
internal struct ValueScale
{
    private const double RangeShare = 0.08;
    private const double OutlierDeviations = 5; // what is further out counts as this much
    private const double MostOutliers = 0.75;
    private const int FirstErrors = 30; // until then an outlier is not told from the usual
    private const double Rounding = 1e-13; // of what is usual: smaller differences are the arithmetic's
    private static readonly TimeSpan Occasion = TimeSpan.FromDays(1);
    private static readonly TimeSpan Memory = TimeSpan.FromDays(14);

    private readonly double _memory; // in errors
    private readonly double _outlierMemory; // in errors
    private double _deviation;
    private double _above;
    private double _below;
    private double _magnitude;
    private double _high;
    private double _low;
    private double _secondHigh;
    private double _secondLow;
    private TimeSpan _highAt;
    private TimeSpan _lowAt;
    private TimeSpan _firstAt;
    private double _outliers;
    private long _errors;

    /// <param name="step">Of the errors.</param>
    /// <param name="change">After so long of nothing but outliers, they are what there is.</param>
    public ValueScale(TimeSpan step, TimeSpan change)
    {
        _memory = Math.Max(2 * FirstErrors, Memory / step);
        _outlierMemory = Math.Max(FirstErrors, change / step) / -Math.Log(1 - MostOutliers);
    }

    /// <summary>Whether what was learned is of another time: nearly all that has come lately is out of its scale.</summary>
    public readonly bool IsOutdated => _outliers > MostOutliers;

    /// <summary>Distance from the usual, as a multiple of the scale in its direction.</summary>
    public readonly double Multiple(double error)
    {
        var own = error > 0 ? _above : _below;
        var reach = Math.Max(0, error > 0 ? _secondHigh : -_secondLow);
        var scale = (_deviation / 2) + own + (RangeShare * (((_secondHigh - _secondLow) / 2) + reach));
        return Math.Abs(error) / (scale + (Rounding * _magnitude) + 1e-300);
    }

    /// <summary>Takes note of how far off a value was.</summary>
    /// <param name="error">Value less usual.</param>
    /// <param name="usual">What was usual; never an absurd value, which would make all others look like rounding.</param>
    /// <param name="at">When.</param>
    public void Learn(double error, double usual, TimeSpan at)
    {
        _magnitude = Math.Max(_magnitude, Math.Abs(usual));
        Extend(error, at);
        _errors++;
        var size = Math.Abs(error);
        var most = (OutlierDeviations * _deviation) + (Rounding * _magnitude);
        if (_errors > FirstErrors)
        {
            _outliers += ((size > most ? 1 : 0) - _outliers) / _outlierMemory;
            size = Math.Min(size, most);
        }

        var rate = 1 / Math.Min(_errors, _memory);
        _deviation += (size - _deviation) * rate;
        _above += ((error > 0 ? size : 0) - _above) * rate;
        _below += ((error < 0 ? size : 0) - _below) * rate;
    }

    private void Extend(double error, TimeSpan at)
    {
        if (_errors == 0)
        {
            (_low, _high, _lowAt, _highAt, _firstAt) = (error, error, at, at, at);
        }

        if (error > _high)
        {
            _secondHigh = at - _highAt > Occasion ? _high : _secondHigh;
            (_high, _highAt) = (error, at);
        }
        else if (error > _secondHigh && at - _highAt > Occasion)
        {
            _secondHigh = error;
        }

        if (error < _low)
        {
            _secondLow = at - _lowAt > Occasion ? _low : _secondLow;
            (_low, _lowAt) = (error, at);
        }
        else if (error < _secondLow && at - _lowAt > Occasion)
        {
            _secondLow = error;
        }

        if (at - _firstAt < Occasion)
        {
            (_secondLow, _secondHigh) = (_low, _high);
        }
    }
}
