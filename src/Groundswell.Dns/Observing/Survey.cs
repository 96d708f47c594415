using System.Net;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Observing;

/// <summary>Walks from the root to a name, along its aliases, and asks every server on the way what it has to say.</summary>
/// <param name="options">What is wanted.</param>
/// <param name="book">Asks.</param>
/// <param name="time">Clock.</param>
internal sealed class Survey(DiagnosisOptions options, QueryBook book, TimeProvider time)
{
    private readonly Consultation _consultation = new(book, time);
    private readonly Dictionary<DomainName, ZoneSurvey> _zones = [];
    private readonly List<string> _limits = [];

    public async Task<Observation> RunAsync()
    {
        var (at, started) = (time.GetUtcNow(), time.GetTimestamp());
        var resolvers = options.Resolvers.Select(r => book.AskResolverAsync(r, options.Name, options.Type)).ToList();
        var root = Root();
        var finder = new AddressFinder(book, _consultation, [.. root.Servers.Select(s => s.Address)], options.Port);
        _zones[DomainName.Root] = new ZoneSurvey(root, book, finder, options.Port);
        var hops = await FollowAsync(finder);
        await Task.WhenAll(_zones.Values.Select(z => z.Done));
        await Task.WhenAll(resolvers);
        var rests = await RestAsync(hops, finder);
        var zones = await DoneAsync();
        await new SecondLook(options, book).RunAsync(hops, zones);
        if (book.IsExhausted)
        {
            _limits.Add($"more than {DiagnosisLimits.MostQueries} questions would have been needed; the rest was not asked");
        }

        if (book.IsOver)
        {
            _limits.Add($"{DiagnosisLimits.Whole.TotalSeconds:0} s were not enough; what had not answered by then was not waited for");
        }

        return new Observation
        {
            Name = options.Name,
            Type = options.Type,
            At = at,
            Anchors = options.Anchors,
            IsPublicRoot = options.Hints.AreBuiltIn,
            Hops = hops,
            Zones = zones,
            Rests = rests,
            Resolvers = options.Resolvers,
            AreResolversOwn = options.AreResolversOwn,
            Asked = await book.CloseAsync(),
            Limits = _limits,
            Elapsed = time.GetElapsedTime(started),
        };
    }

    private ZoneSeen Root()
    {
        var hosts = options.Hints.Servers.GroupBy(s => s.Name).Select(g => new HostSeen(g.Key, HostOutcome.Glued, [.. g.Select(s => s.Address)])).ToList();
        return new ZoneSeen { Zone = DomainName.Root, Parent = null, Hosts = hosts, Servers = ZoneSurvey.ServersOf(hosts, options.Port, isFromParent: true) };
    }

    private async Task<IReadOnlyList<HopSeen>> FollowAsync(AddressFinder finder)
    {
        var hops = new List<HopSeen>();
        for (var name = options.Name; name is not null && hops.All(h => h.Name != name) && hops.Count <= DiagnosisLimits.MostAliases;)
        {
            var (hop, replies) = await WalkAsync(name, options.Type, finder);
            hops.Add(hop);
            var alias = replies.Where(r => r.Kind == ReplyKind.Alias).Select(r => Reply.AliasTarget(r.Message!, name)).OfType<DomainName>()
                .GroupBy(t => t).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key;
            name = alias;
        }

        return hops;
    }

    private async Task<(HopSeen Hop, IReadOnlyList<Reply> Replies)> WalkAsync(DomainName name, RecordType type, AddressFinder finder)
    {
        var path = new List<DomainName> { DomainName.Root };
        while (true)
        {
            var zone = path[^1];
            List<IPEndPoint> servers = [.. _zones[zone].FromParent.Select(s => s.Address)];
            if (servers.Count == 0)
            {
                return (new HopSeen(name, path, WasAsked: false), []);
            }

            IReadOnlyList<Reply> replies = [];
            var delegation = await FindCutAsync(zone, servers, name, type);
            if (delegation is null)
            {
                replies = await _consultation.AskAllAsync(zone, servers, name, type, r => r.IsAuthoritative);
                delegation = type == RecordType.Ds && replies.Any(r => r.IsAuthoritative && r.Kind != ReplyKind.Referral) ? null
                    : replies.All(r => r.Kind is ReplyKind.Referral or ReplyKind.None or ReplyKind.Failure) ? Delegation.Read(zone, name, replies) : null;
            }

            if (delegation is null || delegation.Hosts.Count == 0)
            {
                return (new HopSeen(name, path, WasAsked: true), replies);
            }

            await EnterAsync(zone, servers, delegation, finder);
            path.Add(delegation.Zone);
        }
    }

    /// <summary>The next zone below, looked for label by label: servers of two zones, one below the other, never refer from one to the other.</summary>
    private async Task<Delegation?> FindCutAsync(DomainName zone, IReadOnlyList<IPEndPoint> servers, DomainName name, RecordType type)
    {
        // A DS stands in the parent.
        var deepest = Math.Min(name.LabelCount - (type == RecordType.Ds ? 1 : 0), DiagnosisLimits.MostLabelByLabel);
        for (var labels = zone.LabelCount + 1; labels <= deepest; labels++)
        {
            var next = name.Ancestor(labels);
            var replies = await _consultation.AskAllAsync(zone, servers, next, RecordType.Ns, r => r.IsAuthoritative);
            if (Delegation.Read(zone, next, replies) is { } delegation)
            {
                return delegation;
            }

            if (!replies.Any(r => r.Kind is ReplyKind.NoData or ReplyKind.Records or ReplyKind.Alias))
            {
                return null;
            }
        }

        return null;
    }

    private async Task<Dictionary<DomainName, ZoneSeen>> DoneAsync()
    {
        var zones = new Dictionary<DomainName, ZoneSeen>();
        foreach (var (name, survey) in _zones)
        {
            zones[name] = await survey.Done;
        }

        return zones;
    }

    /// <summary>
    /// What a zone rests on whose servers all have their names elsewhere: a resolver must find and validate those first. Only where
    /// something fails, as it takes as many questions as the way itself.
    /// </summary>
    private async Task<IReadOnlyDictionary<DomainName, IReadOnlyList<HopSeen>>> RestAsync(IReadOnlyList<HopSeen> hops, AddressFinder finder)
    {
        var zones = await DoneAsync();
        var isUnresolved = (await Task.WhenAll(options.Resolvers.Select(r => book.AskResolverAsync(r, options.Name, options.Type))))
            .Any(r => r is DnsResult.Answered { Message.Code: ResponseCode.ServFail });
        var rests = new Dictionary<DomainName, IReadOnlyList<HopSeen>>();
        foreach (var zone in hops.SelectMany(h => h.Zones).Distinct().Select(z => zones[z]).Where(RestsElsewhere))
        {
            var answers = await Task.WhenAll(zone.Servers.Select(s => book.AskBestAsync(s.Address, zone.Zone, RecordType.Soa)));
            if (isUnresolved || !answers.Any(Reply.IsUsable))
            {
                var ways = new List<HopSeen>();
                foreach (var host in zone.Hosts)
                {
                    ways.Add((await WalkAsync(host.Name, RecordType.A, finder)).Hop);
                }

                rests[zone.Zone] = ways;
            }
        }

        await Task.WhenAll(_zones.Values.Select(z => z.Done));
        return rests;
    }

    private static bool RestsElsewhere(ZoneSeen zone) =>
        zone.Parent is not null && zone.Hosts.Count is > 0 and <= DiagnosisLimits.MostRests
        && zone.Hosts.All(h => h.Outcome is HostOutcome.Found or HostOutcome.Unanswered && !h.Name.IsWithin(zone.Zone));

    private async Task EnterAsync(DomainName parent, IReadOnlyList<IPEndPoint> parentServers, Delegation delegation, AddressFinder finder)
    {
        if (_zones.ContainsKey(delegation.Zone))
        {
            return;
        }

        var signers = parentServers.Take(ZoneSurvey.FewServers).Select(s => book.AskBestAsync(s, delegation.Zone, RecordType.Ds)).ToList();
        var known = delegation.Hosts.SelectMany(h => delegation.Glue[h]).Distinct().Select(a => new IPEndPoint(a, options.Port)).ToList();
        finder.Learn(delegation.Zone, known);
        var hosts = await Task.WhenAll(delegation.Hosts.Select(async h =>
            delegation.Glue[h].Any() ? new HostSeen(h, HostOutcome.Glued, [.. delegation.Glue[h]]) : await finder.FindAsync(h)));
        var seen = new ZoneSeen
        {
            Zone = delegation.Zone,
            Parent = parent,
            Hosts = hosts,
            Servers = ZoneSurvey.ServersOf(hosts, options.Port, isFromParent: true),
            IsServedByParent = delegation.IsServedByParent,
        };
        finder.Learn(delegation.Zone, [.. seen.Servers.Select(s => s.Address)]);
        _zones[delegation.Zone] = new ZoneSurvey(seen, book, finder, options.Port, signers);
    }
}
