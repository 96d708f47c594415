using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Groundswell.Catalogue.Probing;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Wire;
using Groundswell.Sensing.Outgoing;

namespace Groundswell.Sensing.Probes.Connecting;

/// <summary>
/// Asks DNS, and nothing else: neither the machine's hosts file nor its cache may hide what users of the name would see. The first
/// question goes over sockets that all probes share, to the first resolver; one without a clear answer is asked again of every
/// resolver by <see cref="DnsClient"/>. Safe for any number of callers at a time.
/// </summary>
internal sealed class NameResolver : IAsyncDisposable
{
    private const int AnswerLength = 4096;

    /// <summary>Half of what people wait for a name; then the others are asked.</summary>
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<IPEndPoint> _resolvers;
    private readonly SocketAddress _first;
    private readonly SharedDnsAsker _shared;
    private readonly StubResolver _stub;
    private readonly ServfailCause _servfail;

    public NameResolver(IReadOnlyList<IPEndPoint> resolvers, AddressGuard guard, int authorityPort, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfZero(resolvers.Count);
        _resolvers = resolvers;
        _first = resolvers[0].Serialize();
        _shared = new SharedDnsAsker(time, new SharedDnsAskerOptions { Timeout = FirstPatience });
        Client = new DnsClient(time);
        _stub = new StubResolver(Client, resolvers, DnsQueryOptions.ToResolver);
        _servfail = new ServfailCause(Client, this, guard, authorityPort);
    }

    public DnsClient Client { get; }

    public IPEndPoint FirstResolver => _resolvers[0];

    public async Task<DnsLookup> LookUpAsync(DomainName name, RecordType type, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(AnswerLength);
        try
        {
            var answer = await _shared.AskAsync(_first, name, type, buffer.AsMemory(0, AnswerLength), cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (answer is { Outcome: ProbeOutcome.Answered, Length: <= AnswerLength }
                && DnsMessage.TryRead(buffer.AsSpan(0, answer.Length), out var message, out _)
                && message is { IsTruncated: false, Code: ResponseCode.NoError or ResponseCode.NxDomain })
            {
                return new DnsLookup
                {
                    Name = name,
                    Type = type,
                    Resolver = _resolvers[0],
                    Result = new DnsResult.Answered(message, DnsTransport.Udp) { Elapsed = answer.Elapsed, Octets = ReadOnlyMemory<byte>.Empty },
                };
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return await _stub.ResolveAsync(name, type, cancellationToken);
    }

    /// <summary>What a look-up without records means, or null where it has some; looks behind a resolver's SERVFAIL.</summary>
    public async Task<ProbeFailure?> FailureOfAsync(DnsLookup lookup, CancellationToken cancellationToken) =>
        lookup.Outcome == LookupOutcome.ServerFailure ? await _servfail.FindAsync(lookup, cancellationToken) : LookupFailures.Of(lookup);

    /// <summary>The host's addresses of the family that the try is for, as DNS gives them.</summary>
    public async Task<Resolution> ResolveAsync(string host, AddressChoice addresses, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal))
        {
            var fits = addresses == AddressChoice.Any || (addresses == AddressChoice.V4) == (literal.AddressFamily == AddressFamily.InterNetwork);
            return fits ? new Resolution([literal], null) : new Resolution([], new ProbeFailure(Signals.FailureClass.Empty, $"{literal} is of the other family"));
        }

        if (!DomainName.TryRead(host, out var name, out var reason))
        {
            return new Resolution([], new ProbeFailure(Signals.FailureClass.Nxdomain, $"not a name of DNS: {reason}"));
        }

        if (host is "localhost")
        {
            return new Resolution([addresses == AddressChoice.V6 ? IPAddress.IPv6Loopback : IPAddress.Loopback], null);
        }

        var lookup = await LookUpAsync(name, addresses == AddressChoice.V6 ? RecordType.Aaaa : RecordType.A, cancellationToken);
        if (lookup.Outcome == LookupOutcome.Empty && addresses == AddressChoice.Any)
        {
            var six = await LookUpAsync(name, RecordType.Aaaa, cancellationToken);
            lookup = six.Outcome == LookupOutcome.Found ? six : lookup;
        }

        return lookup.Outcome == LookupOutcome.Found
            ? new Resolution([.. lookup.Addresses], null, lookup)
            : new Resolution([], await FailureOfAsync(lookup, cancellationToken), lookup);
    }

    public ValueTask DisposeAsync() => _shared.DisposeAsync();
}
