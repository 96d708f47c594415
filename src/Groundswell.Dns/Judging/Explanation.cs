using Groundswell.Dns.Asking;
using Groundswell.Dns.Observing;

namespace Groundswell.Dns.Judging;

/// <summary>Says in plain words what was found.</summary>
internal static class Explanation
{
    public static string Of(Observation seen, IReadOnlyList<Finding> findings, Finding? first, IReadOnlyList<string> machine, bool isKnown)
    {
        var sentences = new List<string> { first is not null ? first.Text : isKnown ? Well(seen) : $"Nothing can be said of {seen.Name} from here." };
        if (first is not null)
        {
            var others = findings.Count(f => f != first && f.Severity == first.Severity && f.Class == first.Class && f.Place == first.Place);
            if (others > 0)
            {
                sentences.Add($"The same holds for {others} more of its servers or records.");
            }

            sentences.Add(Meaning(first.Class, first.Severity));
            var symptoms = findings.Where(f => f.Rank == Rank.Resolver && f != first && f.Severity == Severity.Note && f.Class != DiagnosisClass.Ok).Select(f => f.Text).Take(3);
            sentences.AddRange(first.Rank == Rank.Resolver ? [] : symptoms);
        }

        sentences.AddRange(first is null && !isKnown ? findings.Where(f => f.Severity == Severity.Note && (f.Zone is not null || f.Rank == Rank.Resolver)).Select(f => f.Text).Take(3) : []);
        sentences.AddRange(machine);
        sentences.AddRange(seen.Limits.Select(l => $"Not everything was looked at: {l}."));
        return string.Join(' ', sentences.Where(s => s.Length > 0));
    }

    private static string Well(Observation seen)
    {
        var servers = seen.Asked.Where(a => a.Key.Kind.Means() is not null && a.Value is DnsResult.Answered).Select(a => a.Key.Server).Distinct().Count();
        return servers == 0
            ? $"Nothing is known to be wrong with {seen.Name}: a resolver answers, and no server could be asked itself."
            : $"Nothing is wrong with {seen.Name}: what was asked of {servers} servers, from the root on, was answered, and the answers agree.";
    }

    private static string Meaning(DiagnosisClass @class, Severity severity) => @class switch
    {
        DiagnosisClass.Timeout when severity == Severity.Warning => "Resolvers come to such a server at times, wait for it in vain, and then ask another: users see delays.",
        DiagnosisClass.Lame or DiagnosisClass.Servfail or DiagnosisClass.Refused when severity == Severity.Warning => "Resolvers that come to such a server have to ask another; with one server fewer the zone is nearer to its end.",
        DiagnosisClass.Lame => "Whoever runs the zone must put it onto the servers that its delegation names, or name others.",
        DiagnosisClass.Dnssec when severity == Severity.Warning => "Resolvers that validate must ask other servers; once these fail, they answer SERVFAIL.",
        DiagnosisClass.DelegationMismatch => "Which servers are asked depends on whether a resolver follows the parent or the zone; what one of them changes, half of the world does not see.",
        DiagnosisClass.Inconsistent => "What users get depends on which server their resolver happens to ask.",
        DiagnosisClass.Edns => "Resolvers have expected EDNS of every server since 2019.",
        DiagnosisClass.TtlCollapse => "The load on the zone's servers rises, and when they fail nobody has the answer in reserve.",
        DiagnosisClass.CnameDangling => "The alias must be removed, or its target made; whoever can register the target may take the name over.",
        _ => "",
    };
}
