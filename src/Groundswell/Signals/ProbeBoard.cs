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

    private readonly Dictionary<ProbeTarget, List<Entry>> _targets = []; // probes by vantage, then by name
    private readonly Dictionary<ProbeTarget, Judged> _judged = []; // until a result comes or grows stale it is the same

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
            var after = entries.FindIndex(e => e.IsAfter(result));
            entries.Insert(after < 0 ? entries.Count : after, entry);
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
        if (_judged.TryGetValue(target, out var judged) && judged.From <= now && now <= judged.Through)
        {
            return judged.Verdict;
        }

        if (!_targets.TryGetValue(target, out var all))
        {
            return null;
        }

        var verdict = JudgeAnew(target, all, now);
        _judged[target] = new Judged(verdict, now, all.Min(e => e.SameThrough(now)));
        return verdict;
    }

    private ProbeVerdict JudgeAnew(ProbeTarget target, List<Entry> all, DateTimeOffset now)
    {
        var entries = all.FindAll(e => !e.IsForgotten(now));
        var views = ViewsOf(entries, now);
        var failing = views.FindAll(v => v.State == ProbeState.Down);
        var mild = views.FindAll(v => v.State == ProbeState.Degraded);
        var known = views.Count(v => v.State != ProbeState.Unknown);
        var quorum = (views.Count / 2) + 1;

        // Whoever took one token may say what it likes: one vantage elsewhere that stands alone makes nothing down.
        var isAlone = failing is [{ Vantage: var only }] && only != VantageId.Node;
        return new ProbeVerdict
        {
            Target = target,
            State = known < quorum ? ProbeState.Unknown
                : failing.Count >= quorum && !isAlone ? ProbeState.Down
                : failing.Count > 0 || mild.Count > 0 ? ProbeState.Degraded
                : ProbeState.Up,
            Failure = failing.Count + mild.Count == 0 ? null
                : failing.Concat(mild).GroupBy(v => v.Failure).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key,
            Failing = failing.Count,
            Known = known,
            Vantages = views.Count,
            FailingSince = failing.Count > 0 ? failing.Min(v => v.Since) : null,
            SawItBegin = failing.Exists(v => v.WasWell),
            WasDown = entries.Exists(e => e.State == ProbeState.Down && IsBlindTo(e)),
            WellSince = failing.Count > 0 ? null : views.Where(v => v.State == ProbeState.Up && v.HadFailed).Select(v => (DateTimeOffset?)v.Since).Max(),
            At = all.Max(e => e.Latest.At),
            Sightings = entries.ConvertAll(e => IsBlindTo(e) ? e.See(now) with { State = ProbeState.Unknown } : e.See(now)),
        };
    }

    /// <summary>By vantage; one that is blind to all of its probes has none.</summary>
    private List<View> ViewsOf(List<Entry> entries, DateTimeOffset now)
    {
        var views = new List<View>();
        for (int from = 0, end; from < entries.Count; from = end)
        {
            end = from + 1;
            while (end < entries.Count && entries[end].Vantage == entries[from].Vantage)
            {
                end++;
            }

            var seeing = entries.Slice(from, end - from);
            seeing.RemoveAll(IsBlindTo);
            if (seeing.Count > 0)
            {
                views.Add(View.Of(seeing, now));
            }
        }

        return views;
    }

    private bool IsBlindTo(Entry entry) => !entry.Latest.IsInside && Blind.Contains(entry.Vantage);

    /// <summary>A verdict, and the times between which it is the same unless a result comes.</summary>
    private readonly record struct Judged(ProbeVerdict Verdict, DateTimeOffset From, DateTimeOffset Through);

    private static bool IsMild(FailureClass failure) => failure is FailureClass.Slow or FailureClass.TtlCollapse;

    /// <summary>One vantage's view of a target: the worst of its fresh probes.</summary>
    private readonly record struct View(VantageId Vantage, ProbeState State, FailureClass? Failure, DateTimeOffset Since, bool HadFailed, bool WasWell)
    {
        public static View Of(List<Entry> probes, DateTimeOffset now)
        {
            var fresh = probes.FindAll(p => p.IsFresh(now));
            if (fresh.Count == 0)
            {
                return new View(probes[0].Vantage, ProbeState.Unknown, null, now, false, false);
            }

            var worst = fresh[0];
            foreach (var probe in fresh)
            {
                worst = probe.State > worst.State ? probe : worst;
            }

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

        /// <summary>Whether it stands after a probe in the order in which sightings are listed: by vantage, then by probe.</summary>
        public bool IsAfter(ProbeResult other) => string.CompareOrdinal(Vantage.ToString(), other.Vantage.ToString()) is var order && (order > 0 || (order == 0 && string.CompareOrdinal(Probe, other.Probe) > 0));

        private TimeSpan Fresh => IntervalsFresh * Latest.Interval is var fresh && fresh > LeastFresh ? fresh : LeastFresh;

        public bool IsFresh(DateTimeOffset now) => State != ProbeState.Unknown && now - Latest.At <= Fresh;

        public bool IsForgotten(DateTimeOffset now) => now - Latest.At > VantageForgotten;

        /// <summary>The time through which neither freshness nor being forgotten changes, as of now.</summary>
        public DateTimeOffset SameThrough(DateTimeOffset now)
        {
            var (fresh, forgotten) = (IsFresh(now) ? Latest.At + Fresh : DateTimeOffset.MaxValue, IsForgotten(now) ? DateTimeOffset.MaxValue : Latest.At + VantageForgotten);
            return fresh < forgotten ? fresh : forgotten;
        }

        public ProbeSighting See(DateTimeOffset now) => new(
            Probe, Vantage, IsFresh(now) ? State : ProbeState.Unknown, Failure, Latest.Detail, ChangedAt, Latest.At, Latest.Elapsed)
        { IsHeldBack = State == ProbeState.Up && _failures > 0 };
    }
}
