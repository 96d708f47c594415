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
    private readonly VantageTokenFile? _file;
    private readonly Action<VantageId> _forget;
    private readonly Lock _tokens = new();
    private volatile FrozenDictionary<VantageId, VantageLine> _lines;
    private readonly Func<IReadOnlyList<PlannedProbe>> _plan;
    private readonly Func<IReadOnlyList<ProbeResult>, bool> _take;
    private readonly DateTimeOffset _opened;
    private volatile PublishedPlan? _published;
    private long _sentAway;

    /// <param name="tokens">One a vantage.</param>
    /// <param name="plan">What is to be probed now; the same list while nothing changes.</param>
    /// <param name="take">Takes results that have been checked, all of them, or says that there is no room now.</param>
    /// <param name="opened">Since when the desk remembers which batches it took.</param>
    /// <param name="file">Where more tokens stand, which may come and go; null for none.</param>
    /// <param name="forget">Hears of a vantage whose token was taken back: nothing that it said counts any more.</param>
    public VantageDesk(
        IEnumerable<VantageToken> tokens,
        Func<IReadOnlyList<PlannedProbe>> plan,
        Func<IReadOnlyList<ProbeResult>, bool> take,
        DateTimeOffset opened,
        VantageTokenFile? file = null,
        Action<VantageId>? forget = null)
    {
        _lines = tokens.ToFrozenDictionary(t => t.Vantage, t => new VantageLine(t, opened));
        (_plan, _take, _opened, _file, _forget) = (plan, take, opened, file, forget ?? (_ => { }));
        Fixed = _lines.Keys.ToFrozenSet();
        Refresh();
    }

    /// <summary>Why the file of tokens is not in force as it is; null where it is, or there is none.</summary>
    public string? TokenTrouble => _file?.Trouble;

    /// <summary>Vantages whose tokens are settings: only a restart takes them back.</summary>
    private FrozenSet<VantageId> Fixed { get; }

    public IReadOnlyCollection<VantageLine> Lines => _lines.Values;

    /// <summary>Batches for which there was no room.</summary>
    public long SentAway => Interlocked.Read(ref _sentAway);

    /// <summary>Null where there is no such vantage.</summary>
    public VantageLine? Find(VantageId vantage)
    {
        Refresh();
        return _lines.GetValueOrDefault(vantage);
    }

    /// <summary>Puts the tokens in force that stand in the file now, if it has changed. A vantage keeps its place as long as its token stays.</summary>
    public void Refresh()
    {
        lock (_tokens)
        {
            if (_file?.ReadIfChanged(Fixed) is not { } tokens)
            {
                return;
            }

            var before = _lines;
            _lines = before.Where(l => Fixed.Contains(l.Key)).Select(l => l.Value)
                .Concat(tokens.Select(t => before.GetValueOrDefault(t.Vantage) is { } line && line.Token.Equals(t) ? line : new VantageLine(t, _opened)))
                .ToFrozenDictionary(l => l.Token.Vantage);
            foreach (var gone in before.Where(l => !ReferenceEquals(_lines.GetValueOrDefault(l.Key), l.Value)))
            {
                _forget(gone.Key);
            }
        }
    }

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

        // Its token may have been taken back while the batch was read.
        return line.Take(sequence, now, () => ReferenceEquals(Find(line.Token.Vantage), line) && _take(results)) switch
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
