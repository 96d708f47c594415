using System.Net;

namespace Groundswell.Signals.Seeing;

/// <summary>
/// Stands before the board: lets through what vantages see well, and keeps back failures that may be a vantage's own until others have been
/// seen to succeed, by the same vantage and at the same time. One that is not shown to be the target's is held against nobody. Pure; not
/// safe for use by several threads at once.
/// </summary>
public sealed class SightGate
{
    /// <summary>Failures of one probe that wait; beyond that the oldest goes, as there are newer ones.</summary>
    private const int MostWaiting = 10;

    private readonly Dictionary<VantageId, VantageSight> _sights = [];
    private readonly Dictionary<(VantageId Vantage, ProbeTarget Target, string Probe), Line> _lines = [];
    private readonly HashSet<(VantageId Vantage, ProbeTarget Target, string Probe)> _waiting = [];

    /// <summary>Of each vantage that anything came from.</summary>
    public IReadOnlyList<Sight> Sights => [.. _sights.Values.Select(s => s.Sight).OrderBy(s => s.Vantage.ToString(), StringComparer.Ordinal)];

    /// <summary>Takes results of any vantages, and gives those that count now, each probe's in order.</summary>
    /// <param name="results">What came since the last time.</param>
    /// <param name="plan">The probe of a result; null where it is not known.</param>
    /// <param name="now">The time.</param>
    public IReadOnlyList<ProbeResult> Take(IEnumerable<ProbeResult> results, Func<ProbeTarget, string, PlannedProbe?> plan, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(plan);

        // All of them before any is judged: what came a moment later tells as much as what came before.
        var taken = new List<(ProbeResult Result, ProbeWay Way)>();
        foreach (var result in results.OrderBy(r => r.At))
        {
            if (Place(result, plan) is { } way)
            {
                taken.Add((result, way));
            }
        }

        foreach (var sight in _sights.Values)
        {
            sight.Look();
        }

        var counting = new List<ProbeResult>();
        foreach (var (result, way) in taken)
        {
            Line(result).Latest = result.At;
            if (way.FailedAt is null && result.Failure is null)
            {
                Settle(result, way, counting);
            }
            else if (!result.IsUnjudged && !result.Target.IsReference)
            {
                Wait(result, way);
            }
        }

        Release(now, counting);
        return counting;
    }

    /// <summary>Forgets vantages and probes of which nothing came for long.</summary>
    public void Forget(DateTimeOffset before)
    {
        foreach (var (key, line) in _lines)
        {
            if (line.Latest < before)
            {
                _lines.Remove(key);
                _waiting.Remove(key);
            }
        }

        foreach (var gone in _sights.Keys.Where(v => _lines.Keys.All(k => k.Vantage != v)).ToList())
        {
            _sights.Remove(gone);
        }
    }

    private static (VantageId Vantage, ProbeTarget Target, string Probe) KeyOf(ProbeResult result) => (result.Vantage, result.Target, result.Probe);

    private ProbeWay? Place(ProbeResult result, Func<ProbeTarget, string, PlannedProbe?> plan)
    {
        var line = Line(result);
        if (result.At <= line.Seen)
        {
            return null; // older than one that came already
        }

        line.Seen = result.At;
        var way = ProbeWay.Of(plan(result.Target, result.Probe), result, line.KnownAt);
        line.KnownAt = way.IsKnownThere && IPAddress.TryParse(way.Address, out var address) ? address : line.KnownAt;
        if (!_sights.TryGetValue(result.Vantage, out var sight))
        {
            _sights[result.Vantage] = sight = new VantageSight(result.Vantage);
        }

        return sight.Take(way);
    }

    private Line Line(ProbeResult result)
    {
        if (!_lines.TryGetValue(KeyOf(result), out var line))
        {
            _lines[KeyOf(result)] = line = new Line();
        }

        return line;
    }

    /// <summary>It got through. With TLS nobody can have said so but the target; without, a vantage that sees nothing else may be deceived.</summary>
    private void Settle(ProbeResult result, ProbeWay way, List<ProbeResult> counting)
    {
        var line = Line(result);
        if (!way.IsSecured && !way.IsHere && !way.IsInside && _sights[result.Vantage].Sight.IsBlind)
        {
            return;
        }

        line.Waiting.RemoveAll(w => w.Result.At < result.At);
        if (!result.IsUnjudged && !result.Target.IsReference)
        {
            counting.Add(result with { IsInside = way.IsInside || way.IsHere });
        }
    }

    private void Wait(ProbeResult result, ProbeWay way)
    {
        if (result.Failure is null)
        {
            return; // it looked well, and is what all the others look like
        }

        var line = Line(result);
        if (line.Waiting.Count >= MostWaiting)
        {
            line.Waiting.RemoveAt(0);
        }

        line.Waiting.Add((result, way));
        _waiting.Add(KeyOf(result));
    }

    private void Release(DateTimeOffset now, List<ProbeResult> counting)
    {
        foreach (var key in _waiting.ToList())
        {
            var line = _lines[key];
            var sight = _sights[key.Vantage];
            while (line.Waiting.Count > 0 && sight.Judge(line.Waiting[0].Way, now) is not FailureStanding.Waits and var standing)
            {
                if (standing == FailureStanding.Counts)
                {
                    var (result, way) = line.Waiting[0];
                    counting.Add(result with { IsInside = way.IsInside || way.IsHere });
                }

                line.Waiting.RemoveAt(0);
            }

            if (line.Waiting.Count == 0)
            {
                _waiting.Remove(key);
            }
        }
    }
}
