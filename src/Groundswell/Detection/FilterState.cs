using System.Runtime.Intrinsics;

namespace Groundswell.Detection;

/// <summary>
/// What <see cref="OutageFilter"/> holds of one series, for each of eight hypotheses (first "normal", then outages by size): how probable
/// it is, and how far the usual rate stands from level and rhythm just now (a share of them), with its variance. A value, so that
/// an open bin is judged on a copy.
/// </summary>
internal struct FilterState
{
    public Vector512<double> Weights;
    public Vector512<double> Shifts;
    public Vector512<double> Variances;

    /// <summary>Probability of a lull: most reports do not reach us. Its drift is the one that was known before.</summary>
    public double Lull;

    public double LullShift;
    public double LullVariance;

    /// <summary>Nothing heard yet: normal, at the usual rate give or take the variance.</summary>
    public static FilterState Calm(double variance) => new()
    {
        Weights = Vector512.Create(1, OutageFilter.LeastWeight, OutageFilter.LeastWeight, OutageFilter.LeastWeight, OutageFilter.LeastWeight, OutageFilter.LeastWeight, OutageFilter.LeastWeight, OutageFilter.LeastWeight),
        Variances = Vector512.Create(variance),
        LullVariance = variance,
    };

    /// <summary>Probability that no outage is under way.</summary>
    public readonly double Normal => Weights[0];

    /// <summary>Odds of an outage now, of any size.</summary>
    public readonly double Odds => Vector512.Sum(Weights.WithElement(0, 0)) / Weights[0];

    /// <summary>Odds of a lull against all else.</summary>
    public readonly double LullOdds => Lull / Math.Max(OutageFilter.LeastWeight, 1 - Lull);

    /// <summary>Mean size of the outage, with 0 for none.</summary>
    public readonly double Size => Vector512.Sum(Weights * FilterModel.Sizes);

    /// <summary>The drift, over all hypotheses.</summary>
    public readonly double Shift => Vector512.Sum(Weights * Shifts) + (Lull * LullShift);

    /// <summary>The drift, if there is an outage.</summary>
    public readonly double OutageShift => Vector512.Sum((Weights * Shifts).WithElement(0, 0)) / Vector512.Sum(Weights.WithElement(0, 0));

    /// <summary>Its variance.</summary>
    public readonly double Variance => Vector512.Sum(Weights * Variances) + (Lull * LullVariance);
}
