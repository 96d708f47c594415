namespace Groundswell.Detection;

/// <summary>How much one feature of a stream usually moves, so that distances in different features and streams compare.</summary>
/// <remarks>
/// The range is that between the second lowest and the second highest occasion: what was reached only once, such as one absurd value,
/// does not make the stream look narrow for ever after.
/// </remarks>
internal struct FeatureScale
{
    private const double RangeShare = 0.2;
    private const double Rounding = 1e-13; // of the largest magnitude: smaller differences are the arithmetic's
    private const double MemoryRows = 1000;
    private const int FirstRows = 30; // until then an outlier is not told from the usual
    private const double OutlierDeviations = 5; // what is further out counts as this much
    private const int OccasionRows = 144; // what comes again within half a day's worth of rows is one occasion

    private double _low;
    private double _high;
    private double _secondLow;
    private double _secondHigh;
    private long _lowRow;
    private long _highRow;
    private double _center;
    private double _deviation;
    private long _rows;

    /// <summary>Takes the next value.</summary>
    /// <returns>One unit: the usual deviation before this value, and a part of the range with it. Above 0.</returns>
    public double Learn(double value)
    {
        Extend(value);
        var rounding = Rounding * Math.Max(Math.Abs(_secondLow), Math.Abs(_secondHigh));
        var unit = _deviation + (RangeShare * (_secondHigh - _secondLow)) + rounding + 1e-300;

        var distance = Math.Abs(value - _center);
        var bounded = _rows < FirstRows ? distance : Math.Min(distance, (OutlierDeviations * _deviation) + rounding);
        _rows++;
        var rate = 1 / Math.Min(_rows, MemoryRows);
        _center += value > _center ? bounded * rate : -bounded * rate;
        _deviation += (bounded - _deviation) * rate;
        return unit;
    }

    private void Extend(double value)
    {
        if (_rows == 0)
        {
            (_low, _high, _center) = (value, value, value);
        }

        if (value > _high)
        {
            _secondHigh = _rows - _highRow > OccasionRows ? _high : _secondHigh;
            (_high, _highRow) = (value, _rows);
        }
        else if (value > _secondHigh && _rows - _highRow > OccasionRows)
        {
            _secondHigh = value;
        }

        if (value < _low)
        {
            _secondLow = _rows - _lowRow > OccasionRows ? _low : _secondLow;
            (_low, _lowRow) = (value, _rows);
        }
        else if (value < _secondLow && _rows - _lowRow > OccasionRows)
        {
            _secondLow = value;
        }

        if (_rows < OccasionRows)
        {
            (_secondLow, _secondHigh) = (_low, _high);
        }
    }
}
