namespace Groundswell.Detection;

/// <summary>How long a stream has stood still, against the longest that it has done so before: a sensor that is stuck.</summary>
internal struct Stillness
{
    private const double StillShare = 0.05; // of the usual step, below which a row does not count as a step
    private const int LeastRows = 12; // a stream may always stand still for this long
    private const double MemoryRows = 1000;
    private const int FirstRows = 30;
    private const double OutlierSteps = 5;

    private double _previous;
    private double _usualStep;
    private long _longest;
    private long _run;
    private long _rows;

    /// <summary>The present run of still rows as a multiple of the longest one before it; 0 for a stream that has seldom moved.</summary>
    public readonly double Ratio => 2 * _run > _rows ? 0 : (double)_run / _longest;

    /// <summary>Whether the ratio has just come to 3, 6, 12 or 24: between those, that it is still still is no news.</summary>
    public readonly bool IsNews => _run == 3 * _longest || _run == 6 * _longest || _run == 12 * _longest || _run == 24 * _longest;

    /// <summary>Takes the next value.</summary>
    public void Observe(double value)
    {
        if (_rows++ == 0)
        {
            (_previous, _longest) = (value, LeastRows);
            return;
        }

        var step = Math.Abs(value - _previous);
        _previous = value;
        if (step <= StillShare * _usualStep)
        {
            _run++;
        }
        else
        {
            _longest = Math.Max(_longest, _run);
            _run = 0;
        }

        var bounded = _rows <= FirstRows ? step : Math.Min(step, OutlierSteps * _usualStep);
        _usualStep += (bounded - _usualStep) / Math.Min(_rows, MemoryRows);
    }
}
