using System.Collections.Concurrent;
using System.Net;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Observing;

/// <summary>
/// Asks every question of a diagnosis at most once, keeps what came of it, and holds its limits: number, time, and how many at a time.
/// A server that was silent once by UDP is not waited for again. Whatever is not asked any more has no outcome.
/// </summary>
/// <param name="client">Asks.</param>
/// <param name="deadline">Ends all asking; the diagnosis then judges what it has.</param>
internal sealed class QueryBook(DnsClient client, CancellationToken deadline) : IDisposable
{
    private static readonly DnsQueryOptions Full = new() { DnssecOk = true, Timeout = DiagnosisLimits.UdpTry, Tries = DiagnosisLimits.UdpTries };

    private readonly ConcurrentDictionary<AskKey, Lazy<Task<DnsResult?>>> _asked = new();
    private readonly ConcurrentDictionary<(IPEndPoint Server, bool HasEdns), bool> _answers = new();
    private readonly ConcurrentDictionary<IPEndPoint, AskKey> _firstPlain = new();
    private readonly SemaphoreSlim _slots = new(DiagnosisLimits.MostAtATime);
    private int _queries;

    public int Queries => Volatile.Read(ref _queries);

    public bool IsExhausted => Queries > DiagnosisLimits.MostQueries;

    public bool IsOver => deadline.IsCancellationRequested;

    public Task<DnsResult?> AskAsync(IPEndPoint server, DomainName name, RecordType type, AskKind kind) => AskAsync(new AskKey(server, name, type, kind), []);

    public Task<DnsResult?> AskAsync(AskKey key, IReadOnlyList<EdnsOption> ednsOptions) =>
        _asked.GetOrAdd(key, static (k, self) => new Lazy<Task<DnsResult?>>(() => self.Book.RunAsync(k, self.Options)), (Book: this, Options: ednsOptions)).Value;

    /// <summary>With EDNS; if that is of no use, by TCP where the server is known to answer others, and else without.</summary>
    public async Task<DnsResult?> AskBestAsync(IPEndPoint server, DomainName name, RecordType type)
    {
        var full = await AskAsync(server, name, type, AskKind.Udp);
        if (Reply.IsUsable(full) || full is null or DnsResult.Unreachable or DnsResult.Refused)
        {
            return full;
        }

        if (full is DnsResult.TimedOut && _answers.GetValueOrDefault((server, true)) && await AskAsync(server, name, type, AskKind.Tcp) is { } whole && Reply.IsUsable(whole))
        {
            return whole;
        }

        var plain = await AskAsync(server, name, type, AskKind.Plain);
        return Reply.IsUsable(plain) ? plain : full;
    }

    /// <summary>A resolver's answer; of one that is there and silent, the one that it gives late.</summary>
    public async Task<DnsResult?> AskResolverAsync(IPEndPoint resolver, DomainName name, RecordType type)
    {
        var result = await AskAsync(resolver, name, type, AskKind.Recursive);
        return result is DnsResult.TimedOut && await AskAsync(resolver, DomainName.Root, RecordType.Ns, AskKind.Near) is DnsResult.Answered
            ? await AskAsync(resolver, name, type, AskKind.Patient) ?? result
            : result;
    }

    /// <summary>All that was asked, once every question has its outcome.</summary>
    public async Task<IReadOnlyDictionary<AskKey, DnsResult>> CloseAsync()
    {
        var results = new Dictionary<AskKey, DnsResult>();
        foreach (var (key, asked) in _asked.ToArray())
        {
            if (await asked.Value is { } result)
            {
                results[key] = result;
            }
        }

        return results;
    }

    public void Dispose() => _slots.Dispose();

    private async Task<DnsResult?> RunAsync(AskKey key, IReadOnlyList<EdnsOption> ednsOptions)
    {
        // Whether a server answers plain questions is found out once: others wait for that, and not for their own silence after it.
        if (key.Kind == AskKind.Plain && _firstPlain.GetOrAdd(key.Server, key) is var first && first != key)
        {
            await AskAsync(first, []);
        }

        try
        {
            await _slots.WaitAsync(deadline);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        try
        {
            return await AskOnceAsync(key, ednsOptions);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<DnsResult?> AskOnceAsync(AskKey key, IReadOnlyList<EdnsOption> ednsOptions)
    {
        var isUdp = key.Kind is AskKind.Udp or AskKind.Plain or AskKind.Again or AskKind.Third or AskKind.ForResolver;
        var way = (key.Server, key.Kind != AskKind.Plain);
        if (isUdp && _answers.TryGetValue(way, out var isAlive) && !isAlive)
        {
            return new DnsResult.TimedOut { Elapsed = TimeSpan.Zero };
        }

        if (Interlocked.Increment(ref _queries) > DiagnosisLimits.MostQueries)
        {
            return null;
        }

        try
        {
            var result = await client.QueryAsync(key.Server, key.Name, key.Type, OptionsOf(key.Kind) with { EdnsOptions = ednsOptions }, deadline);
            if (isUdp)
            {
                _answers.AddOrUpdate(way, result is not DnsResult.TimedOut, (_, was) => was || result is not DnsResult.TimedOut);
            }

            return result;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return null;
        }
    }

    private static DnsQueryOptions OptionsOf(AskKind kind) => kind switch
    {
        AskKind.Plain => Full with { UdpSize = null, DnssecOk = false },
        AskKind.Tcp => Full with { Tcp = true },
        AskKind.Recursive => Full with { RecursionDesired = true, Timeout = DiagnosisLimits.ResolverTry, Tries = DiagnosisLimits.ResolverTries },
        AskKind.Unchecked => Full with { RecursionDesired = true, CheckingDisabled = true, Timeout = DiagnosisLimits.ResolverTry, Tries = DiagnosisLimits.ResolverTries },
        AskKind.Near => Full with { Timeout = DiagnosisLimits.UdpTry, Tries = 1 },
        AskKind.Patient => Full with { RecursionDesired = true, Timeout = DiagnosisLimits.ResolverPatience, Tries = 1 },
        _ => Full,
    };
}
