using System.Collections.Concurrent;
using System.Net;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Observing;

/// <summary>
/// Asks every question of a diagnosis at most once, keeps what came of it, and holds its limits: number, time, and how many at a time.
/// A server that was silent once is not waited for again by the same means, and a way by which nobody answers is not waited for long.
/// Whatever is not asked any more has no outcome.
/// </summary>
/// <param name="client">Asks.</param>
/// <param name="mayAsk">Whether a server may have this address; others are not asked, as a zone is no reason to send packets into the network here.</param>
/// <param name="deadline">Ends all asking; the diagnosis then judges what it has.</param>
internal sealed class QueryBook(DnsClient client, Func<IPAddress, bool> mayAsk, CancellationToken deadline) : IDisposable
{
    private static readonly DnsQueryOptions Full = new() { DnssecOk = true, Timeout = DiagnosisLimits.UdpTry, Tries = DiagnosisLimits.UdpTries };

    private readonly ConcurrentDictionary<AskKey, Lazy<Task<DnsResult?>>> _asked = new();
    private readonly ConcurrentDictionary<(IPEndPoint Server, Means Means), bool> _answers = new();
    private readonly WayWatch _ways = new();
    private readonly ConcurrentDictionary<IPEndPoint, AskKey> _firstPlain = new();
    private readonly SemaphoreSlim _slots = new(DiagnosisLimits.MostAtATime);
    private int _queries;

    public int Queries => Volatile.Read(ref _queries);

    public bool IsExhausted => Queries > DiagnosisLimits.MostQueries;

    public bool IsOver => deadline.IsCancellationRequested;

    public Task<DnsResult?> AskAsync(IPEndPoint server, DomainName name, RecordType type, AskKind kind) => AskAsync(new AskKey(server, name, type, kind), []);

    public Task<DnsResult?> AskAsync(AskKey key, IReadOnlyList<EdnsOption> ednsOptions) =>
        _asked.GetOrAdd(key, static (k, self) => new Lazy<Task<DnsResult?>>(() => self.Book.RunAsync(k, self.Options)), (Book: this, Options: ednsOptions)).Value;

    /// <summary>With EDNS; if that is of no use, by TCP where the server is known to answer others, and else without; at last by TCP if nothing comes by UDP from anyone.</summary>
    public async Task<DnsResult?> AskBestAsync(IPEndPoint server, DomainName name, RecordType type)
    {
        var full = await AskAsync(server, name, type, AskKind.Udp);
        var isOfUse = Reply.IsUsable(full) && !WayWatch.IsOfResolver(full);
        if (isOfUse || full is null)
        {
            return full;
        }

        if (full is DnsResult.TimedOut && _answers.GetValueOrDefault((server, Means.Edns)) && await ByTcpAsync(server, name, type) is { } whole)
        {
            return whole;
        }

        if (full is not (DnsResult.Unreachable or DnsResult.Refused) && !Reply.IsUsable(full) && await AskAsync(server, name, type, AskKind.Plain) is { } plain && Reply.IsUsable(plain))
        {
            return plain;
        }

        return _ways.HasUdp(server.AddressFamily) ? full : await ByTcpAsync(server, name, type) ?? full;
    }

    /// <summary>A resolver's answer; of one that is there and silent, the one that it gives late.</summary>
    public async Task<DnsResult?> AskResolverAsync(IPEndPoint resolver, DomainName name, RecordType type)
    {
        var result = await AskAsync(resolver, name, type, AskKind.Recursive);
        return result is DnsResult.TimedOut && await AskAsync(resolver, DomainName.Root, RecordType.Ns, AskKind.Near) is DnsResult.Answered
            ? await AskAsync(resolver, name, type, AskKind.Patient) ?? result
            : result;
    }

    /// <summary>Whether a resolver fails at what every resolver has: the root's servers.</summary>
    public Task<DnsResult?> ControlAsync(IPEndPoint resolver) => AskAsync(resolver, DomainName.Root, RecordType.Ns, AskKind.Control);

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

    private async Task<DnsResult?> ByTcpAsync(IPEndPoint server, DomainName name, RecordType type) =>
        await AskAsync(server, name, type, AskKind.Tcp) is { } whole && Reply.IsUsable(whole) && !WayWatch.IsOfResolver(whole) ? whole : null;

    private async Task<DnsResult?> AskOnceAsync(AskKey key, IReadOnlyList<EdnsOption> ednsOptions)
    {
        var means = key.Kind.Means();
        if (means is not null && !mayAsk(key.Server.Address))
        {
            return new DnsResult.Unreachable("no public address") { Elapsed = TimeSpan.Zero };
        }

        if (means is { } way && _answers.TryGetValue((key.Server, way), out var isAlive) && !isAlive)
        {
            return new DnsResult.TimedOut { Elapsed = TimeSpan.Zero };
        }

        if (Interlocked.Increment(ref _queries) > DiagnosisLimits.MostQueries)
        {
            return null;
        }

        try
        {
            return await AskNowAsync(key, means, OptionsOf(key.Kind) with { EdnsOptions = ednsOptions });
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<DnsResult> AskNowAsync(AskKey key, Means? means, DnsQueryOptions options)
    {
        if (means is not { } way)
        {
            return await client.QueryAsync(key.Server, key.Name, key.Type, options, deadline);
        }

        if (_ways.IsSuspect(key.Server.Address, way))
        {
            options = options with { Timeout = DiagnosisLimits.SuspectTry, Tries = 1 };
        }

        // The rest of an answer that was cut short is waited for here and not in the client, which does not know what is silent already.
        var result = await client.QueryAsync(key.Server, key.Name, key.Type, options with { TcpIfTruncated = false }, deadline);
        Note(key.Server, way, result);
        if (way == Means.Tcp || result is not DnsResult.Answered { Message.IsTruncated: true } cut)
        {
            return result;
        }

        var whole = await WholeAsync(key, options);
        return whole is DnsResult.Answered ? whole with { Elapsed = cut.Elapsed + whole.Elapsed } : cut with { TcpFault = whole, Elapsed = cut.Elapsed + whole.Elapsed };
    }

    private async Task<DnsResult> WholeAsync(AskKey key, DnsQueryOptions options)
    {
        if (_answers.TryGetValue((key.Server, Means.Tcp), out var isAlive) && !isAlive)
        {
            return new DnsResult.TimedOut { Elapsed = TimeSpan.Zero };
        }

        var isSuspect = _ways.IsSuspect(key.Server.Address, Means.Tcp);
        var result = await client.QueryAsync(key.Server, key.Name, key.Type, isSuspect ? options with { Tcp = true, Timeout = DiagnosisLimits.SuspectTry, Tries = 1 } : options with { Tcp = true }, deadline);
        Note(key.Server, Means.Tcp, result);
        return result;
    }

    private void Note(IPEndPoint server, Means means, DnsResult result)
    {
        _answers.AddOrUpdate((server, means), result is not DnsResult.TimedOut, (_, was) => was || result is not DnsResult.TimedOut);
        _ways.Note(server.Address, means, result);
    }

    private static DnsQueryOptions OptionsOf(AskKind kind) => kind switch
    {
        AskKind.Plain => Full with { UdpSize = null, DnssecOk = false },
        AskKind.Tcp => Full with { Tcp = true },
        AskKind.Recursive => Full with { RecursionDesired = true, Timeout = DiagnosisLimits.ResolverTry, Tries = DiagnosisLimits.ResolverTries },
        AskKind.Unchecked => Full with { RecursionDesired = true, CheckingDisabled = true, Timeout = DiagnosisLimits.ResolverTry, Tries = DiagnosisLimits.ResolverTries },
        AskKind.Control => Full with { RecursionDesired = true },
        AskKind.Near => Full with { Timeout = DiagnosisLimits.UdpTry, Tries = 1 },
        AskKind.Patient => Full with { RecursionDesired = true, Timeout = DiagnosisLimits.ResolverPatience, Tries = 1 },
        _ => Full,
    };
}
