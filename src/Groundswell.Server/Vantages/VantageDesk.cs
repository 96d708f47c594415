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
    private readonly FrozenDictionary<VantageId, VantageLine> _lines;
    private readonly Func<IReadOnlyList<PlannedProbe>> _plan;
    private readonly Func<IReadOnlyList<ProbeResult>, bool> _take;
    private readonly DateTimeOffset _opened;
    private volatile PublishedPlan? _published;
    private long _sentAway;

    /// <param name="tokens">One a vantage.</param>
    /// <param name="plan">What is to be probed now; the same list while nothing changes.</param>
    /// <param name="take">Takes results that have been checked, all of them, or says that there is no room now.</param>
    /// <param name="opened">Since when the desk remembers which batches it took.</param>
    public VantageDesk(IEnumerable<VantageToken> tokens, Func<IReadOnlyList<PlannedProbe>> plan, Func<IReadOnlyList<ProbeResult>, bool> take, DateTimeOffset opened)
    {
        _lines = tokens.ToFrozenDictionary(t => t.Vantage, t => new VantageLine(t, opened));
        (_plan, _take, _opened) = (plan, take, opened);
    }

    public IReadOnlyCollection<VantageLine> Lines => _lines.Values;

    /// <summary>Batches for which there was no room.</summary>
    public long SentAway => Interlocked.Read(ref _sentAway);

    /// <summary>Null where there is no such vantage.</summary>
    public VantageLine? Find(VantageId vantage) => _lines.GetValueOrDefault(vantage);

    /// <summary>Why a request that was signed rightly is not fresh; null where it is.</summary>
    /// <remarks>What was signed before the desk opened may have been taken before: it would be forgotten that it was.</remarks>
    public string? FindStaleness(DateTimeOffset signed, DateTimeOffset now) =>
        (now - signed).Duration() > VantageRequest.Freshness ? $"It was signed at {signed:u}, and here it is {now:u}."
        : signed < _opened ? $"It was signed at {signed:u}, before this node began to listen."
        : null;

    /// <summary>The plan in force with its tag, which stays the same while the plan does.</summary>
    public PublishedPlan Plan()
    {
        var probes = _plan();
        var published = _published;
        if (published is null || !ReferenceEquals(published.Probes, probes))
        {
            var text = VantageLists.WritePlan(probes);
            _published = published = new PublishedPlan(
                probes, text, $"\"{Convert.ToHexString(SHA256.HashData(text))[..24]}\"", probes.ToFrozenDictionary(p => (p.Target, p.Id), p => p.Interval));
        }

        return published;
    }

    /// <summary>Takes a batch once: those results that are of the plan and of a time that can be.</summary>
    public VantageReceipt Take(VantageLine line, long sequence, VantageBatch batch, DateTimeOffset now)
    {
        var planned = Plan().Planned;
        var faults = new List<JsonFault>(batch.Faults);
        var results = new List<ProbeResult>(batch.Results.Count);
        foreach (var (result, place) in batch.Results.Zip(batch.Places))
        {
            if (!planned.TryGetValue((result.Target, result.Probe), out var interval))
            {
                faults.Add(new JsonFault(place, "probe", "is not in the plan of this vantage."));
            }
            else if (ResultRules.FindFault(result, now) is var (field, reason))
            {
                faults.Add(new JsonFault(place, field, reason));
            }
            else
            {
                results.Add(ResultRules.Clean(result) with { Vantage = line.Token.Vantage, Interval = interval });
            }
        }

        return line.Take(sequence, now, () => _take(results)) switch
        {
            VantageLine.Outcome.Repeat => new VantageReceipt.Repeat(line.LastSequence),
            VantageLine.Outcome.NoRoom => SendAway(),
            _ => new VantageReceipt.Taken(results.Count, faults),
        };
    }

    private VantageReceipt.NoRoom SendAway()
    {
        Interlocked.Increment(ref _sentAway);
        return new VantageReceipt.NoRoom();
    }
}
