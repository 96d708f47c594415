using Groundswell.Catalogue;

namespace Groundswell.Incidents.Causes;

/// <summary>Tells whether what was found belongs to an incident that is open or was lately.</summary>
internal static class CauseMatching
{
    private const double Most = 0.5;

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

        var down = incident.Members.Values.Where(m => m.IsDown).Select(m => m.Service).ToHashSet();
        var shared = finding.Services.Count(s => down.Contains(s.Service));
        return shared > 0 && shared >= Most * down.Count ? CauseMatch.Rival
            : shared > 0 && shared >= Most * finding.Services.Count && !IsSeen(finding) ? CauseMatch.Part
            : CauseMatch.None;
    }

    // By its own probes or its supplier's word: such a cause stands for itself, whoever its services are.
    private static bool IsSeen(CauseFinding finding) =>
        finding.Components.Any(c => c.Failure is not null) || finding.Evidence.Any(e => e.Kind == CauseEvidenceKind.Notices && e.Weight > 0);

    /// <summary>Components that fail in the incident, or did so not long ago.</summary>
    public static IEnumerable<ComponentId> FailedLately(CauseIncident incident, DateTimeOffset now, CauseOptions options) =>
        incident.Components.Values.Where(c => c.RecoveredAt is not { } at || now - at <= options.Aftermath).Select(c => c.Failing.Component);

    private static bool IsSame(CauseName a, CauseName b) =>
        a == b
        || (a.Component is { } x && b.Covers(x))
        || (b.Component is { } y && a.Covers(y))
        || (a.Provider == b.Provider && (a.Region is null || b.Region is null));
}
