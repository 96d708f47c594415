namespace Groundswell.Incidents;

/// <summary>Severity from the ratio and the excess of reports: both must be large, so that neither 30 reports instead of 1 nor 30,000 instead of 25,000 is critical.</summary>
internal static class SeverityRule
{
    // With less than one report expected the ratio would only tell how quiet the service usually is.
    private const double LeastExpected = 1;

    public static Severity Judge(double reports, double expected, IncidentOptions options) => Judge(reports, expected, options, 1);

    /// <summary>The severity after one more look: it rises at once, and falls only once it is clearly below and <paramref name="mayFall"/>.</summary>
    public static Severity Judge(Severity present, double reports, double expected, bool mayFall, IncidentOptions options)
    {
        var raised = Judge(reports, expected, options, 1);
        if (raised >= present)
        {
            return raised;
        }

        var kept = Judge(reports, expected, options, options.SeverityKeeps);
        return mayFall && kept < present ? kept : present;
    }

    public static bool IsOverwhelming(double reports, double expected, IncidentOptions options) =>
        Exceeds(reports, expected, options.OverwhelmingRatio, options.OverwhelmingExcess);

    private static Severity Judge(double reports, double expected, IncidentOptions options, double part) =>
        Exceeds(reports, expected, part * options.CriticalRatio, part * options.CriticalExcess) ? Severity.Critical
        : Exceeds(reports, expected, part * options.MajorRatio, part * options.MajorExcess) ? Severity.Major
        : Severity.Minor;

    private static bool Exceeds(double reports, double expected, double ratio, double excess) =>
        reports >= ratio * Math.Max(expected, LeastExpected) && reports - expected >= excess;
}
