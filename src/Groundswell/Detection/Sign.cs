namespace Groundswell.Detection;

/// <summary>What the latest bins say of an outage.</summary>
/// <param name="Statistic">The Shiryaev-Roberts statistic of <see cref="OutageFilter"/>, or a mean of several.</param>
/// <param name="Odds">Odds that an outage is under way now.</param>
/// <param name="Reports">Reports in the latest quarter of an hour.</param>
/// <param name="IsSilent">Far fewer reports than expected: perhaps they do not reach us.</param>
internal readonly record struct Sign(double Statistic, double Odds, double Reports, bool IsSilent)
{
    /// <summary>The statistic on the scale of thresholds and scores: 0 for nothing, and never negative.</summary>
    public double Decades => Math.Log10(1 + Statistic);
}
