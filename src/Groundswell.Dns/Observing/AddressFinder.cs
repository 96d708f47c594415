using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Observing;

/// <summary>
/// Finds the addresses of servers' names as a resolver without a cache does: from the root down. A name whose finding waits for itself is
/// told as <see cref="HostOutcome.Circular"/>. Nothing is shared between two searches but the answers to single questions, so that they
/// cannot wait for each other.
/// </summary>
/// <param name="book">Asks.</param>
/// <param name="consultation">Asks many.</param>
/// <param name="root">The root's servers.</param>
/// <param name="port">Of every server.</param>
internal sealed class AddressFinder(QueryBook book, Consultation consultation, IReadOnlyList<IPEndPoint> root, int port)
{
    private const int FewServers = 3;

    private readonly ConcurrentDictionary<DomainName, IReadOnlyList<IPEndPoint>> _servers = new();

    /// <summary>Remembers the servers of a zone, to begin there.</summary>
    public void Learn(DomainName zone, IReadOnlyList<IPEndPoint> servers)
    {
        if (servers.Count > 0)
        {
            _servers.TryAdd(zone, servers);
        }
    }

    public Task<HostSeen> FindAsync(DomainName host) => FindAsync(host, []);

    /// <summary>What the zone of a server's name says of it, where a parent gave its address along already: of a few servers, as nothing hangs on each.</summary>
    public Task<HostSeen> CheckAsync(DomainName host) => LookUpAsync(host, RecordType.A, [host], FewServers);

    private async Task<HostSeen> FindAsync(DomainName host, ImmutableList<DomainName> waiting)
    {
        if (waiting.Contains(host) || waiting.Count >= DiagnosisLimits.DeepestHost)
        {
            return new HostSeen(host, HostOutcome.Circular, []);
        }

        var found = await Task.WhenAll(LookUpAsync(host, RecordType.A, waiting.Add(host)), LookUpAsync(host, RecordType.Aaaa, waiting.Add(host)));
        IReadOnlyList<IPAddress> addresses = [.. found.SelectMany(f => f.Addresses).Distinct()];
        return addresses.Count > 0 ? new HostSeen(host, HostOutcome.Found, addresses, found.First(f => f.Addresses.Count > 0).Alias)
            : found.FirstOrDefault(f => f.Outcome == HostOutcome.Circular) ?? found.FirstOrDefault(f => f.Outcome == HostOutcome.Unanswered) ?? found[0];
    }

    private async Task<HostSeen> LookUpAsync(DomainName host, RecordType type, ImmutableList<DomainName> waiting, int most = int.MaxValue)
    {
        var name = host;
        DomainName? alias = null;
        var (zone, servers) = Nearest(name);
        for (var step = 0; step < DomainName.MaxLabels && !book.IsOver && !book.IsExhausted; step++)
        {
            var replies = await consultation.AskAllAsync(zone, servers.Take(most), name, type, r => r.IsAuthoritative);
            if (replies.FirstOrDefault(r => r.Kind == ReplyKind.Records) is { } answer)
            {
                return new HostSeen(host, HostOutcome.Found, [.. answer.Message!.AnswersFor(name, type).Select(r => r.Content).OfType<RecordContent.Address>().Select(a => a.Value)], alias);
            }

            // Some resolvers follow an alias here and some do not: whoever judges must know of it.
            if (replies.FirstOrDefault(r => r.Kind == ReplyKind.Alias) is { } renamed && Reply.AliasTarget(renamed.Message!, name) is { } target)
            {
                alias ??= name;
                if (waiting.Contains(target))
                {
                    return new HostSeen(host, HostOutcome.Circular, []);
                }

                (waiting, name) = (waiting.Add(target), target);
                (zone, servers) = Nearest(name);
                continue;
            }

            if (Delegation.Read(zone, name, replies.Where(r => r.Kind == ReplyKind.Referral)) is not { } delegation)
            {
                return new HostSeen(host, replies.Any(r => r.Kind == ReplyKind.NoName) ? HostOutcome.NoSuchName : replies.Any(r => r.Kind == ReplyKind.NoData) ? HostOutcome.Empty : HostOutcome.Unanswered, [], alias);
            }

            var (addresses, isCircular, through) = await AddressesOfAsync(delegation, waiting);
            if (addresses.Count == 0)
            {
                return new HostSeen(host, isCircular ? HostOutcome.Circular : HostOutcome.Unanswered, []);
            }

            alias ??= through;
            (zone, servers) = (delegation.Zone, addresses);
        }

        return new HostSeen(host, HostOutcome.Unanswered, []);
    }

    private (DomainName Zone, IReadOnlyList<IPEndPoint> Servers) Nearest(DomainName name)
    {
        // Not the name's own zone if the name is what its servers are called: it must come from above.
        for (var labels = name.LabelCount; labels > 0; labels--)
        {
            if (_servers.TryGetValue(name.Ancestor(labels), out var known))
            {
                return (name.Ancestor(labels), known);
            }
        }

        return (DomainName.Root, root);
    }

    private async Task<(IReadOnlyList<IPEndPoint> Addresses, bool IsCircular, DomainName? Alias)> AddressesOfAsync(Delegation delegation, ImmutableList<DomainName> waiting)
    {
        List<IPAddress> addresses = [.. delegation.Hosts.SelectMany(h => delegation.Glue[h]).Distinct()];
        var isCircular = false;
        DomainName? alias = null;
        if (addresses.Count == 0)
        {
            var found = await Task.WhenAll(delegation.Hosts.Select(h => FindAsync(h, waiting)));
            addresses.AddRange(found.SelectMany(f => f.Addresses).Distinct());
            isCircular = found.Any(f => f.Outcome == HostOutcome.Circular);
            alias = found.Where(f => f.Addresses.Count > 0).Select(f => f.Alias).DefaultIfEmpty(null).Aggregate((one, other) => one is null || other is null ? null : one);
        }

        return ([.. addresses.Take(DiagnosisLimits.MostAddresses).Select(a => new IPEndPoint(a, port))], isCircular, alias);
    }
}
