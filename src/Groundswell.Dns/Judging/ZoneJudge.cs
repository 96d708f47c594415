using Groundswell.Dns.Observing;

namespace Groundswell.Dns.Judging;

/// <summary>Judges whether the servers of a zone serve it.</summary>
/// <param name="observed">What was seen.</param>
/// <param name="findings">Where findings go.</param>
internal sealed class ZoneJudge(Observation observed, FindingList findings)
{
    /// <summary>Of a zone above the name's own: with fewer bad servers resolvers hardly ever meet one, and it is not for the name's owner to mend.</summary>
    private const double HurtingShare = 0.25;

    /// <param name="zone">The zone.</param>
    /// <param name="servers">Its servers, judged one by one.</param>
    /// <param name="isOwn">Whether a name that was asked for is in it; else it lies above.</param>
    /// <returns>Whether the way goes on through it.</returns>
    public bool Judge(ZoneSeen zone, IReadOnlyList<ServerHealth> servers, bool isOwn)
    {
        List<ServerHealth> fromParent = [.. servers.Where(s => s.Server.IsFromParent)];
        if (fromParent.Count == 0)
        {
            NoAddress(zone);
            return false;
        }

        Aliases(zone);
        List<ServerHealth> seen = [.. fromParent.Where(s => s.Condition != ServerCondition.Unseen)];
        if (seen.Count == 0)
        {
            findings.Add(DiagnosisClass.Unknown, Severity.Note, Rank.Server, zone.Zone, $"Nothing can be said of the servers of {zone.Zone}: none of them can be reached from here, by the ways that are open to this machine.");
            return false;
        }

        if (!seen.Any(s => s.IsGood))
        {
            Broken(zone, seen);
            return false;
        }

        Partly(zone, servers, isOwn);
        Hosts(zone);
        return true;
    }

    private void NoAddress(ZoneSeen zone)
    {
        var waits = zone.Hosts.FirstOrDefault(h => h.Outcome == HostOutcome.Circular);
        if (waits is not null)
        {
            var reason = waits.Name.IsWithin(zone.Zone)
                ? $"{waits.Name} stands in the zone itself, and {zone.Parent} does not give its address along (glue)"
                : $"the address of {waits.Name} can be learned only from servers that wait for this zone";
            findings.Add(DiagnosisClass.MissingGlue, Severity.Error, Rank.Glue, zone.Zone, $"The servers of {zone.Zone} cannot be found: {reason}.");
            return;
        }

        var names = string.Join(", ", zone.Hosts.Select(h => h.Name));
        if (observed.IsPartlyBlind && zone.Hosts.Any(h => h.Outcome == HostOutcome.Unanswered))
        {
            findings.Add(DiagnosisClass.Unknown, Severity.Note, Rank.Server, zone.Zone, $"{zone.Zone} is delegated to {names}, and whoever knows their addresses may be out of this machine's reach.");
            return;
        }

        var isUnanswered = zone.Hosts.Any(h => h.Outcome == HostOutcome.Unanswered);
        findings.Add(isUnanswered ? DiagnosisClass.Timeout : DiagnosisClass.Lame, Severity.Error, Rank.Server, zone.Zone, isUnanswered
            ? $"{zone.Zone} is delegated to {names}, and whoever knows their addresses does not answer."
            : $"{zone.Zone} is delegated to {names}, and no such server exists: the names have no address.");
    }

    private void Broken(ZoneSeen zone, List<ServerHealth> servers)
    {
        // Servers that answer say more than those that do not.
        List<ServerHealth> speaking = [.. servers.Where(s => s.Condition != ServerCondition.Silent)];
        var @class = speaking switch
        {
            [] => DiagnosisClass.Timeout,
            _ when speaking.All(s => s.Condition == ServerCondition.Failing) => DiagnosisClass.Servfail,
            _ when speaking.All(s => s.Condition == ServerCondition.CutShort) => DiagnosisClass.Tcp,
            _ when speaking.Count == servers.Count && speaking.All(s => s.Condition is ServerCondition.Refusing or ServerCondition.Prohibiting) && !speaking.Any(s => s.DeniesZone) => DiagnosisClass.Refused,
            _ when speaking.All(s => s.Condition == ServerCondition.Prohibiting) => DiagnosisClass.Refused,
            _ => DiagnosisClass.Lame,
        };
        foreach (var server in servers)
        {
            findings.Add(@class, Severity.Error, Rank.Server, zone.Zone, server.Server, $"{Called(server.Server)} {server.Text}; no server of {zone.Zone} serves it.");
        }
    }

    private void Partly(ZoneSeen zone, IReadOnlyList<ServerHealth> servers, bool isOwn)
    {
        var (good, bad) = (servers.Count(s => s.IsGood), servers.Count(s => s.Condition is not (ServerCondition.Good or ServerCondition.Unseen)));
        var severity = isOwn || bad >= HurtingShare * (good + bad) ? Severity.Warning : Severity.Note;
        foreach (var server in servers)
        {
            var @class = server.Condition switch
            {
                ServerCondition.Silent => DiagnosisClass.Timeout,
                ServerCondition.Failing => DiagnosisClass.Servfail,
                ServerCondition.Prohibiting => DiagnosisClass.Refused,
                ServerCondition.CutShort => DiagnosisClass.Tcp,
                _ => DiagnosisClass.Lame,
            };
            if (server.Condition is not (ServerCondition.Good or ServerCondition.Unseen))
            {
                findings.Add(@class, severity, Rank.Server, zone.Zone, server.Server, $"{Called(server.Server)} {server.Text}; other servers of {zone.Zone} serve it.");
            }

            Ways(zone, server, isOwn, servers);
        }
    }

    private void Ways(ZoneSeen zone, ServerHealth server, bool isOwn, IReadOnlyList<ServerHealth> all)
    {
        if (server.EdnsFault is { } edns && server.IsGood)
        {
            var severity = all.Where(s => s.IsGood).All(s => s.EdnsFault is not null) ? Severity.Error : isOwn ? Severity.Warning : Severity.Note;
            findings.Add(DiagnosisClass.Edns, severity, Rank.Edns, zone.Zone, server.Server, $"{Called(server.Server)} {edns}.");
        }

        if (server.TcpFault is { } tcp)
        {
            findings.Add(DiagnosisClass.Tcp, isOwn || all.Count(s => s.TcpFault is not null) >= HurtingShare * all.Count ? Severity.Warning : Severity.Note, Rank.Transport, zone.Zone, server.Server,
                $"{Called(server.Server)} answers by UDP, but {tcp}: an answer that does not fit into UDP cannot be had from it.");
        }

        if (server.IsGood && server.IsSlow)
        {
            findings.Add(DiagnosisClass.Timeout, Severity.Note, Rank.Server, zone.Zone, server.Server, $"{Called(server.Server)} is slow: more than a second.");
        }
    }

    private void Hosts(ZoneSeen zone)
    {
        foreach (var host in zone.Hosts.Where(h => h.Outcome != HostOutcome.Glued))
        {
            var text = host.Outcome switch
            {
                HostOutcome.Found when host.Name.IsWithin(zone.Zone) && !zone.IsServedByParent =>
                    (DiagnosisClass.MissingGlue, $"{host.Name} stands in {zone.Zone} itself, and {zone.Parent} does not give its address along (glue): it is found only by way of the other servers."),
                HostOutcome.Circular => (DiagnosisClass.MissingGlue, $"The address of {host.Name} cannot be learned without asking the zones that wait for it: {zone.Parent} does not give it along (glue)."),
                HostOutcome.NoSuchName => (DiagnosisClass.Lame, $"{zone.Zone} is delegated to {host.Name} among others, and that name does not exist."),
                HostOutcome.Empty => (DiagnosisClass.Lame, $"{zone.Zone} is delegated to {host.Name} among others, and that name has no address."),
                HostOutcome.Unanswered when !observed.IsPartlyBlind => (DiagnosisClass.Timeout, $"{zone.Zone} is delegated to {host.Name} among others, and whoever knows its address does not answer."),
                _ => (DiagnosisClass.Ok, ""),
            };
            if (text.Item1 != DiagnosisClass.Ok)
            {
                findings.Add(new Finding { Class = text.Item1, Severity = Severity.Warning, Rank = text.Item1 == DiagnosisClass.MissingGlue ? Rank.Glue : Rank.Server, Zone = zone.Zone, Server = host.Name, Text = text.Item2 });
            }
        }
    }

    /// <summary>Servers that are found only by way of an alias, which no NS record may lead to (RFC 2181, section 10.3).</summary>
    private void Aliases(ZoneSeen zone)
    {
        // Servers of the parent that have the zone as well answer whoever asks them, and nobody looks for the names.
        List<HostSeen> found = [.. zone.Hosts.Where(h => h.Addresses.Count > 0).Select(h => zone.Checked.Any(c => c.Name == h.Name && c.Alias == h.Name) ? h with { Alias = h.Name } : h)];
        var isWhole = !zone.IsServedByParent && found.TrueForAll(h => h.Alias is not null);
        foreach (var host in found.Where(h => h.Alias is not null))
        {
            var what = host.Alias == host.Name ? $"{host.Name}, which is an alias (CNAME)" : $"{host.Name}, whose address is known only to {host.Alias}, an alias (CNAME)";
            findings.Add(new Finding
            {
                Class = DiagnosisClass.Lame,
                Severity = isWhole ? Severity.Error : Severity.Warning,
                Rank = Rank.Glue,
                Zone = zone.Zone,
                Server = host.Name,
                Text = $"{zone.Zone} is delegated to {what}: the name of a server may be none (RFC 2181, section 10.3). BIND and others pass over it{(isWhole ? " and answer SERVFAIL, as no server is left" : "")}; some resolvers follow it all the same.",
            });
        }
    }

    /// <summary>What is wrong where large answers vanish: people are served, seconds late.</summary>
    public static Finding LosesLarge(ZoneSeen zone, ServerSeen server, string question) => new()
    {
        Class = DiagnosisClass.Edns,
        Severity = Severity.Warning,
        Rank = Rank.Edns,
        Zone = zone.Zone,
        Server = server.Host,
        Address = server.Address.Address,
        Text = $"{Called(server)} answers by UDP, but its answer to {question}, which is larger than 512 octets, comes by TCP only: packets of that size vanish on the way. Resolvers wait in vain for it before they ask for less.",
    };

    /// <summary>A server as sentences begin with it.</summary>
    public static string Called(ServerSeen server) => $"{server.Host} ({server.Address.Address})";
}
