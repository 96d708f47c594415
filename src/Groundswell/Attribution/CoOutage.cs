namespace Groundswell.Attribution;

/// <summary>
/// Whether a service that keeps failing with a component depends on it. A hint for whoever keeps the catalogue, never an edge by itself.
/// </summary>
public static class CoOutage
{
    /// <summary>Posterior from which a hint is worth showing.</summary>
    public const double WorthShowing = 0.9;

    /// <summary>P(a dependent's failure is noticed); docs/attribution.md.</summary>
    private const double Detection = 0.78;

    private const int Steps = 400;

    /// <summary>ln P(k of n | an edge of unknown weight w, density 2w) / P(k of n | chance).</summary>
    /// <param name="incidents">Confirmed incidents of the component in which the service was watched.</param>
    /// <param name="together">Those in which the service failed too.</param>
    /// <param name="baseRate">Share of such windows in which the service fails anyway, above 0 and below 1.</param>
    public static double LogBayesFactor(int incidents, int together, double baseRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(incidents);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)together, (uint)incidents, nameof(together));
        if (baseRate is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(baseRate), baseRate, "The base rate must lie between 0 and 1.");
        }

        var chance = (together * Math.Log(baseRate)) + ((incidents - together) * Math.Log(1 - baseRate));
        var sum = 0.0;
        for (var step = 0; step < Steps; step++)
        {
            var weight = (step + 0.5) / Steps;
            var rate = baseRate + ((1 - baseRate) * Detection * weight);
            sum += 2 * weight * Math.Exp((together * Math.Log(rate)) + ((incidents - together) * Math.Log(1 - rate)) - chance);
        }

        return Math.Log(sum / Steps);
    }

    /// <summary>P(there is an edge | the incidents).</summary>
    /// <param name="incidents">As in <see cref="LogBayesFactor"/>.</param>
    /// <param name="together">As in <see cref="LogBayesFactor"/>.</param>
    /// <param name="baseRate">As in <see cref="LogBayesFactor"/>.</param>
    /// <param name="prior">P(an edge) before any incident; one in 200 to one in 2000.</param>
    public static double Posterior(int incidents, int together, double baseRate, double prior)
    {
        var odds = prior / (1 - prior) * Math.Exp(LogBayesFactor(incidents, together, baseRate));
        return double.IsPositiveInfinity(odds) ? 1 : odds / (1 + odds);
    }
}
