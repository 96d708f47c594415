namespace Groundswell.Detection;

/// <summary>
/// How far the bins of one series scatter about their mean, and how that grows with the mean: variance over mean = φ + c m, a
/// discounted regression on the mean. Some series scatter as bursts of a fixed size do (c = 0), some in proportion to their rate (each
/// minute its own mood); held for the one, a series of the other kind would seem uncommonly even at night and wild by day.
/// </summary>
internal struct DispersionLaw
{
    private const double PriorRatio = 2; // people report in pairs and spurts
    private const double PriorWeight = 30; // reports, or bins with more than one
    private const double SlopePrior = 100; // bins that say that the scatter does not grow
    private const double SlopeShrink = 0.05;

    private double _weight;
    private double _mean;
    private double _squaredMean;
    private double _ratio;
    private double _ratioMean;

    /// <summary>Variance over mean of a bin with so many reports expected; at least 1, Poisson's.</summary>
    public readonly double At(double mean)
    {
        var ratio = (_ratio + (PriorRatio * PriorWeight)) / (_weight + PriorWeight);
        if (_weight <= 0)
        {
            return ratio;
        }

        var center = _mean / _weight;
        var spread = _squaredMean - (center * _mean) + (((SlopeShrink * _weight) + SlopePrior) * center * center);
        var slope = Math.Max(0, (_ratioMean - (_ratio * center)) / spread);
        return Math.Max(1, ratio + (slope * (mean - center)));
    }

    /// <summary>Takes in a bin: what was expected, and the squared error, by so much as it is normal.</summary>
    public void Learn(double mean, double squaredError, double normal, double keep)
    {
        Discount(keep);

        // A sparse bin's ratio is little but chance: it counts by its mean.
        var weight = normal * mean / (1 + mean);
        var ratio = squaredError / mean;
        _weight += weight;
        _mean += weight * mean;
        _squaredMean += weight * mean * mean;
        _ratio += weight * ratio;
        _ratioMean += weight * ratio * mean;
    }

    /// <summary>Takes in some silent bins at once; <paramref name="kept"/> is what all of them leave of what is known.</summary>
    public void LearnSilence(int bins, double mean, double kept)
    {
        Learn(mean, mean * mean, 1, kept);
        var more = (bins - 1) * mean / (1 + mean);
        _weight += more;
        _mean += more * mean;
        _squaredMean += more * mean * mean;
        _ratio += more * mean;
        _ratioMean += more * mean * mean;
    }

    private void Discount(double keep)
    {
        _weight *= keep;
        _mean *= keep;
        _squaredMean *= keep;
        _ratio *= keep;
        _ratioMean *= keep;
    }
}
