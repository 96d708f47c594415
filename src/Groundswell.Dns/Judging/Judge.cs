using Groundswell.Dns.Observing;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Judging;

/// <summary>
/// From what was seen to what is wrong: a pure function. It goes the way from the root to the end of the last alias. What breaks the way
/// ends it there; what only hurts is noted on. The class is that of the first error; without one, that of the first warning; "first" is by
/// place on the way, then by what explains the others.
/// </summary>
public static class Judge
{
    public static Diagnosis Of(Observation seen)
    {
        var findings = new FindingList();
        var end = new Walk(seen, findings).Go();
        if (!findings.HasError && IsCutOff(seen))
        {
            findings.Add(DiagnosisClass.Ok, Severity.Note, Rank.Server, DomainName.Root, "No root server can be reached from here, as in networks that let only their own resolvers ask: nothing but the resolvers' answers is judged.");
        }

        findings.Place++;
        new ResolverJudge(seen, findings).Judge(end);
        IReadOnlyList<Finding> ordered = [.. findings.All.OrderBy(f => f.Place).ThenBy(f => f.Rank)];
        var first = ordered.FirstOrDefault(f => f.Severity == Severity.Error) ?? ordered.FirstOrDefault(f => f.Severity == Severity.Warning);
        var @class = first?.Class ?? DiagnosisClass.Ok;
        return new Diagnosis
        {
            Class = @class,
            Guilty = first is null ? [] : [.. Accomplices(ordered, first).Select(f => new Culprit(f.Zone, f.Server, f.Address)).Distinct()],
            Explanation = Explanation.Of(seen, ordered, first),
            Findings = ordered,
            Seen = seen,
        };
    }

    /// <summary>Whether not one root server of the Internet answered: that is the network here, and not the root.</summary>
    internal static bool IsCutOff(Observation seen) => seen.IsPublicRoot
        && seen.Zones[DomainName.Root].Servers.All(s => seen.Best(s.Address, DomainName.Root, RecordType.Soa) is not Asking.DnsResult.Answered);

    /// <summary>Findings of the same kind, weight and zone: all servers that fail in one way are guilty together.</summary>
    private static IEnumerable<Finding> Accomplices(IReadOnlyList<Finding> ordered, Finding first) =>
        ordered.Where(f => f.Class == first.Class && f.Severity == first.Severity && f.Rank == first.Rank && f.Zone == first.Zone && f.Place == first.Place);
}
