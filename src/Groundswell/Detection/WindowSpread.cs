namespace Groundswell.Detection;

/// <summary>
/// How well windows of each length have been forecast: which local half-life does best, and the variance beyond dispersion, as a
/// share of the squared mean (<c>v = φ m + c m²</c>). Learned from quiet times, discounted with a half-life of a week.
/// </summary>
internal sealed class WindowSpread
{
    private const double PriorSpread = 0.01; // c before anything is known: 10 % of the mean
    private const double PriorWeight = 60; // in windows looked at; a quarter of a day of five-minute steps
    private const double LargestSquare = 9; // a window counts at most as three standard deviations

    private readonly double _keep;
    private readonly float[] _loss;
    private readonly double[] _excess;
    private readonly double[] _squaredMean;
    private readonly double[] _spread;
    private readonly int[] _pick;
    private double _weight;
    private double _discount = 1; // of the present step, set by Discount

    /// <param name="lengths">How many window lengths there are.</param>
    /// <param name="stepSeconds">Time between two calls of <see cref="Learn"/>.</param>
    public WindowSpread(int lengths, double stepSeconds)
    {
        _keep = Math.Pow(0.5, stepSeconds / (7 * 86_400.0));
        _loss = new float[lengths * RecentBins.Scales];
        _excess = new double[lengths];
        _squaredMean = new double[lengths];
        _spread = new double[lengths];
        _pick = new int[lengths];
        Array.Fill(_pick, RecentBins.Scales - 1); // undisturbed, until another forecasts better
        Array.Fill(_spread, PriorSpread);
    }

    public int Pick(int length) => _pick[length];

    public double Spread(int length) => _spread[length];

    /// <summary>Some steps of time pass; as many calls of <see cref="Learn"/> a length follow, or one that stands for them.</summary>
    public void Discount(int steps)
    {
        _discount = steps == 1 ? _keep : Math.Pow(_keep, steps);
        _weight = (_weight * _discount) + steps;
        for (var i = 0; i < _loss.Length; i++)
        {
            _loss[i] *= (float)_discount;
        }
    }

    /// <summary>A window ended: its count, and what each half-life forecast of it.</summary>
    /// <param name="length">Which length.</param>
    /// <param name="count">What was counted.</param>
    /// <param name="forecasts">By each half-life.</param>
    /// <param name="dispersion">Variance over mean of a bin.</param>
    /// <param name="steps">How many steps of time it stands for.</param>
    public void Learn(int length, double count, ReadOnlySpan<double> forecasts, double dispersion, int steps)
    {
        var best = _pick[length];
        var losses = _loss.AsSpan(length * RecentBins.Scales, RecentBins.Scales);
        for (var k = 0; k < RecentBins.Scales; k++)
        {
            var m = forecasts[k];
            var square = (count - m) * (count - m) / ((dispersion * m) + (_spread[length] * m * m) + 1e-9);
            losses[k] += steps * (float)Math.Min(LargestSquare, square);
            if (losses[k] < losses[best] * 0.995f)
            {
                best = k;
            }
        }

        var mean = forecasts[_pick[length]];
        var variance = (dispersion * mean) + (_spread[length] * mean * mean);
        var squared = Math.Min((count - mean) * (count - mean), LargestSquare * variance);
        _excess[length] = (_excess[length] * _discount) + (steps * (squared - (dispersion * mean)));
        _squaredMean[length] = (_squaredMean[length] * _discount) + (steps * mean * mean);
        var prior = PriorWeight * _squaredMean[length] / _weight;
        _spread[length] = prior > 0
            ? Math.Max(0, _excess[length] + (PriorSpread * prior)) / (_squaredMean[length] + prior)
            : PriorSpread;
        _pick[length] = best;
    }

    public void Exchange(ref SnapshotCursor cursor)
    {
        cursor.Must(_pick.Length);
        cursor.Fields<float>(_loss);
        cursor.Fields<double>(_excess);
        cursor.Fields<double>(_squaredMean);
        cursor.Fields<double>(_spread);
        cursor.Fields<int>(_pick);
        cursor.Field(ref _weight);
        foreach (var pick in _pick)
        {
            if (pick is < 0 or >= RecentBins.Scales)
            {
                cursor.Break();
            }
        }
    }
}
