namespace Groundswell.Detection;

/// <summary>What is looked at in a stream of values: the value, its step, and the means of the last 12 and 36 rows.</summary>
internal sealed class ValueFeatures
{
    public const int Count = 4;
    private const int ShortRows = 12;
    private const int LongRows = 36;

    private readonly double[] _recent = new double[LongRows];
    private long _rows;

    /// <summary>Takes the next value.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="features">Receives them.</param>
    public void Take(double value, Span<double> features)
    {
        var previous = _rows == 0 ? value : _recent[(_rows - 1) % LongRows];
        _recent[_rows % LongRows] = value;
        _rows++;
        features[0] = value;
        features[1] = value - previous;
        features[2] = Mean(ShortRows);
        features[3] = Mean(LongRows);
    }

    /// <remarks>Added up anew each time: a running sum would keep the rounding error of one huge value for ever.</remarks>
    private double Mean(int rows)
    {
        var count = (int)Math.Min(_rows, rows);
        var sum = 0.0;
        for (var back = 1; back <= count; back++)
        {
            sum += _recent[(_rows - back) % LongRows];
        }

        return sum / count;
    }
}
