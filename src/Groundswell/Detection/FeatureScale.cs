namespace Groundswell.Detection;

/// <summary>How much one feature of a stream usually moves, so that distances in different features and streams compare.</summary>
internal struct FeatureScale
{
    private const double RangeShare = 0.2; // of the range so far; bounds a distance in one feature to 5 units
    private const double Rounding = 1e-9; // of the largest magnitude: smaller differences are the arithmetic's
    private const double MemoryRows = 1000;
    private const int FirstRows = 30; // until then an outlier is not told from the usual
    private const double OutlierDeviations = 5; // what is further out counts as this much

    private double _low;
    private double _high;
    private double _center;
    private double _deviation;
    private long _rows;

    /// <summary>Takes the next value.</summary>
    /// <returns>One unit: the usual deviation before this value, and a part of the range with it. Above 0.</returns>
    public double Learn(double value)
    {
        if (_rows == 0)
        {
            (_low, _high, _center) = (value, value, value);
        }

        _low = Math.Min(_low, value);
        _high = Math.Max(_high, value);
        var rounding = Rounding * Math.Max(Math.Abs(_low), Math.Abs(_high));
        var unit = _deviation + (RangeShare * (_high - _low)) + rounding + 1e-300;

        var distance = Math.Abs(value - _center);
        var bounded = _rows < FirstRows ? distance : Math.Min(distance, (OutlierDeviations * _deviation) + (rounding / 1000));
        _rows++;
        var rate = 1 / Math.Min(_rows, MemoryRows);
        _center += value > _center ? bounded * rate : -bounded * rate;
        _deviation += (bounded - _deviation) * rate;
        return unit;
    }
}
