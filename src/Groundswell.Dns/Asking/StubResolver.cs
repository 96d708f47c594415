using System.Net;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Asking;

/// <summary>Looks names up at recursive resolvers, one after the other until one gives an answer that settles the matter.</summary>
/// <param name="client">Asks.</param>
/// <param name="resolvers">In order of preference; at least one.</param>
/// <param name="options">How to ask; recursion is desired in any case.</param>
public sealed class StubResolver(DnsClient client, IReadOnlyList<IPEndPoint> resolvers, DnsQueryOptions? options = null)
{
    private readonly DnsQueryOptions _options = (options ?? DnsQueryOptions.ToResolver) with { RecursionDesired = true };

    /// <summary>
    /// The first answer that says what the name has, or that it has nothing. A resolver that is silent or fails is passed over; if all
    /// do, the last one's outcome is returned.
    /// </summary>
    public async Task<DnsLookup> ResolveAsync(DomainName name, RecordType type, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(resolvers.Count);
        DnsLookup? last = null;
        foreach (var resolver in resolvers)
        {
            last = new DnsLookup { Name = name, Type = type, Resolver = resolver, Result = await client.QueryAsync(resolver, name, type, _options, cancellationToken) };
            if (last.Outcome is LookupOutcome.Found or LookupOutcome.Empty or LookupOutcome.NoSuchName)
            {
                return last;
            }
        }

        return last!;
    }
}
