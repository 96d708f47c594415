using Groundswell.Catalogue;

namespace Groundswell.Incidents.Causes;

/// <summary>Tells whether what was found belongs to an incident that is open or was lately.</summary>
internal static class CauseMatching
{
    // Half of the smaller side: a cause that explains two of an incident's forty services is another one.
    private const double OverlapNeeded = 0.5;

    public static CauseMatch Match(CauseIncident incident, CauseFinding finding, CauseCommand command, CauseOptions options)
    {
        if (IsSame(incident.Cause, finding.Cause))
        {
            return CauseMatch.Same;
        }

        if (finding.Cause.Component is { } found)
        {
            if (incident.Cause.Component is { } cause && command.Needs(cause).Contains(found))
            {
                return CauseMatch.Deeper;
            }

            var needs = command.Needs(found);
            if (FailedLately(incident, command.Now, options).Any(c => c == found || needs.Contains(c)))
            {
                return CauseMatch.Triggered;
            }
        }

        return Overlap(incident, finding) >= OverlapNeeded ? CauseMatch.Rival : CauseMatch.None;
    }

    /// <summary>Components that fail in the incident, or did so not long ago.</summary>
    public static IEnumerable<ComponentId> FailedLately(CauseIncident incident, DateTimeOffset now, CauseOptions options) =>
        incident.Components.Values.Where(c => c.RecoveredAt is not { } at || now - at <= options.Aftermath).Select(c => c.Failing.Component);

    private static bool IsSame(CauseName a, CauseName b) =>
        a == b
        || (a.Component is { } x && b.Covers(x))
        || (b.Component is { } y && a.Covers(y))
        || (a.Provider == b.Provider && (a.Region is null || b.Region is null));

    private static double Overlap(CauseIncident incident, CauseFinding finding)
    {
        var down = incident.Members.Values.Where(m => m.IsDown).Select(m => m.Service).ToHashSet();
        var smaller = Math.Min(down.Count, finding.Services.Count);
        return smaller == 0 ? 0 : (double)finding.Services.Count(s => down.Contains(s.Service)) / smaller;
    }
}
