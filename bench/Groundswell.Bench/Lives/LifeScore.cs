using Groundswell.Incidents;
using Groundswell.Incidents.Causes;

namespace Groundswell.Bench.Lives;

/// <summary>The score of one life or of several, minute by minute.</summary>
internal sealed class LifeScore
{
    private readonly Dictionary<int, CauseName> _names = [];
    private readonly Dictionary<int, int> _changes = [];
    private readonly HashSet<int> _named = [];
    private readonly Dictionary<int, int> _owedFor = [];
    private HashSet<(IncidentId, CauseName)> _wrong = [];
    private int _wrongRun;

    /// <summary>Of one life.</summary>
    public LifeView View { get; set; }

    public int Lives { get; private set; }

    public int Incidents { get; private set; }

    /// <summary>Minutes in which something was owed.</summary>
    public int Owed { get; private set; }

    /// <summary>… and named by component; half a minute where one of two was.</summary>
    public double Exact { get; private set; }

    /// <summary>… by region or supplier.</summary>
    public double Coarser { get; private set; }

    /// <summary>… not, but a link of its chain was, which nobody could tell from it.</summary>
    public double Link { get; private set; }

    /// <summary>… not at all.</summary>
    public double Silent { get; private set; }

    /// <summary>… and something else was named, perhaps beside it.</summary>
    public int Wrong { get; private set; }

    /// <summary>Longest run of minutes with a wrong cause above 0.8.</summary>
    public int LongestWrong { get; private set; }

    /// <summary>Minutes in which nothing was owed.</summary>
    public int Calm { get; private set; }

    /// <summary>… and something was named that is not so.</summary>
    public int FalseMinutes { get; private set; }

    /// <summary>Wrong causes that were named while nothing was owed.</summary>
    public int FalseCauses { get; private set; }

    /// <summary>Changes of name beyond the true ones.</summary>
    public int Changes { get; private set; }

    /// <summary>Incidents that were named rightly at all, and the minutes from when that was owed.</summary>
    public List<int> FirstNaming { get; } = [];

    /// <summary>Minutes in which a repaired cause was published, and those of them in which it was said to be.</summary>
    public int Repaired { get; private set; }

    public int SaidRepaired { get; private set; }

    /// <summary>Minutes in which a failing cause was published, and those in which it was said to be repaired.</summary>
    public int Failing { get; private set; }

    public int SaidTooSoon { get; private set; }

    public Dictionary<LifePhase, LifeCalibration> Calibration { get; } = Enum.GetValues<LifePhase>().ToDictionary(p => p, _ => new LifeCalibration());

    public TimeSpan Processor { get; set; }

    public double RightShare => Owed == 0 ? 1 : (Exact + Coarser) / Owed;

    /// <summary>Of all minutes, those in which all that was published was so and nothing owed was missing.</summary>
    public double TrueShare => (Exact + Coarser + Calm - FalseMinutes) / Math.Max(1, Owed + Calm);

    /// <summary>Takes a minute.</summary>
    /// <returns>What it was: <c>right</c>, <c>coarser</c>, <c>link</c>, <c>silent</c>, <c>wrong</c>, or <c>none</c> where nothing is owed nor wrong.</returns>
    public string Add(LifeTruth truth, int minute, IReadOnlyList<PublishedCause> published)
    {
        var owed = truth.Owed(minute).ToList();
        var phase = truth.Phase(minute);
        var exact = new HashSet<int>();
        var covered = new HashSet<int>();
        var wrong = new HashSet<(IncidentId, CauseName)>();
        var (isSureAndWrong, hasLink) = (false, false);
        foreach (var cause in published)
        {
            var judged = truth.Judge(cause.Name, minute);
            if (judged is null && truth.IsLink(cause.Name, minute))
            {
                hasLink = true;
                continue;
            }

            Calibration[phase].Add(cause.Probability, judged is not null);
            if (judged is not { } right)
            {
                wrong.Add((cause.Incident, cause.Name));
                isSureAndWrong |= cause.Probability > 0.8;
                continue;
            }

            covered.Add(right.Incident);
            if (right.IsExact)
            {
                exact.Add(right.Incident);
                Tense(cause, truth, minute);
            }
        }

        Follow(truth, minute, published);
        var isNew = wrong.Count(w => !_wrong.Contains(w));
        _wrong = wrong;
        _wrongRun = isSureAndWrong ? _wrongRun + 1 : 0;
        LongestWrong = Math.Max(LongestWrong, _wrongRun);
        if (owed.Count == 0)
        {
            Calm++;
            FalseMinutes += wrong.Count > 0 ? 1 : 0;
            FalseCauses += isNew;
            return wrong.Count > 0 ? "wrong" : "none";
        }

        Owed++;
        Changes += isNew;
        foreach (var incident in owed.Where(covered.Contains).Where(i => !_named.Contains(i)))
        {
            _named.Add(incident);
            FirstNaming.Add(_owedFor.GetValueOrDefault(incident));
        }

        owed.ForEach(i => _owedFor[i] = _owedFor.GetValueOrDefault(i) + 1);
        if (wrong.Count > 0)
        {
            Wrong++;
            return "wrong";
        }

        var (named, deep) = (owed.Count(covered.Contains), owed.Count(exact.Contains));
        Exact += (double)deep / owed.Count;
        Coarser += (double)(named - deep) / owed.Count;
        var missing = (double)(owed.Count - named) / owed.Count;
        (Silent, Link) = hasLink ? (Silent, Link + missing) : (Silent + missing, Link);
        return named < owed.Count ? (hasLink ? "link" : "silent") : deep < named ? "coarser" : "right";
    }

    /// <summary>Closes a life.</summary>
    public void End(LifeTruth truth)
    {
        Lives++;
        Incidents += truth.Incidents.Count;
        Changes += truth.Incidents.Sum(i => Math.Max(0, _changes.GetValueOrDefault(i) - truth.TrueChanges(i)));
    }

    public void Add(LifeScore other)
    {
        Lives += other.Lives;
        Incidents += other.Incidents;
        Owed += other.Owed;
        Exact += other.Exact;
        Coarser += other.Coarser;
        Link += other.Link;
        Silent += other.Silent;
        Wrong += other.Wrong;
        LongestWrong = Math.Max(LongestWrong, other.LongestWrong);
        Calm += other.Calm;
        FalseMinutes += other.FalseMinutes;
        FalseCauses += other.FalseCauses;
        Changes += other.Changes;
        FirstNaming.AddRange(other.FirstNaming);
        Repaired += other.Repaired;
        SaidRepaired += other.SaidRepaired;
        Failing += other.Failing;
        SaidTooSoon += other.SaidTooSoon;
        Processor += other.Processor;
        foreach (var (phase, calibration) in other.Calibration)
        {
            Calibration[phase].Add(calibration);
        }
    }

    private void Tense(PublishedCause cause, LifeTruth truth, int minute)
    {
        // What was said in the first quarter of an hour after the change is not held against it.
        var (now, before) = (truth.Failing(minute).Contains(cause.Name.Component!.Value), truth.Failing(Math.Max(0, minute - 15)).Contains(cause.Name.Component!.Value));
        if (now != before)
        {
            return;
        }

        Repaired += now ? 0 : 1;
        Failing += now ? 1 : 0;
        SaidRepaired += !now && cause.SaysRepaired ? 1 : 0;
        SaidTooSoon += now && cause.SaysRepaired ? 1 : 0;
    }

    // A name that becomes deeper on the same line is no change: it was right and is said more exactly.
    private void Follow(LifeTruth truth, int minute, IReadOnlyList<PublishedCause> published)
    {
        foreach (var group in published.Select(p => (p.Name, Judged: truth.Judge(p.Name, minute))).Where(p => p.Judged is not null).GroupBy(p => p.Judged!.Value.Incident, p => p.Name))
        {
            if (_names.TryGetValue(group.Key, out var before) && group.Contains(before))
            {
                continue;
            }

            var name = group.First();
            var isDeeper = _names.ContainsKey(group.Key) && name.Component is { } deep && before.Covers(deep);
            if (_names.ContainsKey(group.Key) && !isDeeper)
            {
                _changes[group.Key] = _changes.GetValueOrDefault(group.Key) + 1;
            }

            _names[group.Key] = name;
        }
    }
}
