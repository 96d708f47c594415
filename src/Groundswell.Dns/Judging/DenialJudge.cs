using Groundswell.Dns.Observing;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Judging;

/// <summary>
/// Looks for servers that contradict themselves: they say that a name does not exist, and have records at it or below it. "No such name"
/// speaks of all types (RFC 2308, section 5) and of all that lies below (RFC 8020), and resolvers keep it for both.
/// </summary>
/// <param name="seen">What was seen.</param>
/// <param name="findings">Where findings go.</param>
internal sealed class DenialJudge(Observation seen, FindingList findings)
{
    private const string Unfound = "Resolvers that ask label by label (RFC 9156), or believe that nothing is below a name that does not exist (RFC 8020), do not find it.";

    /// <param name="answer">What is agreed of the name.</param>
    /// <param name="servers">The servers of each zone on the way.</param>
    public void Judge(HopAnswer answer, IReadOnlyDictionary<DomainName, IReadOnlyList<ServerHealth>> servers)
    {
        if (answer.Reply?.Kind is not (ReplyKind.Records or ReplyKind.Alias))
        {
            return;
        }

        var zones = answer.Hop.Zones;
        for (var i = 0; i < zones.Count; i++)
        {
            Above(zones[i], i + 1 < zones.Count ? zones[i + 1] : answer.Hop.Name, answer.Hop.Name, servers[zones[i]]);
        }

        if (SecondLook.OtherFamily(seen.Type) is { } other)
        {
            OtherType(zones[^1], answer.Hop.Name, other, servers[zones[^1]]);
        }

        Beside(zones[^1], answer);
    }

    /// <summary>Names between the zone and what lies below.</summary>
    private void Above(DomainName zone, DomainName below, DomainName name, IReadOnlyList<ServerHealth> servers)
    {
        for (var labels = zone.LabelCount + 1; labels <= below.LabelCount; labels++)
        {
            var between = name.Ancestor(labels);
            List<ServerHealth> denying = [.. servers.Where(s => s.IsGood && Denies(s, zone, between, RecordType.Ns))];

            // At a delegation that differs from server to server, DelegationJudge says so.
            if (denying.Count > 0 && !(labels == below.LabelCount && below != name))
            {
                findings.Add(DiagnosisClass.Inconsistent, Severity.Warning, Rank.Difference, zone, between == name
                    ? $"To a question for NS records of {name} {Who(denying)} of {zone} says that the name does not exist, and it has records. {Unfound}"
                    : $"{Who(denying)} of {zone} says that {between} does not exist, and {name} below it does. {Unfound}");
                return;
            }
        }
    }

    private void OtherType(DomainName zone, DomainName name, RecordType other, IReadOnlyList<ServerHealth> servers)
    {
        List<ServerHealth> denying = [.. servers.Where(s => s.IsGood && Denies(s, zone, name, other))];
        if (denying.Count > 0)
        {
            findings.Add(DiagnosisClass.Inconsistent, Severity.Error, Rank.Difference, zone,
                $"{name} has {seen.Type.ToText()} records, and to a question for {other.ToText()} {Who(denying)} of {zone} says that the name does not exist at all. A resolver that was asked for {other.ToText()} has no {seen.Type.ToText()} record for anyone until that answer expires.");
        }
    }

    /// <summary>An alias may have nothing beside it (RFC 1034, section 3.6.2), and the apex of a zone always has.</summary>
    private void Beside(DomainName zone, HopAnswer answer)
    {
        var name = answer.Hop.Name;
        var isApex = name == zone && answer.All.Any(r => r.Message!.AnswersFor(name, RecordType.Cname).Any());
        var isMixed = seen.Type != RecordType.Cname && seen.Type != RecordType.Any
            && answer.All.Any(r => r.Message!.AnswersFor(name, RecordType.Cname).Any() && r.Message!.AnswersFor(name, seen.Type).Any());
        if (isApex || isMixed)
        {
            findings.Add(DiagnosisClass.Inconsistent, Severity.Warning, Rank.Difference, zone,
                $"{name} is an alias (CNAME) and has other records beside it{(isApex ? ", as the apex of a zone must" : "")}, which excludes each other (RFC 1034, section 3.6.2): which of them a resolver gives depends on what it was asked first.");
        }
    }

    private bool Denies(ServerHealth server, DomainName zone, DomainName name, RecordType type) =>
        Reply.Read(seen.Best(server.Server.Address, name, type), zone, name, type).Kind == ReplyKind.NoName;

    private static string Who(List<ServerHealth> some) => some.Count == 1 ? ZoneJudge.Called(some[0].Server) : $"each of {some.Count} servers";
}
