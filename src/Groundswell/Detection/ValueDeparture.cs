namespace Groundswell.Detection;

/// <summary>
/// How far a stream is from what is usual at this time, up or down, as a multiple of how far it usually is: row by row where rows are half
/// an hour apart or more, else by half hours. It finds what is no novelty, such as a usual value at an unusual hour.
/// </summary>
/// <param name="step">Of the rows.</param>
/// <param name="change">After so long, a change is the new usual.</param>
internal sealed class ValueDeparture(TimeSpan step, TimeSpan change)
{
    private static readonly TimeSpan Learning = TimeSpan.FromDays(1);
    private static readonly TimeSpan AgePerRow = TimeSpan.FromHours(1); // a few rows do not make a stream old, however far apart they are
    private static readonly TimeSpan FullAge = TimeSpan.FromDays(28);
    private static readonly TimeSpan HalfAge = TimeSpan.FromDays(7);

    private readonly ValueRhythm _rhythm = new(step);
    private ValueScale _scale = NewScale(step, change);
    private TimeSpan? _start;
    private long _rows;

    /// <summary>Whether each row is judged by itself.</summary>
    public bool IsByRow => _rhythm.IsCoarse;

    /// <summary>What is usual where the stream is; NaN where nothing is known.</summary>
    public double Usual => _rhythm.Usual;

    /// <summary>
    /// The last multiple. That of a young stream counts for less: what is usual, and how far from it, is itself uncertain. Measured on
    /// hourly streams, one multiple came up three times as often in the first week as in the fourth.
    /// </summary>
    public double Multiple { get; private set; }

    /// <summary>Takes the next value.</summary>
    /// <param name="at">When: later than the one before, but for clocks that turn back.</param>
    /// <param name="value">A finite number.</param>
    /// <returns>Whether <see cref="Multiple"/> is of now.</returns>
    public bool Observe(TimeSpan at, double value)
    {
        _start ??= at;
        _rows++;
        var usual = _rhythm.Usual;
        var isComplete = _rhythm.MoveTo(at, out var mean);
        _rhythm.Add(value);
        if (IsByRow)
        {
            Judge(value, _rhythm.Usual, at);
            return true;
        }

        if (isComplete)
        {
            Judge(mean, usual, at);
        }

        return isComplete;
    }

    /// <summary>The stream is down with the last value.</summary>
    public void Exclude() => _rhythm.Exclude();

    /// <summary>What the stream does is usual, though it was called down.</summary>
    public void Accept() => _rhythm.Accept();

    private void Judge(double value, double usual, TimeSpan at)
    {
        if (double.IsNaN(usual))
        {
            Multiple = 0;
            return;
        }

        var age = at - _start!.Value;
        age = age < _rows * AgePerRow ? age : _rows * AgePerRow;
        age = age < FullAge ? age : FullAge;
        var error = value - usual;
        Multiple = age < Learning ? 0 : _scale.Multiple(error) / (1 + (HalfAge / age));
        _scale.Learn(error, usual, at);
        if (_scale.IsOutdated)
        {
            _scale = NewScale(step, change);
            _rhythm.Forget(change);
        }
    }

    private static ValueScale NewScale(TimeSpan step, TimeSpan change) => new(step > TimeSpan.FromMinutes(30) ? step : TimeSpan.FromMinutes(30), change);
}
