using Groundswell.Catalogue;

namespace Groundswell.Incidents.Causes;

/// <summary>Tells whether what was found belongs to an incident that is open or was lately.</summary>
internal static class CauseMatching
{
    private const double Most = 0.5;

    /// <summary>What began this soon after an incident may be its origin.</summary>
    private static readonly TimeSpan OriginWithin = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan ProvenAfter = TimeSpan.FromMinutes(15);

    public static CauseMatch Match(CauseIncident incident, CauseFinding finding, CauseCommand command, CauseOptions options)
    {
        if (IsSame(incident.Cause, finding.Cause))
        {
            return CauseMatch.Same;
        }

        if (finding.Cause.Component is null && incident.Cause.Component is { } named && command.Needs(named).Any(finding.Cause.Covers))
        {
            return CauseMatch.Deeper;
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
                return IsInstead(incident, finding) && Shared(incident, finding, out var all) >= Most * all && all > 0 ? CauseMatch.Rival : CauseMatch.Triggered;
            }
        }

        var shared = Shared(incident, finding, out var down);
        return shared > 0 && shared >= Most * down ? CauseMatch.Rival
            : shared > 0 && shared >= Most * finding.Services.Count && !IsSeen(finding) ? CauseMatch.Part
            : CauseMatch.None;
    }

    /// <summary>Whether what was found began with the incident: it may be its origin. What began later is a wave.</summary>
    public static bool BeganWith(CauseIncident incident, CauseFinding finding) => finding.Onset <= incident.Onset + OriginWithin && !IsProven(incident);

    // Its cause was seen to fail for a good while under its name, and to work again: nothing that is found then takes that back.
    private static bool IsProven(CauseIncident incident) => incident.Repaired is { Failing.Failure: not null, RecoveredAt: { } at } && at - incident.IdentifiedAt >= ProvenAfter;

    /// <summary>Whether what was found began with the incident and leaves its cause out: then that did not trigger it.</summary>
    private static bool IsInstead(CauseIncident incident, CauseFinding finding) =>
        BeganWith(incident, finding) && finding.Components.All(c => new CauseName(c.Component) != incident.Cause) && finding.Cause != incident.Cause;

    private static int Shared(CauseIncident incident, CauseFinding finding, out int down)
    {
        var members = incident.Members.Values.Where(m => m.IsDown).Select(m => m.Service).ToHashSet();
        down = members.Count;
        return finding.Services.Count(s => members.Contains(s.Service));
    }

    // By its own probes or its supplier's word: such a cause stands for itself, whoever its services are.
    private static bool IsSeen(CauseFinding finding) =>
        finding.Components.Any(c => c.Failure is not null) || finding.Evidence.Any(e => e.Kind == CauseEvidenceKind.Notices && e.Weight > 0);

    /// <summary>Components that fail in the incident, or did so not long ago.</summary>
    public static IEnumerable<ComponentId> FailedLately(CauseIncident incident, DateTimeOffset now, CauseOptions options) =>
        incident.Components.Values.Where(c => c.RecoveredAt is not { } at || now - at <= options.Aftermath).Select(c => c.Failing.Component);

    /// <summary>The same cause, named as deeply or more or less so.</summary>
    public static bool IsSame(CauseName a, CauseName b) => a == b || a.IsOver(b) || b.IsOver(a);
}
