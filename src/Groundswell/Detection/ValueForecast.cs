namespace Groundswell.Detection;

/// <summary>
/// The next value and a band that holds it 95 times in 100. The value: the last one, the mean of the last 12 or 36, or what is usual at
/// this time, whichever has been off least. The band: quantiles of what it was off by, tracked so that each side's share of misses comes
/// out right over time whatever the stream does (Gibbs and Candès 2021).
/// </summary>
internal sealed class ValueForecast
{
    private const int Usual = ValueFeatures.Count - 1; // the last guess
    private const int Guesses = Usual + 1;
    private const double TailShare = 0.025;
    private const double StepShare = 0.5; // of the usual error, by which a side moves after a miss, less the share
    private const double MemoryRows = 300;
    private const int FirstRows = 20; // the band holds all errors of these

    private readonly double[] _guesses = new double[Guesses];
    private readonly double[] _errors = new double[Guesses];
    private double _usualError;
    private double _below;
    private double _above;
    private long _rows;

    /// <summary>What is expected of the next value.</summary>
    /// <param name="usual">What is usual at its time; NaN where nothing is known.</param>
    public Expectation Next(double usual)
    {
        if (_rows == 0)
        {
            return Expectation.None;
        }

        _guesses[Usual] = double.IsNaN(usual) ? _guesses[0] : usual;
        var expected = _guesses[Best()];
        return new Expectation(expected, expected - _below, expected + _above);
    }

    /// <summary>Takes the value that came, and what it makes of the next one.</summary>
    /// <param name="features">Of that value.</param>
    public void Learn(ReadOnlySpan<double> features)
    {
        if (_rows > 0)
        {
            LearnErrors(features[0]);
        }

        _guesses[0] = features[0];
        _guesses[1] = features[2];
        _guesses[2] = features[3];
        _rows++;
    }

    private void LearnErrors(double value)
    {
        var best = Best();
        var rate = 1 / Math.Min(_rows, MemoryRows);
        var error = value - _guesses[best];
        for (var i = 0; i < Guesses; i++)
        {
            _errors[i] += (Math.Abs(value - _guesses[i]) - _errors[i]) * rate;
        }

        if (_rows <= FirstRows)
        {
            _below = Math.Max(_below, -error);
            _above = Math.Max(_above, error);
        }
        else
        {
            var step = StepShare * _usualError;
            _below = Math.Max(0, _below + (step * ((error < -_below ? 1 : 0) - TailShare)));
            _above = Math.Max(0, _above + (step * ((error > _above ? 1 : 0) - TailShare)));
        }

        // A single huge error must not throw the band open for days.
        var bounded = _rows <= FirstRows ? Math.Abs(error) : Math.Min(Math.Abs(error), (10 * _usualError) + (1e-9 * Math.Abs(value)));
        _usualError += (bounded - _usualError) * rate;
    }

    private int Best()
    {
        var best = 0;
        for (var i = 1; i < Guesses; i++)
        {
            best = _errors[i] < _errors[best] ? i : best;
        }

        return best;
    }
}
