using Groundswell.Dns.Observing;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Judging;

/// <summary>Goes the way again, judging: zone by zone from the root, name by name along the aliases, each zone once.</summary>
/// <param name="seen">What was seen.</param>
/// <param name="findings">Where findings go.</param>
/// <param name="isRest">This way is one to a server's name: what that rests on itself is not followed.</param>
internal sealed class Walk(Observation seen, FindingList findings, bool isRest = false)
{
    private readonly Dictionary<DomainName, IReadOnlyList<ServerHealth>> _servers = [];
    private readonly Dictionary<DomainName, bool> _passable = [];
    private readonly TrustJudge _trust = new(seen, findings);
    private readonly HashSet<DomainName> _own = [.. seen.Hops.Where(h => h.WasAsked).Select(h => h.Zones[^1])];

    /// <returns>What is said at the end of the way; null if the way breaks before.</returns>
    public HopAnswer? Go()
    {
        HopAnswer? before = null;
        for (var i = 0; i < seen.Hops.Count; i++)
        {
            var hop = seen.Hops[i];
            if (!Descend(hop, out var trust) || !hop.WasAsked)
            {
                return null;
            }

            var zone = seen.Zones[hop.Zones[^1]];
            var answer = new AnswerJudge(seen, findings).Judge(hop, zone, _servers[zone.Zone], trust);
            var names = new NameJudge(seen, findings);
            new DenialJudge(seen, findings).Judge(answer, _servers);
            names.JudgeTtl(answer, zone, _servers[zone.Zone]);
            names.JudgeEnd(answer, before, i + 1 < seen.Hops.Count ? seen.Hops[i + 1] : null, zone);
            if (answer.Reply is null || i + 1 == seen.Hops.Count)
            {
                return answer.Reply is null ? null : answer;
            }

            before = answer;
        }

        return before;
    }

    private bool Descend(HopSeen hop, out ZoneTrust trust)
    {
        trust = new ZoneTrust.Unknown();
        foreach (var name in hop.Zones)
        {
            var zone = seen.Zones[name];
            if (!_passable.TryGetValue(name, out var isPassable))
            {
                findings.Place++;
                isPassable = Enter(zone, hop);
                _passable[name] = isPassable;
            }

            if (!isPassable)
            {
                return false;
            }

            trust = _trust.Judge(zone, _servers[name], ParentServers(zone));
        }

        findings.Place++;
        return true;
    }

    private bool Enter(ZoneSeen zone, HopSeen hop)
    {
        var question = hop.WasAsked && hop.Zones[^1] == zone.Zone ? hop.Name : null;
        IReadOnlyList<ServerHealth> servers = [.. zone.Servers.Select(s => ServerHealth.Of(seen, zone.Zone, s, question))];
        _servers[zone.Zone] = servers;
        if (!isRest && seen.Rests.TryGetValue(zone.Zone, out var rests) && RestBreaks(zone, rests))
        {
            return false;
        }

        // A zone that the way ended in without coming to ask is the name's own as well.
        var isPassable = new ZoneJudge(seen, findings).Judge(zone, servers, _own.Contains(zone.Zone) || hop.Zones[^1] == zone.Zone);
        if (isPassable && zone.Parent is not null)
        {
            new DelegationJudge(seen, findings).Judge(zone, servers, ParentServers(zone));
        }

        return isPassable;
    }

    /// <summary>Whether no server of the zone can be had, as every one has its name in a zone that fails; then that zone is at fault.</summary>
    private bool RestBreaks(ZoneSeen zone, IReadOnlyList<HopSeen> rests)
    {
        var errors = new List<Finding>();
        foreach (var way in rests)
        {
            var found = new FindingList();
            new Walk(seen, found, isRest: true).Descend(way, out _);
            if (!found.HasError)
            {
                return false;
            }

            errors.AddRange(found.All.Where(f => f.Severity == Severity.Error));
        }

        foreach (var error in errors.Distinct())
        {
            findings.Add(error);
        }

        findings.Add(DiagnosisClass.Ok, Severity.Note, Rank.Answer, zone.Zone, $"All servers of {zone.Zone} have their names in zones that fail ({string.Join(", ", zone.Hosts.Select(h => h.Name))}), and so it fails with them.");
        return true;
    }

    private IReadOnlyList<ServerHealth> ParentServers(ZoneSeen zone) => zone.Parent is null ? [] : _servers[zone.Parent];
}
