using System.Net;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Observing;

/// <summary>Asks every server of one zone about the zone itself, while the walk goes on.</summary>
internal sealed class ZoneSurvey
{
    /// <summary>Of larger zones (the root, large domains) only so many servers are asked for keys, and without EDNS: their servers are alike, and their operators watch them.</summary>
    public const int FewServers = 8;

    /// <summary>Servers that are asked for the addresses of the zone's servers.</summary>
    private const int Witnesses = 3;

    private readonly QueryBook _book;
    private readonly AddressFinder _finder;
    private readonly int _port;

    public ZoneSurvey(ZoneSeen seen, QueryBook book, AddressFinder finder, int port, IReadOnlyList<Task<DnsResult?>>? more = null)
    {
        (_book, _finder, _port, FromParent) = (book, finder, port, seen.Servers);
        Done = RunAsync(seen, more ?? []);
    }

    /// <summary>The servers that a resolver comes to from above.</summary>
    public IReadOnlyList<ServerSeen> FromParent { get; }

    /// <summary>The zone with what it says of itself.</summary>
    public Task<ZoneSeen> Done { get; }

    public static IReadOnlyList<ServerSeen> ServersOf(IEnumerable<HostSeen> hosts, int port, bool isFromParent) =>
    [
        .. hosts.SelectMany(h => h.Addresses.Select(a => new ServerSeen(h.Name, new IPEndPoint(a, port), isFromParent)))
            .DistinctBy(s => s.Address)
            .Take(DiagnosisLimits.MostAddresses),
    ];

    private async Task<ZoneSeen> RunAsync(ZoneSeen seen, IReadOnlyList<Task<DnsResult?>> more)
    {
        await AskAllAsync(seen.Zone, seen.Servers);
        var named = new HashSet<DomainName>();
        foreach (var server in seen.Servers)
        {
            var reply = Reply.Read(await _book.AskBestAsync(server.Address, seen.Zone, RecordType.Ns), seen.Zone, seen.Zone, RecordType.Ns);
            if (reply.Kind == ReplyKind.Records)
            {
                named.UnionWith(reply.Message!.AnswersFor(seen.Zone, RecordType.Ns).Select(r => ((RecordContent.Target)r.Content).Name));
            }
        }

        // The root's servers are in the hints, and hints are allowed to be old.
        if (seen.Parent is not null)
        {
            named.ExceptWith(seen.Hosts.Select(h => h.Name));
            var hosts = await Task.WhenAll(named.Take(DiagnosisLimits.MostHosts).Select(_finder.FindAsync));
            var known = seen.Servers.Select(s => s.Address).ToHashSet();
            IReadOnlyList<ServerSeen> others = [.. ServersOf(hosts, _port, isFromParent: false).Where(s => !known.Contains(s.Address))];
            await AskAllAsync(seen.Zone, others);
            await AskForAddressesAsync(seen);
            seen = seen with { MoreHosts = hosts, Servers = [.. seen.Servers, .. others], Checked = await CheckAsync(seen) };
        }

        await Task.WhenAll(more);
        return seen;
    }

    /// <summary>Servers of large domains are alike, and watched.</summary>
    private async Task<IReadOnlyList<HostSeen>> CheckAsync(ZoneSeen seen) => seen.Zone.LabelCount < 2 || seen.Hosts.Count > FewServers ? []
        : await Task.WhenAll(seen.Hosts.Where(h => h.Outcome == HostOutcome.Glued && !h.Name.IsWithin(seen.Zone)).Select(h => _finder.CheckAsync(h.Name)));

    private Task AskAllAsync(DomainName zone, IReadOnlyList<ServerSeen> servers) => Task.WhenAll(servers.SelectMany((server, i) =>
    {
        var asked = new List<Task>
        {
            _book.AskBestAsync(server.Address, zone, RecordType.Soa),
            _book.AskAsync(server.Address, zone, RecordType.Soa, AskKind.Tcp),
            _book.AskBestAsync(server.Address, zone, RecordType.Ns),
        };
        if (i < FewServers)
        {
            asked.Add(_book.AskAsync(server.Address, zone, RecordType.Soa, AskKind.Plain));
            asked.Add(_book.AskBestAsync(server.Address, zone, RecordType.DnsKey));
        }

        return asked;
    }));

    /// <summary>Whether the zone itself has the addresses for its servers that its parent gives along.</summary>
    private Task<DnsResult?[]> AskForAddressesAsync(ZoneSeen seen) => Task.WhenAll(
        from host in seen.Hosts
        where host.Outcome == HostOutcome.Glued && host.Name.IsWithin(seen.Zone)
        from server in seen.Servers.Take(Witnesses)
        from type in (RecordType[])[RecordType.A, RecordType.Aaaa]
        select _book.AskBestAsync(server.Address, host.Name, type));
}
