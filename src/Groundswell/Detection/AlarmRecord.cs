namespace Groundswell.Detection;

/// <summary>
/// How often the evidence of one series rises in quiet times, against how often it should: what the model of its counts gets wrong shows
/// here, and is taken off the evidence, so that the operator's rate of false alarms holds for sparse and busy, smooth and bursty series
/// alike. Small rises are many, and tell soon; that the rate falls tenfold with each decade is the law of the statistic
/// (its expectation grows by one a bin, see <see cref="OutageFilter"/>), and a second level watches over that.
/// </summary>
internal struct AlarmRecord
{
    private const double Low = 100; // of the statistic, with one added
    private const double High = 1000;
    private const double PriorRises = 8; // that the model is right is worth so many rises
    private const double LeastRatio = 0.15;
    private const double LargestRatio = 30;

    private double _expected; // rises above the low level that should have been seen
    private double _low;
    private double _high;
    private long _lastLow;
    private long _lastHigh;
    private double _discount; // 0 where nothing is known

    /// <summary>Factor on the evidence of this series: what of it its quiet times have shown to be true.</summary>
    public readonly double Worth => _discount > 0 ? 1 / _discount : 1;

    /// <summary>Takes in a quiet bin.</summary>
    /// <param name="bin">Which bin.</param>
    /// <param name="statistic">The evidence after it, as it says itself.</param>
    /// <param name="rate">Rises a bin that a level of one should have.</param>
    /// <param name="keep">What a bin leaves of what is known.</param>
    /// <param name="apart">Bins by which two rises are apart; nearer ones are one.</param>
    public void Learn(long bin, double statistic, double rate, double keep, int apart)
    {
        _expected = (_expected * keep) + (rate / Low);
        _low *= keep;
        _high *= keep;
        if (1 + statistic < Low)
        {
            return;
        }

        _low += bin - _lastLow > apart ? 1 : 0;
        _lastLow = bin;
        if (1 + statistic >= High)
        {
            _high += bin - _lastHigh > apart ? 1 : 0;
            _lastHigh = bin;
        }

        Weigh();
    }

    /// <summary>Takes in some quiet bins in which nothing rose.</summary>
    /// <param name="bins">How many.</param>
    /// <param name="rate">As for <see cref="Learn"/>.</param>
    /// <param name="kept">What all these bins leave of what is known.</param>
    public void LearnSilence(int bins, double rate, double kept)
    {
        _expected = (_expected * kept) + (bins * rate / Low);
        _low *= kept;
        _high *= kept;
    }

    /// <summary>Puts <see cref="Worth"/> right; done now and then.</summary>
    public void Weigh()
    {
        var low = (_low + PriorRises) / (_expected + PriorRises);
        var high = (_high + (PriorRises * low)) / ((_expected * Low / High) + PriorRises);
        _discount = Math.Clamp(high, LeastRatio, LargestRatio);
    }
}
