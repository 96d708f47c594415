namespace Groundswell.Signals;

/// <summary>
/// The latest of every probe at every vantage, and what they say together. A single failed run is held back until the next run of the
/// same probe fails as well: networks lose a packet now and then. Not safe for use by several threads at once.
/// </summary>
public sealed class ProbeBoard
{
    /// <summary>Runs in a row that must fail before a vantage is taken to see a failure.</summary>
    private const int FailuresNeeded = 2;

    /// <summary>A result holds for so many intervals of its probe: two may be lost.</summary>
    private const double IntervalsFresh = 3;

    private static readonly TimeSpan LeastFresh = TimeSpan.FromSeconds(90);

    /// <summary>A vantage that has been silent for so long no longer counts among those that probe.</summary>
    private static readonly TimeSpan VantageForgotten = TimeSpan.FromHours(1);

    private readonly Dictionary<ProbeTarget, List<Entry>> _targets = [];
    private readonly Dictionary<ProbeTarget, ProbeVerdict> _judged = []; // at a time: several ask for the same within a tick
    private DateTimeOffset _judgedAt;

    /// <summary>Vantages that see nothing now: what they saw last says nothing of the present, neither good nor bad, and the others decide without them.</summary>
    public IReadOnlySet<VantageId> Blind
    {
        get;
        set
        {
            field = value;
            _judged.Clear();
        }
    } = System.Collections.Frozen.FrozenSet<VantageId>.Empty;

    /// <summary>Every target that a result came of, in no order.</summary>
    public IReadOnlyCollection<ProbeTarget> Targets => _targets.Keys;

    /// <summary>Takes a result.</summary>
    /// <returns>How the probe's view at that vantage changed, or null where it is the same as before, the result is older than one that came already, or the vantage does not stand by it.</returns>
    public ProbeSighting? Apply(ProbeResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.IsUnjudged)
        {
            return null;
        }

        _judged.Remove(result.Target);
        if (!_targets.TryGetValue(result.Target, out var entries))
        {
            _targets[result.Target] = entries = [];
        }

        var entry = entries.Find(e => e.Vantage == result.Vantage && e.Probe == result.Probe);
        if (entry is null)
        {
            entry = new Entry { Vantage = result.Vantage, Probe = result.Probe, Latest = result, ChangedAt = result.At };
            entries.Add(entry);
            entry.Take(result);
            return entry.See(result.At);
        }

        if (result.At <= entry.Latest.At)
        {
            return null;
        }

        var (before, failed) = (entry.State, entry.Failure);
        entry.Take(result);
        return entry.State == before && entry.Failure == failed ? null : entry.See(result.At);
    }

    /// <summary>Forgets probes that are no longer in the plan.</summary>
    /// <param name="isPlanned">Tells by target and slug.</param>
    public void Keep(Func<ProbeTarget, string, bool> isPlanned)
    {
        _judged.Clear();
        foreach (var (target, entries) in _targets.ToList())
        {
            entries.RemoveAll(e => !isPlanned(target, e.Probe));
            if (entries.Count == 0)
            {
                _targets.Remove(target);
            }
        }
    }

    /// <summary>Forgets all that a vantage saw: its word counts no more.</summary>
    public void Forget(VantageId vantage)
    {
        _judged.Clear();
        foreach (var (target, entries) in _targets.ToList())
        {
            entries.RemoveAll(e => e.Vantage == vantage);
            if (entries.Count == 0)
            {
                _targets.Remove(target);
            }
        }
    }

    /// <summary>Forgets what was seen at a time that is yet to come: the clock was put back, and nothing newer would be believed until then.</summary>
    public void TurnBack(DateTimeOffset now)
    {
        _judged.Clear();
        foreach (var (target, entries) in _targets.ToList())
        {
            entries.RemoveAll(e => e.Latest.At > now || e.ChangedAt > now);
            if (entries.Count == 0)
            {
                _targets.Remove(target);
            }
        }
    }

    /// <summary>What all vantages say of a target now; null where it was never probed.</summary>
    public ProbeVerdict? Judge(ProbeTarget target, DateTimeOffset now)
    {
        if (now != _judgedAt)
        {
            _judged.Clear();
            _judgedAt = now;
        }

        if (!_judged.TryGetValue(target, out var verdict) && _targets.TryGetValue(target, out var all))
        {
            _judged[target] = verdict = JudgeAnew(target, all, now);
        }

        return verdict;
    }

    private ProbeVerdict JudgeAnew(ProbeTarget target, List<Entry> all, DateTimeOffset now)
    {
        var entries = all.FindAll(e => now - e.Latest.At <= VantageForgotten);
        var views = entries.Where(e => !IsBlindTo(e)).GroupBy(e => e.Vantage).Select(g => View.Of(g, now)).ToList();
        var failing = views.FindAll(v => v.State == ProbeState.Down);
        var known = views.Count(v => v.State != ProbeState.Unknown);
        var quorum = (views.Count / 2) + 1;

        // Whoever took one token may say what it likes: one vantage elsewhere that stands alone makes nothing down.
        var isAlone = failing is [{ Vantage: var only }] && only != VantageId.Node;
        return new ProbeVerdict
        {
            Target = target,
            State = known < quorum ? ProbeState.Unknown
                : failing.Count >= quorum && !isAlone ? ProbeState.Down
                : failing.Count > 0 || views.Exists(v => v.State == ProbeState.Degraded) ? ProbeState.Degraded
                : ProbeState.Up,
            Failure = failing.Concat(views.Where(v => v.State == ProbeState.Degraded)).GroupBy(v => v.Failure)
                .OrderByDescending(g => g.Count()).ThenBy(g => g.Key).FirstOrDefault()?.Key,
            Failing = failing.Count,
            Known = known,
            Vantages = views.Count,
            FailingSince = failing.Count > 0 ? failing.Min(v => v.Since) : null,
            SawItBegin = failing.Exists(v => v.WasWell),
            WasDown = entries.Exists(e => e.State == ProbeState.Down && IsBlindTo(e)),
            WellSince = failing.Count > 0 ? null : views.Where(v => v.State == ProbeState.Up && v.HadFailed).Select(v => (DateTimeOffset?)v.Since).Max(),
            At = all.Max(e => e.Latest.At),
            Sightings = [.. entries.OrderBy(e => e.Vantage.ToString(), StringComparer.Ordinal).ThenBy(e => e.Probe, StringComparer.Ordinal).Select(e => IsBlindTo(e) ? e.See(now) with { State = ProbeState.Unknown } : e.See(now))],
        };
    }

    private bool IsBlindTo(Entry entry) => !entry.Latest.IsInside && Blind.Contains(entry.Vantage);

    private static bool IsMild(FailureClass failure) => failure is FailureClass.Slow or FailureClass.TtlCollapse;

    /// <summary>One vantage's view of a target: the worst of its fresh probes.</summary>
    private sealed record View(VantageId Vantage, ProbeState State, FailureClass? Failure, DateTimeOffset Since, bool HadFailed, bool WasWell)
    {
        public static View Of(IEnumerable<Entry> probes, DateTimeOffset now)
        {
            var fresh = probes.Where(p => p.IsFresh(now)).ToList();
            if (fresh.Count == 0)
            {
                return new View(probes.First().Vantage, ProbeState.Unknown, null, now, false, false);
            }

            var worst = fresh.MaxBy(p => p.State)!;
            var alike = fresh.FindAll(p => p.State == worst.State);
            return worst.State == ProbeState.Up
                ? new View(worst.Vantage, ProbeState.Up, null, alike.Max(p => p.ChangedAt), fresh.Exists(p => p.HadFailed), true)
                : new View(worst.Vantage, worst.State, worst.Failure, alike.Min(p => p.ChangedAt), true, alike.Exists(p => p.WasWell));
        }
    }

    private sealed class Entry
    {
        private int _failures;
        private DateTimeOffset _firstFailure;

        public required VantageId Vantage { get; init; }

        public required string Probe { get; init; }

        public required ProbeResult Latest { get; set; }

        public ProbeState State { get; private set; }

        public FailureClass? Failure { get; private set; }

        public DateTimeOffset ChangedAt { get; set; }

        public bool HadFailed { get; private set; }

        public bool WasWell { get; private set; }

        public void Take(ProbeResult result)
        {
            var before = State;
            Latest = result;
            if (result.Failure is not { } failure)
            {
                _failures = 0;
                WasWell = true;
                (State, Failure) = (ProbeState.Up, null);
            }
            else
            {
                _firstFailure = _failures++ == 0 ? result.At : _firstFailure;
                if (_failures < FailuresNeeded)
                {
                    return;
                }

                (State, Failure) = (IsMild(failure) ? ProbeState.Degraded : ProbeState.Down, failure);
                HadFailed |= State == ProbeState.Down;
            }

            if (State != before)
            {
                ChangedAt = State == ProbeState.Up ? result.At : _firstFailure;
            }
        }

        public bool IsFresh(DateTimeOffset now)
        {
            var fresh = IntervalsFresh * Latest.Interval;
            return State != ProbeState.Unknown && now - Latest.At <= (fresh > LeastFresh ? fresh : LeastFresh);
        }

        public ProbeSighting See(DateTimeOffset now) => new(
            Probe, Vantage, IsFresh(now) ? State : ProbeState.Unknown, Failure, Latest.Detail, ChangedAt, Latest.At, Latest.Elapsed)
        { IsHeldBack = State == ProbeState.Up && _failures > 0 };
    }
}
