namespace Groundswell.Detection;

/// <summary>
/// Holds the last quarter of a day against the same hours of earlier days: how far is it from the likest of them, against what that
/// distance usually is? This is a discord (Keogh, Lin and Fu 2005) at a fixed time of day, in slots of half an hour or a row. It finds
/// what no single value shows, such as a morning without its rush. Silent on streams in which yesterday is no better a guide than
/// twelve hours ago.
/// </summary>
internal sealed class DailyShape
{
    private const int SlotsPerDay = 48;
    private const int LeastSlots = 12; // a day of fewer rows has no shape
    private const int Days = 28;
    private const int Tolerance = 1; // slots that a day may be early or late
    private const double RhythmRatio = 0.5; // what a day changes over what half a day changes, below which there is a rhythm
    private const double Reach = 2; // ranges beyond the range so far: further out, a slot counts as there
    private const double Resolution = 0.002; // of the range: smaller distances are no different from none

    private readonly double[]? _means;
    private readonly int _rowsPerSlot;
    private readonly int _slots; // a day
    private readonly int _length; // of the shape, in slots
    private long _count; // slots so far
    private double _sum;
    private int _rows;
    private double _dayChange;
    private double _halfDayChange;
    private double _low = double.PositiveInfinity;
    private double _high = double.NegativeInfinity;
    private double _distanceSum;
    private long _distances;

    public DailyShape(TimeSpan binWidth)
    {
        var rows = Math.Max(1, Math.Round(TimeSpan.FromDays(1) / binWidth));
        _rowsPerSlot = (int)Math.Max(1, Math.Round(rows / SlotsPerDay));
        _slots = (int)Math.Round(rows / _rowsPerSlot);
        _length = Math.Max(1, _slots / 4);
        _means = _slots >= LeastSlots ? new double[((Days + 1) * _slots) + _length] : null;
    }

    /// <summary>Takes the next value.</summary>
    /// <returns>At the end of a slot, the distance as a multiple of the usual one; 0 where nothing can be said. NaN between slots.</returns>
    public double Observe(double value)
    {
        if (_means is null)
        {
            return double.NaN;
        }

        _sum += value;
        if (++_rows < _rowsPerSlot)
        {
            return double.NaN;
        }

        var mean = _sum / _rowsPerSlot;
        (_sum, _rows) = (0, 0);
        return Judge(mean);
    }

    private double Judge(double mean)
    {
        if (_count > _slots && _high > _low)
        {
            // One absurd value must not settle for ever what a usual distance is.
            var reach = Reach * (_high - _low);
            mean = Math.Clamp(mean, _low - reach, _high + reach);
        }

        _means![_count % _means.Length] = mean;
        _low = Math.Min(_low, mean);
        _high = Math.Max(_high, mean);
        if (_count >= _slots)
        {
            _dayChange += Math.Abs(mean - At(_count - _slots));
            _halfDayChange += Math.Abs(mean - At(_count - (_slots / 2)));
        }

        var ratio = 0.0;
        if (_count >= _slots + _length)
        {
            var distance = Nearest();
            if (_distances >= _slots && _dayChange < RhythmRatio * _halfDayChange)
            {
                ratio = distance / ((_distanceSum / _distances) + (Resolution * (_high - _low)) + 1e-300);
            }

            if (_count > 2 * _slots) // the first day has only one to be held against
            {
                _distanceSum += distance;
                _distances++;
            }
        }

        _count++;
        return ratio;
    }

    private double Nearest()
    {
        var nearest = double.MaxValue;
        for (var day = 1; day <= Days; day++)
        {
            for (var shift = -Tolerance; shift <= Tolerance; shift++)
            {
                var end = _count - ((long)day * _slots) + shift;
                if (end >= _length - 1)
                {
                    nearest = Math.Min(nearest, SquaredDistance(end, nearest));
                }
            }
        }

        return Math.Sqrt(nearest / _length);
    }

    private double SquaredDistance(long end, double limit)
    {
        var sum = 0.0;
        for (var back = 0; back < _length && sum < limit; back++)
        {
            var difference = At(_count - back) - At(end - back);
            sum += difference * difference;
        }

        return sum;
    }

    private double At(long slot) => _means![slot % _means.Length];
}
