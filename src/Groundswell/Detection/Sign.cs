namespace Groundswell.Detection;

/// <summary>What the latest bins say of an outage.</summary>
/// <param name="Statistic">The Shiryaev-Roberts statistic of <see cref="OutageFilter"/>, or a mean of several.</param>
/// <param name="Odds">Odds that an outage is under way now.</param>
/// <param name="Size">Mean size of that outage, in the units of <see cref="FilterModel.Sizes"/>; 0 for none.</param>
/// <param name="Reports">Reports in the latest quarter of an hour.</param>
/// <param name="IsSilent">Far fewer reports than expected: perhaps they do not reach us.</param>
/// <param name="Share">Excess over the usual, as a share of it, if there is an outage.</param>
/// <param name="Evidence">The statistic whatever the excess; scores are of it.</param>
internal readonly record struct Sign(double Statistic, double Odds, double Size, double Reports, bool IsSilent, double Share, double Evidence)
{
    private const double HalfScore = 5; // decades at which the score is one half

    /// <summary>The statistic on the scale of thresholds and scores: 0 for nothing, and never negative.</summary>
    public double Decades => Math.Log10(1 + Statistic);

    /// <summary>0 for nothing, and towards 1 beyond doubt.</summary>
    public double Score
    {
        get
        {
            var decades = Math.Log10(1 + Evidence);
            return decades / (decades + HalfScore);
        }
    }

    /// <summary>With the odds and the size of another series, where those are larger.</summary>
    public Sign Or(in Sign other) => other.Odds > Odds ? this with { Odds = other.Odds, Size = other.Size, Share = other.Share } : this;
}
