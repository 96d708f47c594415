using Groundswell.Dns.Observing;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Judging;

/// <summary>Judges where a name leads: to records, to nothing, in circles; and for how long its records hold.</summary>
/// <param name="seen">What was seen.</param>
/// <param name="findings">Where findings go.</param>
internal sealed class NameJudge(Observation seen, FindingList findings)
{
    private const string AwsDay = "This is what dynamodb.us-east-1.amazonaws.com answered on 20 October 2025.";

    /// <summary>A TTL of so few seconds, while the zone itself expects to be kept for minutes, makes every use of the name a question.</summary>
    private const uint TinyTtl = 2;
    private const uint OrdinaryTtl = 300;

    /// <summary>Times by which one server's TTL may lie below another's.</summary>
    private const uint GreatestRatio = 10;
    private const uint ShortTtl = 60;

    /// <summary>A walk ended here: what it came to.</summary>
    public void JudgeEnd(HopAnswer answer, HopAnswer? before, HopSeen? next, ZoneSeen zone)
    {
        var (name, type) = (answer.Hop.Name, seen.Type.ToText());
        switch (answer.Reply?.Kind)
        {
            case ReplyKind.NoName when before is not null:
                findings.Add(DiagnosisClass.CnameDangling, Severity.Error, Rank.Answer, before.Hop.Zones[^1], $"{before.Hop.Name} is an alias of {name}, and {name} does not exist: {Denier(answer, zone)} says so.");
                break;
            case ReplyKind.NoName:
                findings.Add(DiagnosisClass.Nxdomain, Severity.Error, Rank.Answer, zone.Zone, $"{name} does not exist: {Denier(answer, zone)} says so{Agreed(answer)}.");
                break;
            case ReplyKind.NoData:
                var by = before is null ? "" : $" {before.Hop.Name} is an alias of it.";
                findings.Add(DiagnosisClass.Empty, Severity.Error, Rank.Answer, zone.Zone,
                    $"{name} exists, but has no {type} record{Agreed(answer)}: the zone {zone.Zone} works, and the record is missing from it or was never there (the name may have other types).{by}{(seen.Type is RecordType.A or RecordType.Aaaa ? " " + AwsDay : "")}");
                break;
            case ReplyKind.Alias when next is null:
                var target = Reply.AliasTarget(answer.Reply.Message!, name);
                findings.Add(DiagnosisClass.CnameLoop, Severity.Error, Rank.Answer, zone.Zone, target is null
                    ? $"{name} is renamed (DNAME) into a name that is too long."
                    : seen.Hops.Any(h => h.Name == target)
                        ? $"{name} is an alias of {target}, which leads back to it: aliases in a circle."
                        : $"{seen.Name} leads over more than {seen.Hops.Count - 1} aliases, and resolvers give up.");
                break;
        }
    }

    /// <summary>How long the records of a name on the way may be kept.</summary>
    public void JudgeTtl(HopAnswer answer, ZoneSeen zone, IReadOnlyList<ServerHealth> servers)
    {
        if (answer.Reply?.Kind is not (ReplyKind.Records or ReplyKind.Alias) || seen.Type == RecordType.Any)
        {
            return;
        }

        List<uint> ttls = [.. answer.All.SelectMany(r => Set(r.Message!, answer.Hop.Name)).Select(r => r.Ttl)];
        if (ttls.Count == 0)
        {
            return;
        }

        var (least, most, name) = (ttls.Min(), ttls.Max(), answer.Hop.Name);
        var isWithin = answer.All.Select(r => Set(r.Message!, name).Select(t => t.Ttl).Distinct().Count()).Any(n => n > 1);
        var zoneTtl = servers.Where(s => s.IsGood)
            .Select(s => Reply.Read(seen.Best(s.Server.Address, zone.Zone, RecordType.Soa), zone.Zone, zone.Zone, RecordType.Soa))
            .Where(r => r.Kind == ReplyKind.Records).SelectMany(r => r.Message!.AnswersFor(zone.Zone, RecordType.Soa)).Select(r => r.Ttl).DefaultIfEmpty(0u).Max();
        var text = least == 0 ? "may not be kept at all (TTL 0): every use of it asks the servers of the zone, which must be there each time"
            : least <= TinyTtl && zoneTtl >= OrdinaryTtl ? $"may be kept for {least} s only, while the zone's own records hold for {zoneTtl} s"
            : least <= ShortTtl && most >= GreatestRatio * least ? isWithin
                ? $"has records with TTLs of {least} s and of {most} s in one set, of which resolvers take the least (RFC 2181, section 5.2)"
                : $"has a TTL of {least} s at one server and of {most} s at another"
            : CachedTtl(name) is { } cached && cached >= OrdinaryTtl && cached > 2 * most ? $"has a TTL of {most} s now, and resolvers still hold it for {cached} s: it was much longer before"
            : null;
        if (text is not null)
        {
            findings.Add(DiagnosisClass.TtlCollapse, Severity.Warning, Rank.Ttl, zone.Zone, $"{name} {text}.");
        }
    }

    private IEnumerable<ResourceRecord> Set(DnsMessage message, DomainName name) => message.Answers
        .Where(r => r.Name == name && (r.Type == seen.Type || r.Type == RecordType.Cname))
        .Where(r => !(r.Type == RecordType.Cname && message.Answers.Any(d => d.Type == RecordType.Dname && name.IsBelow(d.Name))));

    private uint? CachedTtl(DomainName name)
    {
        List<uint> ttls =
        [
            .. from resolver in seen.Resolvers
               let result = seen.Of(resolver, seen.Name, seen.Type, AskKind.Recursive) as Asking.DnsResult.Answered
               where result is not null
               from record in Set(result.Message, name)
               select record.Ttl,
        ];
        return ttls.Count > 0 ? ttls.Max() : null;
    }

    private static string Denier(HopAnswer answer, ZoneSeen zone) => answer.Hop.Name.LabelCount == zone.Zone.LabelCount + 1 && answer.Hop.Name.IsBelow(zone.Zone)
        ? $"{zone.Zone}, which would have it"
        : $"{zone.Zone}, which would have it or the domain it lies in,";

    private static string Agreed(HopAnswer answer) => answer.All.Count > 1 ? $" (all {answer.All.Count} servers that answered agree)" : "";
}
