using Groundswell.Dns.Observing;

namespace Groundswell.Dns.Judging;

/// <summary>
/// From what was seen to what is wrong: a pure function. What this machine's own way out kept away is set aside first (<see cref="WayOut"/>).
/// Then it goes the way from the root to the end of the last alias. What breaks the way ends it there; what only hurts is noted on. The
/// class is that of the first error; without one, <see cref="DiagnosisClass.Unknown"/> if the way could not be followed to its end, and else that of the first warning;
/// "first" is by place on the way, then by what explains the others.
/// </summary>
public static class Judge
{
    private const string CutOff = "No root server of the Internet answers from here as one: that is the network here, which lets only its own resolvers ask, or answers in their place. Nothing but the resolvers' answers is judged.";

    public static Diagnosis Of(Observation raw)
    {
        var (seen, notes) = WayOut.Of(raw);
        List<string> machine = [.. notes];
        var findings = new FindingList();
        var end = new Walk(seen, findings).Go();
        if (seen.IsPublicRoot && findings.All.Any(BlamesRoot))
        {
            findings = new FindingList();
            end = null;
            machine.Add(CutOff);
        }

        findings.Place++;
        new ResolverJudge(seen, findings, machine).Judge(end);
        return Sum(seen, findings, machine, isJudged: end is not null);
    }

    private static Diagnosis Sum(Observation seen, FindingList findings, List<string> machine, bool isJudged)
    {
        foreach (var note in machine)
        {
            findings.Add(new Finding { Class = DiagnosisClass.Unknown, Severity = Severity.Note, Rank = Rank.Glue, Text = note }, place: 0);
        }

        IReadOnlyList<Finding> ordered = [.. findings.All.OrderBy(f => f.Place).ThenBy(f => f.Rank)];
        var isKnown = isJudged || ResolverJudge.HasAnswer(seen);
        var first = ordered.FirstOrDefault(f => f.Severity == Severity.Error) ?? (isKnown ? ordered.FirstOrDefault(f => f.Severity == Severity.Warning) : null);
        return new Diagnosis
        {
            Class = first?.Class ?? (isKnown ? DiagnosisClass.Ok : DiagnosisClass.Unknown),
            Guilty = first is null ? [] : [.. Accomplices(ordered, first).Select(f => new Culprit(f.Zone, f.Server, f.Address)).Distinct()],
            Explanation = Explanation.Of(seen, ordered, first, machine, isKnown),
            Findings = ordered,
            Machine = machine,
            Seen = seen,
        };
    }

    /// <summary>The root's servers do not all fail at once, and its keys are no secret: if it seems so, something stands between.</summary>
    private static bool BlamesRoot(Finding finding) => finding is { Severity: Severity.Error, Zone.IsRoot: true, Rank: <= Rank.Transport };

    /// <summary>Findings of the same kind, weight and zone: all servers that fail in one way are guilty together.</summary>
    private static IEnumerable<Finding> Accomplices(IReadOnlyList<Finding> ordered, Finding first) =>
        ordered.Where(f => f.Class == first.Class && f.Severity == first.Severity && f.Rank == first.Rank && f.Zone == first.Zone && f.Place == first.Place);
}
