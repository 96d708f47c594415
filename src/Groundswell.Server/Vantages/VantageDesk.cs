using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using Groundswell.Sensing.Vantages;
using Groundswell.Signals;

namespace Groundswell.Server.Vantages;

/// <summary>
/// Deals with vantages: knows them by their tokens, gives each its plan and takes its results. Who a result is of is told by the token it
/// was signed with, whatever it says itself. Safe for several threads.
/// </summary>
internal sealed class VantageDesk
{
    /// <summary>Results may have waited for so long while this node was away.</summary>
    private static readonly TimeSpan OldestResult = TimeSpan.FromHours(24);

    /// <summary>A result from further ahead than clocks differ is none.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);

    private readonly FrozenDictionary<VantageId, VantageToken> _tokens;
    private readonly Func<IReadOnlyList<PlannedProbe>> _plan;
    private readonly Action<IReadOnlyList<ProbeResult>> _take;
    private readonly ConcurrentDictionary<VantageId, long> _sequences = [];
    private volatile Published? _published;

    /// <param name="tokens">One a vantage.</param>
    /// <param name="plan">What is to be probed now; the same list while nothing changes.</param>
    /// <param name="take">Takes results that have been checked.</param>
    public VantageDesk(IEnumerable<VantageToken> tokens, Func<IReadOnlyList<PlannedProbe>> plan, Action<IReadOnlyList<ProbeResult>> take)
    {
        _tokens = tokens.ToFrozenDictionary(t => t.Vantage);
        (_plan, _take) = (plan, take);
    }

    /// <summary>Whether a vantage may be there at all.</summary>
    public bool IsOpen => _tokens.Count > 0;

    /// <summary>Why a request is not a vantage's own and fresh; null where it is.</summary>
    public string? Refuse(VantageRequest request, string signature, DateTimeOffset now) =>
        !_tokens.TryGetValue(request.Vantage, out var token) || !token.Verifies(request, signature) ? "The signature is not that of a vantage of this node."
        : (now - request.At).Duration() > VantageRequest.Freshness ? $"It was signed at {request.At:u}, and here it is {now:u}."
        : null;

    /// <summary>The plan in force with its tag, which stays the same while the plan does.</summary>
    public (byte[] Plan, string Tag) PlanAt(DateTimeOffset now)
    {
        var published = Publish();
        return (VantageJson.WritePlan(new VantagePlan(now, published.Probes)), published.Tag);
    }

    /// <summary>Whether a batch was taken already; if not, it counts as taken from now on.</summary>
    public bool IsRepeat(VantageId vantage, long sequence)
    {
        while (true)
        {
            if (_sequences.TryGetValue(vantage, out var last))
            {
                if (sequence <= last)
                {
                    return true;
                }

                if (_sequences.TryUpdate(vantage, sequence, last))
                {
                    return false;
                }
            }
            else if (_sequences.TryAdd(vantage, sequence))
            {
                return false;
            }
        }
    }

    /// <summary>Takes those results that are of this vantage's plan and of a time that can be.</summary>
    /// <returns>How many were taken.</returns>
    public int Take(VantageId vantage, IReadOnlyList<ProbeResult> results, DateTimeOffset now)
    {
        var planned = Publish().Planned;
        var taken = new List<ProbeResult>(results.Count);
        foreach (var result in results)
        {
            if (result.At <= now + Ahead && now - result.At <= OldestResult && result.Elapsed >= TimeSpan.Zero
                && planned.TryGetValue((result.Target, result.Probe), out var interval))
            {
                taken.Add(result with { Vantage = vantage, Interval = interval, Detail = Cut(result.Detail) });
            }
        }

        _take(taken);
        return taken.Count;
    }

    private static string Cut(string detail) => detail.Length <= ProbeResult.DetailLength ? detail : detail[..ProbeResult.DetailLength];

    private Published Publish()
    {
        var probes = _plan();
        var published = _published;
        if (published is null || !ReferenceEquals(published.Probes, probes))
        {
            _published = published = new Published(
                probes,
                probes.ToFrozenDictionary(p => (p.Target, p.Id), p => p.Interval),
                $"\"{Convert.ToHexString(SHA256.HashData(VantageJson.WritePlan(new VantagePlan(DateTimeOffset.UnixEpoch, probes))))[..24]}\"");
        }

        return published;
    }

    private sealed record Published(IReadOnlyList<PlannedProbe> Probes, FrozenDictionary<(ProbeTarget Target, string Probe), TimeSpan> Planned, string Tag);
}
