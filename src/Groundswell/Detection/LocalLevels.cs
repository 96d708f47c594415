namespace Groundswell.Detection;

/// <summary>
/// How far the series stands from its level and rhythm just now (a slow disturbance, a holiday), as discounted gamma estimates with
/// several half-lives at once, and last a factor that is always one: a series that is never disturbed is judged by level and rhythm
/// alone, so that an outage that creeps up over hours is not followed. <see cref="WindowSpread"/> picks the one that has forecast best.
/// </summary>
internal sealed class LocalLevels
{
    /// <summary>A disturbance is forecast to fade to one with this time constant.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(6);

    private const double DisturbanceVariance = 0.15 * 0.15; // prior variance of the local factor, about what holidays and weather do
    private static readonly double[] HalfLifeMinutes = [30, 90, 270];

    private readonly double[] _keep = new double[RecentBins.Scales];
    private readonly double[] _count = new double[RecentBins.Scales];
    private readonly double[] _expected = new double[RecentBins.Scales];
    private readonly double[] _factor = new double[RecentBins.Scales];

    public LocalLevels(double binSeconds)
    {
        for (var k = 0; k < HalfLifeMinutes.Length; k++)
        {
            _keep[k] = Math.Pow(0.5, binSeconds / (60 * HalfLifeMinutes[k]));
        }

        Array.Fill(_factor, 1);
    }

    public ReadOnlySpan<double> Factors => _factor;

    /// <param name="count">What was counted, cleaned.</param>
    /// <param name="expected">By level and rhythm alone.</param>
    /// <param name="dispersion">Variance over mean of a bin.</param>
    /// <param name="youth">Variance of the log of what a young series does not know of its rhythm yet.</param>
    public void Learn(double count, double expected, double dispersion, double youth)
    {
        var pseudo = dispersion / (DisturbanceVariance + youth);
        for (var k = 0; k < HalfLifeMinutes.Length; k++)
        {
            _count[k] = (_count[k] * _keep[k]) + count;
            _expected[k] = (_expected[k] * _keep[k]) + expected;
            _factor[k] = (_count[k] + pseudo) / (_expected[k] + pseudo);
        }
    }

    /// <summary>Some silent bins at once.</summary>
    /// <param name="bins">How many.</param>
    /// <param name="expected">By level and rhythm alone, over all of them.</param>
    /// <param name="dispersion">Variance over mean of a bin.</param>
    /// <param name="youth">As for <see cref="Learn"/>.</param>
    public void LearnSilence(int bins, double expected, double dispersion, double youth)
    {
        var pseudo = dispersion / (DisturbanceVariance + youth);
        for (var k = 0; k < HalfLifeMinutes.Length; k++)
        {
            var keep = Math.Pow(_keep[k], bins);
            _count[k] *= keep;
            _expected[k] = (_expected[k] * keep) + expected;
            _factor[k] = (_count[k] + pseudo) / (_expected[k] + pseudo);
        }
    }

    public void Reset()
    {
        Array.Clear(_count);
        Array.Clear(_expected);
        Array.Fill(_factor, 1);
    }

    public void Exchange(ref SnapshotCursor cursor)
    {
        cursor.Fields<double>(_count);
        cursor.Fields<double>(_expected);
        cursor.Fields<double>(_factor);
    }
}
