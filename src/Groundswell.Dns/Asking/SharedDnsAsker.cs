using System.Net;
using System.Net.Sockets;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Asking;

/// <summary>
/// Asks many servers many questions by UDP over a few sockets, without an allocation for each. An answer counts if it comes from the
/// server that was asked, with the id, the question and, if so wanted, the case that were sent; all else is ignored. One sending each, no
/// TCP: whoever wants a second try or the whole of a truncated answer takes <see cref="DnsClient"/> for it. ICMP errors are not seen here.
/// Safe for any number of threads.
/// </summary>
public sealed class SharedDnsAsker : IAsyncDisposable
{
    private readonly AskerLane[] _fours;
    private readonly AskerLane[] _sixes;
    private readonly DnsQueryOptions _query;
    private uint _turn;

    /// <param name="time">Clock of the timeouts.</param>
    /// <param name="options">Limits.</param>
    public SharedDnsAsker(TimeProvider time, SharedDnsAskerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Sockets, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Sockets, 64);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Timeout, TimeSpan.FromMilliseconds(10));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Timeout, TimeSpan.FromMinutes(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MostOutstanding, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MostOutstanding, AskerLane.Ids / 4);
        _query = options.Query;
        _fours = [.. Enumerable.Range(0, options.Sockets).Select(_ => new AskerLane(AddressFamily.InterNetwork, time, options))];
        _sixes = Socket.OSSupportsIPv6
            ? [.. Enumerable.Range(0, options.Sockets).Select(_ => new AskerLane(AddressFamily.InterNetworkV6, time, options))]
            : [];
    }

    /// <summary>Questions without an outcome yet.</summary>
    public int Outstanding => _fours.Sum(l => l.Outstanding) + _sixes.Sum(l => l.Outstanding);

    /// <param name="server">From <see cref="IPEndPoint.Serialize"/>, made once for each server.</param>
    /// <param name="name">The name to ask for.</param>
    /// <param name="type">The type to ask for.</param>
    /// <param name="answer">Where the answer goes; what is beyond its end is cut off. Not to be touched before the outcome.</param>
    /// <param name="cancellationToken">Looked at before the question is sent; after that the timeout ends it.</param>
    public ValueTask<ProbeAnswer> AskAsync(SocketAddress server, DomainName name, RecordType type, Memory<byte> answer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var lanes = server.Family == AddressFamily.InterNetwork ? _fours : _sixes;
        return lanes.Length == 0
            ? new ValueTask<ProbeAnswer>(new ProbeAnswer(ProbeOutcome.NotSent, 0, TimeSpan.Zero))
            : lanes[Interlocked.Increment(ref _turn) % (uint)lanes.Length].AskAsync(server, name, type, _query, answer);
    }

    /// <summary>Closes the sockets; what is outstanding comes back as timed out.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var lane in (AskerLane[])[.. _fours, .. _sixes])
        {
            await lane.DisposeAsync();
        }
    }
}
