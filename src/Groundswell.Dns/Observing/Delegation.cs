using System.Net;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Observing;

/// <summary>What servers of a parent say of a zone below: names of its servers, and the addresses that came along.</summary>
/// <param name="Zone">The zone below.</param>
/// <param name="Hosts">Names of its servers.</param>
/// <param name="Glue">Addresses that the parent may speak of: those of names within the parent.</param>
/// <param name="IsServedByParent">Whether the servers answered for the zone itself.</param>
public sealed record Delegation(DomainName Zone, IReadOnlyList<DomainName> Hosts, ILookup<DomainName, IPAddress> Glue, bool IsServedByParent)
{
    /// <summary>The delegation in answers to a question for a name below; null if none of them has one.</summary>
    public static Delegation? Read(DomainName parent, DomainName name, IEnumerable<Reply> replies)
    {
        var all = replies.ToList();
        var cut = all.Where(r => r.Kind == ReplyKind.Referral).GroupBy(r => r.Owner!).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key;
        var served = all.Where(r => r.Kind == ReplyKind.Records && r.Message!.AnswersFor(name, RecordType.Ns).Any()).ToList();
        if (cut is null && served.Count == 0)
        {
            return null;
        }

        // Servers that refer say what the parent has; those that answer themselves say what the zone has.
        var from = cut is null ? served : [.. all.Where(r => r.Kind == ReplyKind.Referral && r.Owner == cut)];
        var zone = cut ?? name;
        var hosts = from
            .SelectMany(r => (cut is null ? r.Message!.Answers : r.Message!.Authorities).Where(n => n.Type == RecordType.Ns && n.Name == zone))
            .Select(n => ((RecordContent.Target)n.Content).Name)
            .Distinct()
            .Take(DiagnosisLimits.MostHosts)
            .ToList();
        var glue = from
            .SelectMany(r => r.Message!.Additionals.Concat(r.Message.Answers))
            .Where(r => r.Content is RecordContent.Address && r.Name.IsWithin(parent) && hosts.Contains(r.Name))
            .Select(r => (r.Name, ((RecordContent.Address)r.Content).Value))
            .Distinct()
            .ToLookup(g => g.Name, g => g.Value);
        return new Delegation(zone, hosts, glue, cut is null);
    }
}
