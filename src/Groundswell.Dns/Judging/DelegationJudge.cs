using System.Net;
using Groundswell.Dns.Observing;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Judging;

/// <summary>Compares what a parent says of a zone's servers with what the zone says itself.</summary>
/// <param name="seen">What was seen.</param>
/// <param name="findings">Where findings go.</param>
internal sealed class DelegationJudge(Observation seen, FindingList findings)
{
    /// <param name="zone">The zone.</param>
    /// <param name="servers">Its servers.</param>
    /// <param name="parentServers">The parent's servers that serve the parent.</param>
    public void Judge(ZoneSeen zone, IReadOnlyList<ServerHealth> servers, IReadOnlyList<ServerHealth> parentServers)
    {
        Parents(zone, parentServers);
        List<ServerHealth> good = [.. servers.Where(s => s.IsGood)];
        List<HashSet<DomainName>> named = [.. good.Select(s => NamesOf(zone.Zone, s)).Where(n => n.Count > 0)];
        if (zone.IsServedByParent || named.Count == 0)
        {
            return;
        }

        var inParent = zone.Hosts.Select(h => h.Name).ToHashSet();
        var inZone = named.SelectMany(n => n).ToHashSet();
        List<DomainName> onlyParent = [.. inParent.Except(inZone)];
        List<DomainName> onlyZone = [.. inZone.Except(inParent)];
        if (onlyParent.Count + onlyZone.Count > 0)
        {
            // If whatever fails is in one of the sets only, the difference is what explains it: a server that was left behind, or never announced.
            var differing = onlyParent.Concat(onlyZone).ToHashSet();
            var failing = servers.Where(s => s.Condition is not (ServerCondition.Good or ServerCondition.Unseen)).ToList();
            var explains = failing.Count > 0 && failing.All(s => differing.Contains(s.Server.Host));
            findings.Add(DiagnosisClass.DelegationMismatch, Severity.Warning, explains ? Rank.ExplainingMismatch : Rank.Mismatch, zone.Zone,
                $"{zone.Parent} and {zone.Zone} name different servers: {Difference(zone.Parent!, onlyParent)}{(onlyParent.Count > 0 && onlyZone.Count > 0 ? "; " : "")}{Difference(zone.Zone, onlyZone)}.");
        }

        foreach (var host in zone.Hosts.Where(h => h.Outcome == HostOutcome.Glued && h.Name.IsWithin(zone.Zone)))
        {
            Addresses(zone, host, servers);
        }

        foreach (var host in zone.Checked.Where(h => h.Outcome == HostOutcome.NoSuchName))
        {
            findings.Add(DiagnosisClass.DelegationMismatch, Severity.Warning, Rank.Mismatch, zone.Zone,
                $"{zone.Parent} gives an address for {host.Name} along, and that name does not exist in its own zone: resolvers that ask for it lose the server.");
        }
    }

    private static string Difference(DomainName who, List<DomainName> names) => names.Count == 0 ? "" : $"only {who} has {string.Join(", ", names)}";

    private HashSet<DomainName> NamesOf(DomainName zone, ServerHealth server) =>
        Reply.Read(seen.Best(server.Server.Address, zone, RecordType.Ns), zone, zone, RecordType.Ns) is { Kind: ReplyKind.Records } reply
            ? [.. reply.Message!.AnswersFor(zone, RecordType.Ns).Select(r => ((RecordContent.Target)r.Content).Name)]
            : [];

    private void Addresses(ZoneSeen zone, HostSeen host, IReadOnlyList<ServerHealth> servers)
    {
        List<(RecordType Type, Reply Reply)> replies =
        [
            .. from server in servers
               where server.IsGood
               from type in (RecordType[])[RecordType.A, RecordType.Aaaa]
               select (type, Reply.Read(seen.Best(server.Server.Address, host.Name, type), zone.Zone, host.Name, type)),
        ];
        var own = replies.Where(r => r.Reply.Kind == ReplyKind.Records)
            .SelectMany(r => r.Reply.Message!.AnswersFor(host.Name, r.Type)).Select(r => (r.Content as RecordContent.Address)?.Value).OfType<IPAddress>().ToHashSet();
        if (own.Count == 0)
        {
            Nameless(zone, host, replies);
        }

        List<IPAddress> stale = [.. host.Addresses.Where(a => !own.Contains(a))];
        if (own.Count == 0 || stale.Count == 0)
        {
            if (own.Count > host.Addresses.Count)
            {
                findings.Add(DiagnosisClass.DelegationMismatch, Severity.Note, Rank.Mismatch, zone.Zone, $"{zone.Parent} gives fewer addresses of {host.Name} along than {zone.Zone} has.");
            }

            return;
        }

        var failing = servers.Where(s => s.Condition is not (ServerCondition.Good or ServerCondition.Unseen)).ToList();
        var explains = failing.Count > 0 && failing.All(s => s.Server.Host == host.Name && stale.Contains(s.Server.Address.Address));
        findings.Add(DiagnosisClass.DelegationMismatch, Severity.Warning, explains ? Rank.ExplainingMismatch : Rank.Mismatch, zone.Zone,
            $"{zone.Parent} gives the address {string.Join(", ", stale)} for {host.Name} along, and {zone.Zone} itself says {string.Join(", ", own)}.");
    }

    /// <summary>A server within the zone that the parent has an address for, and the zone has none.</summary>
    private void Nameless(ZoneSeen zone, HostSeen host, IReadOnlyList<(RecordType Type, Reply Reply)> replies)
    {
        var types = replies.Where(r => r.Reply.Kind is ReplyKind.NoName or ReplyKind.NoData).Select(r => r.Type).Distinct().Count();
        var what = replies.Any(r => r.Reply.Kind == ReplyKind.Alias) ? "that name is an alias (CNAME) there, which a server's name may not be (RFC 2181, section 10.3)"
            : types == 2 ? "the zone itself has no address for that name"
            : null;
        if (what is not null)
        {
            findings.Add(DiagnosisClass.DelegationMismatch, Severity.Warning, Rank.Mismatch, zone.Zone,
                $"{zone.Parent} gives the address {string.Join(", ", host.Addresses)} for {host.Name} along, and {what}: resolvers that ask the zone for it lose the server.");
        }
    }

    /// <summary>Servers of the parent that do not know of the zone, while others do.</summary>
    private void Parents(ZoneSeen zone, IReadOnlyList<ServerHealth> parentServers)
    {
        var replies = parentServers.Where(s => s.IsGood)
            .Select(s => (s.Server, Reply: Reply.Read(seen.Best(s.Server.Address, zone.Zone, RecordType.Ns), zone.Parent!, zone.Zone, RecordType.Ns)))
            .ToList();
        if (!replies.Any(r => r.Reply.Kind is ReplyKind.Referral or ReplyKind.Records))
        {
            return;
        }

        foreach (var (server, reply) in replies.Where(r => r.Reply.Kind is ReplyKind.NoName or ReplyKind.NoData))
        {
            findings.Add(DiagnosisClass.Inconsistent, Severity.Error, Rank.Difference, zone.Parent, server,
                $"{ZoneJudge.Called(server)} says that {zone.Zone} {(reply.Kind == ReplyKind.NoName ? "does not exist" : "is no zone")}, and other servers of {zone.Parent} delegate it.");
        }
    }
}
