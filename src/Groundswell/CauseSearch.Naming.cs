using Groundswell.Attribution;
using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;
using Groundswell.Signals;

namespace Groundswell;

public sealed partial class CauseSearch
{
    private const int FirstShare = 8; // the first in eight: single estimates of an onset may lie far off
    private const int FewestOnsets = 3;
    private const string Global = "global";

    private readonly Dictionary<CauseName, bool?[]> _stands = []; // by component, in the present search
    private readonly Dictionary<ComponentId, ComponentId> _behind = []; // in the present search: what is seen to fail where it is not known what does

    /// <summary>Each cause as deeply as it is sure enough: the component; else its region or provider, as a whole.</summary>
    private List<CauseFinding> Name(CauseFacts facts)
    {
        _stands.Clear();
        _behind.Clear();
        var down = facts.Result.Down.ToArray();
        var on = down.Select(d => _graph.Components[d.Component]).ToHashSet();
        var findings = new List<CauseFinding>();
        foreach (var root in down.Where(d => d.IsRoot))
        {
            var component = _graph.Components[root.Component];
            if (Behind(facts, component, on) is { } behind)
            {
                _behind[component] = behind;
                component = behind;
            }

            var (name, probability) = Deepest(facts, component);
            if (!findings.Exists(f => f.Cause == name))
            {
                findings.Add(Describe(facts, name, probability, component, down, on));
            }
        }

        return [.. findings.OrderByDescending(f => f.Probability)];
    }

    private (CauseName Name, double Probability) Deepest(CauseFacts facts, ComponentId component)
    {
        var own = new CauseName(component);
        var region = CauseName.OfRegion(component.Provider, component.Region);
        var provider = CauseName.OfProvider(component.Provider);

        // What stands for all of a region or supplier names just that; and a component that probes see working is not named, however well it
        // would explain the rest: something that stands where it does is.
        CauseName[] levels = !Unspecified.Is(component) && !facts.SeenWell.Contains(component) ? [own, region, provider]
            : component.Region == Global ? [provider]
            : [region, provider];
        foreach (var level in levels)
        {
            var probability = Believe(facts, level);
            if (probability >= options.NameFrom || (level == own && _named.Contains(level)))
            {
                return (level, probability);
            }
        }

        return (levels[0], Believe(facts, levels[0]));
    }

    /// <summary>P(this is a cause).</summary>
    private double Believe(CauseFacts facts, CauseName cause) => _finder!.AnyOf(Standing(facts, cause));

    /// <summary>P(this is a cause, and another is not): of two explanations of the same only one can be so.</summary>
    private double Instead(CauseFacts facts, CauseName cause, CauseName other) =>
        _finder!.AnyOf(Standing(facts, cause), Standing(facts, other));

    /// <summary><see cref="Stands"/>, which hundreds of hypotheses ask for of the same few components.</summary>
    private Func<int, bool> Standing(CauseFacts facts, CauseName cause)
    {
        if (!_stands.TryGetValue(cause, out var known))
        {
            _stands[cause] = known = new bool?[_graph.Components.Count];
        }

        return c => known[c] ??= Stands(facts, cause, cause.Component, _graph.Components[c]);
    }

    // A component that is seen to fail and is likeliest to be the cause may fail because of something below it. Where nothing but that speaks
    // for the one below, what is known is the one above: it fails, and it takes the others down.
    private bool Stands(CauseFacts facts, CauseName cause, ComponentId? component, ComponentId root) =>
        cause.Covers(root) || (component is { } named && (IsBehind(facts, named, root) || (IsEvident(facts, named) && !IsEvident(facts, root) && facts.Needs.Of(named).Contains(root))));

    // Where probes decide which of a region's components it is, they decide it against all of them that nobody sees fail.
    private bool IsBehind(CauseFacts facts, ComponentId behind, ComponentId root) =>
        _behind.Count > 0
        && (_behind.GetValueOrDefault(root) == behind || (_behind.GetValueOrDefault(Unspecified.Of(root.Provider, root.Region)) == behind && !IsEvident(facts, root)));

    private static bool IsEvident(CauseFacts facts, ComponentId component) => IsSeenToFail(facts, component) || facts.Notices.Contains(component);

    private CauseFinding Describe(
        CauseFacts facts,
        CauseName name,
        double probability,
        ComponentId root,
        ComponentOutage[] down,
        HashSet<ComponentId> on)
    {
        var reached = on.Where(c => c == root || facts.Needs.Of(c).Contains(root)).ToHashSet();
        var services = facts.Result.Explained.ToArray()
            .Select(e => (Service: _graph.Services[e.Service], e.Probability, Via: _graph.Components[e.Via]))
            .Where(e => reached.Contains(e.Via))
            .Select(e => Unspecified.Is(e.Via) // which component the service needs is not known: the cause is one that it may need
                ? new Incidents.Causes.ExplainedService(e.Service, e.Probability, root, 1)
                : new Incidents.Causes.ExplainedService(e.Service, e.Probability, e.Via, (facts.Needs.Steps(root, e.Via, on) ?? 0) + 1))
            .ToList();
        var (onset, isMeasured) = Onset(facts, root, services, null);
        var stands = Standing(facts, name);
        var others = facts.Result.Ranked.ToArray().Where(r => !stands(r.Component)).Select(r => _graph.Components[r.Component])
            .Select(c => (Component: c, Probability: Instead(facts, new CauseName(c), name))).OrderByDescending(r => r.Probability).ToList();
        var words = CauseWords.Write(facts, name, probability, root, services, others);
        return new CauseFinding
        {
            Cause = name,
            Probability = probability,
            Onset = onset,
            IsOnsetMeasured = isMeasured,
            Sentence = words.Sentence,
            Evidence = words.Evidence,
            Services = services,
            Components =
            [
                .. down.Select(d => _graph.Components[d.Component]).Where(reached.Contains).Prepend(root).Distinct()
                    .Where(c => name.Component is null ? IsSeenToFail(facts, c) : c == root || !Unspecified.Is(c))
                    .Select(c => Failing(facts, c, root, on, services, onset)),
            ],
        };
    }

    private FailingComponent Failing(
        CauseFacts facts, ComponentId component, ComponentId root, HashSet<ComponentId> on, List<Incidents.Causes.ExplainedService> services, DateTimeOffset rootOnset)
    {
        var verdict = facts.Probes.GetValueOrDefault(new ProbeTarget(component));
        var isSeen = IsSeenToFail(facts, component);
        ComponentId? parent = component == root
            ? null
            : catalogue.Components[component].Dependencies.Select(d => d.On).Where(on.Contains)
                .OrderBy(c => facts.Needs.Steps(root, c, on) ?? int.MaxValue).ThenBy(c => c.ToString(), StringComparer.Ordinal)
                .Select(c => (ComponentId?)c).FirstOrDefault();
        var (onset, isMeasured) = component == root ? Onset(facts, root, services, null) : Onset(facts, component, services, rootOnset);
        return new FailingComponent(component, parent, onset, isSeen ? verdict!.Failure : null, isSeen ? CauseWords.Places(verdict!) : "") { IsMeasured = isMeasured };
    }

    private static bool IsSeenToFail(CauseFacts facts, ComponentId component) => facts.Probes.GetValueOrDefault(new ProbeTarget(component)) is { State: ProbeState.Down };

    /// <summary>
    /// When a component began to fail: when its probes first saw it; else when the first of the services that it took down began to,
    /// a few of which may lie far off. Where neither is known, now: an onset is measured, or it is the time of the first evidence.
    /// </summary>
    /// <param name="facts">What is known.</param>
    /// <param name="component">Which.</param>
    /// <param name="services">Those that the cause explains.</param>
    /// <param name="notBefore">The onset of the cause, for what it took down: no effect comes before its cause.</param>
    private static (DateTimeOffset Onset, bool IsMeasured) Onset(
        CauseFacts facts, ComponentId component, List<Incidents.Causes.ExplainedService> services, DateTimeOffset? notBefore)
    {
        var (onset, isMeasured) = (notBefore ?? facts.Now, false);
        var fallen = services.Where(s => notBefore is null || s.Via == component || facts.Needs.Of(s.Via).Contains(component))
            .Select(s => facts.Heard.GetValueOrDefault(s.Service)?.Onset).OfType<DateTimeOffset>().Order().ToList();
        if (facts.Probes.GetValueOrDefault(new ProbeTarget(component)) is { State: ProbeState.Down, FailingSince: { } since } verdict)
        {
            (onset, isMeasured) = (since, verdict.SawItBegin);
        }
        else if (fallen.Count > 0)
        {
            (onset, isMeasured) = (fallen[fallen.Count / FirstShare], fallen.Count >= FewestOnsets);
        }

        return onset < notBefore ? (notBefore.Value, false) : (onset, isMeasured);
    }
}
