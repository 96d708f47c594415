namespace Groundswell.Detection;

/// <summary>
/// Tells the stray reports that a healthy service gets when a far larger rival fails from an outage of its own. On 15 June 2020
/// T-Mobile failed, with some 114,000 reports at the peak; Verizon and AT&amp;T had thousands, because their customers could not reach
/// T-Mobile's, and both ran normally. One series alone cannot show that, so this rule looks at the services of one category together.
/// <para>
/// A service's excess is stray where another service of the category (the victim) is down, or has been until now, and all of this holds:
/// the excess is no more than <see cref="LargestShare"/> of the victim's, as far as chance lets that be told; measured in usual reports
/// it is in the same way at most <see cref="LargestRelativeShare"/> of the victim's, so that a small service that fails as badly as a
/// large one stands; it did not begin well before the victim's; and the countries in which it is down are among the victim's. The caller
/// applies it only to categories whose users reach each other through the services (carriers, internet providers): elsewhere a user of
/// one service never meets the other's failure.
/// </para>
/// </summary>
public static class StrayReports
{
    /// <summary>Stray reports were 2 to 8 % of the victim's; from 10 % on a rival's excess is its own.</summary>
    public const double LargestShare = 0.10;

    /// <summary>A rival is called stray only while its multiple of the usual is below this share of the victim's.</summary>
    public const double LargestRelativeShare = 0.25;

    private const double LeastExpected = 0.5; // a quarter of an hour's reports below this make no meaningful multiple
    private const double Deviations = 2; // an outage is looked at a hundred times; a share of 8 % must not be drawn above 10 % in any of them
    private const double WindowShape = 150; // negative-binomial size of 15 minutes of reports, with ten a minute
    private static readonly TimeSpan OnsetTolerance = TimeSpan.FromMinutes(15); // a slowly rising victim's onset is found late

    /// <summary>
    /// Judges the services of one category together: those whose excess is stray are capped at <see cref="SeriesState.Suspect"/>, with
    /// <see cref="ServiceAssessment.StrayFrom"/> naming the victim. The others are returned as they are, in the same order.
    /// </summary>
    /// <param name="ofOneCategory">Assessments of one time and one category, whose users reach each other.</param>
    public static IReadOnlyList<ServiceAssessment> Attribute(IReadOnlyList<ServiceAssessment> ofOneCategory)
    {
        ArgumentNullException.ThrowIfNull(ofOneCategory);
        ServiceAssessment? victim = null;
        foreach (var assessment in ofOneCategory)
        {
            if (assessment.State is SeriesState.Down or SeriesState.Recovering && Excess(assessment) > Excess(victim))
            {
                victim = assessment;
            }
        }

        return victim is null
            ? ofOneCategory
            : [.. ofOneCategory.Select(a => IsStray(a, victim) ? a with { State = SeriesState.Suspect, StrayFrom = victim.Service } : a)];
    }

    private static bool IsStray(ServiceAssessment rival, ServiceAssessment victim) =>
        rival.State is SeriesState.Down or SeriesState.Suspect
        && rival.Service != victim.Service
        && SureExcess(rival) <= LargestShare * Excess(victim)
        && SureExcess(rival) / Usual(rival) <= LargestRelativeShare * Excess(victim) / Usual(victim)
        && (victim.Onset is not { } began || rival.Onset is not { } onset || onset >= began - OnsetTolerance)
        && (victim.Regions.Count == 0 || rival.Regions.All(r => r.State != SeriesState.Down || victim.Regions.Any(v => v.Region == r.Region)));

    private static double Excess(ServiceAssessment? assessment) =>
        assessment is null ? 0 : Math.Max(0, assessment.RecentReports - assessment.RecentExpected);

    /// <summary>What of the excess is left when chance is taken off.</summary>
    private static double SureExcess(ServiceAssessment assessment)
    {
        var reports = assessment.RecentReports;
        return Math.Max(0, Excess(assessment) - (Deviations * Math.Sqrt(reports + (reports * reports / WindowShape))));
    }

    private static double Usual(ServiceAssessment assessment) => Math.Max(LeastExpected, assessment.RecentExpected);
}
