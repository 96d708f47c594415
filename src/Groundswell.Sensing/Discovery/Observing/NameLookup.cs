using Groundswell.Dns.Asking;
using Groundswell.Dns.Wire;

namespace Groundswell.Sensing.Discovery.Observing;

/// <summary>Asks recursive resolvers. A few questions at a time, over all domains together, so that a resolver is not flooded.</summary>
public sealed class NameLookup : INameLookup, IDisposable
{
    private readonly StubResolver _resolver;
    private readonly SemaphoreSlim _turns;

    /// <param name="resolver">Whom to ask.</param>
    /// <param name="atOnce">Questions under way at the same time, at least 1.</param>
    public NameLookup(StubResolver resolver, int atOnce)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atOnce, 1);
        _resolver = resolver;
        _turns = new SemaphoreSlim(atOnce);
    }

    public void Dispose() => _turns.Dispose();

    public async Task<HostObservation?> FindHostAsync(string host, CancellationToken cancellationToken)
    {
        var v4 = await AskAsync(host, RecordType.A, cancellationToken);
        var v6 = await AskAsync(host, RecordType.Aaaa, cancellationToken);
        if (v4 is null && v6 is null)
        {
            return null;
        }

        var chain = new[] { v4, v6 }.OfType<DnsLookup>().Select(l => l.Aliases.Select(Text).ToList()).MaxBy(c => c.Count) ?? [];
        return new HostObservation(host, chain, [.. (v4?.Addresses ?? []).Concat(v6?.Addresses ?? []).Distinct()]);
    }

    public async Task<IReadOnlyList<string>?> FindNameServersAsync(string domain, CancellationToken cancellationToken) =>
        await AskAsync(domain, RecordType.Ns, cancellationToken) is { } answer
            ? [.. answer.Records.Select(r => r.Content).OfType<RecordContent.Target>().Select(t => Text(t.Name)).Distinct().Order(StringComparer.Ordinal)]
            : null;

    public async Task<ZoneOwner?> FindZoneAsync(string name, CancellationToken cancellationToken) =>
        await AskAsync(name, RecordType.Soa, cancellationToken) is { } answer
        && answer.Records.FirstOrDefault() is { Content: RecordContent.Soa soa } record
            ? new ZoneOwner(Text(record.Name), Text(soa.Primary), Text(soa.Mailbox))
            : null;

    public async Task<IReadOnlyList<string>?> FindMailServersAsync(string domain, CancellationToken cancellationToken) =>
        await AskAsync(domain, RecordType.Mx, cancellationToken) is { } answer
            ? [.. answer.Records.Select(r => r.Content).OfType<RecordContent.Mx>()
                .Where(m => !m.Exchange.IsRoot) // a null MX: the domain takes no mail (RFC 7505)
                .OrderBy(m => m.Preference).Select(m => Text(m.Exchange)).Distinct()]
            : null;

    /// <returns>Null unless a resolver settled what the name has.</returns>
    private async Task<DnsLookup?> AskAsync(string name, RecordType type, CancellationToken cancellationToken)
    {
        if (!DomainName.TryParse(name, null, out var asked))
        {
            return null;
        }

        await _turns.WaitAsync(cancellationToken);
        try
        {
            var found = await _resolver.ResolveAsync(asked, type, cancellationToken);
            return found.Outcome is LookupOutcome.Found or LookupOutcome.Empty or LookupOutcome.NoSuchName ? found : null;
        }
        finally
        {
            _turns.Release();
        }
    }

    private static string Text(DomainName name) => name.ToString().TrimEnd('.').ToLowerInvariant();
}
