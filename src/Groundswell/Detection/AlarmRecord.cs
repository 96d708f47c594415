namespace Groundswell.Detection;

/// <summary>
/// How often the evidence of one series rises in quiet times, against how often it should: what the model of its counts gets wrong shows
/// here, and is taken off the evidence, so that the operator's rate of false alarms holds for sparse and busy, smooth and bursty series
/// alike. Small rises are many, and tell soon; that the rate falls tenfold with each decade is the law of the statistic
/// (its expectation grows by one a bin, see <see cref="OutageFilter"/>), and a second level watches over that.
/// </summary>
internal struct AlarmRecord
{
    private const double LowDecades = 2;
    private const double HighDecades = 3;
    private const double PriorRises = 8; // that the model is right is worth so many rises
    private const double LeastRatio = 0.15;
    private const double LargestRatio = 30;

    private double _expected; // rises above the low level that should have been seen
    private double _low;
    private double _high;
    private long _lastLow;
    private long _lastHigh;

    /// <summary>Decades that the evidence of this series is worth less than it says.</summary>
    public double Excess { get; private set; }

    /// <summary>Takes in a quiet bin.</summary>
    /// <param name="bin">Which bin.</param>
    /// <param name="decades">The evidence after it.</param>
    /// <param name="rate">Rises a bin that a level of one (no decades) should have.</param>
    /// <param name="keep">What a bin leaves of what is known.</param>
    /// <param name="apart">Bins by which two rises are apart; nearer ones are one.</param>
    public void Learn(long bin, double decades, double rate, double keep, int apart)
    {
        _expected = (_expected * keep) + (rate * Math.Pow(10, -LowDecades));
        _low *= keep;
        _high *= keep;
        if (decades < LowDecades)
        {
            return;
        }

        _low += bin - _lastLow > apart ? 1 : 0;
        _lastLow = bin;
        if (decades >= HighDecades)
        {
            _high += bin - _lastHigh > apart ? 1 : 0;
            _lastHigh = bin;
        }

        Weigh();
    }

    /// <summary>Takes in some quiet bins in which nothing rose.</summary>
    public void LearnSilence(int bins, double rate, double keep)
    {
        var kept = Math.Pow(keep, bins);
        _expected = (_expected * kept) + (bins * rate * Math.Pow(10, -LowDecades));
        _low *= kept;
        _high *= kept;
    }

    /// <summary>Puts <see cref="Excess"/> right; done now and then.</summary>
    public void Weigh()
    {
        var low = (_low + PriorRises) / (_expected + PriorRises);
        var high = (_high + (PriorRises * low)) / ((_expected * Math.Pow(10, LowDecades - HighDecades)) + PriorRises);
        Excess = Math.Log10(Math.Clamp(high, LeastRatio, LargestRatio));
    }
}
