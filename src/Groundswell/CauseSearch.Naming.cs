using Groundswell.Attribution;
using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;
using Groundswell.Signals;

namespace Groundswell;

public sealed partial class CauseSearch
{
    private static readonly double Surest = CalibrationCurve.Node.Worth(1);

    /// <summary>Each cause as deeply as it is sure enough: the component; else its region or provider, whose components' probabilities add up.</summary>
    private List<CauseFinding> Name(CauseFacts facts)
    {
        var down = facts.Result.Down.ToArray();
        var on = down.Select(d => _graph.Components[d.Component]).ToHashSet();
        var ranked = facts.Result.Ranked.ToArray().Select(r => (Component: _graph.Components[r.Component], r.Probability)).ToList();
        var findings = new List<CauseFinding>();
        foreach (var root in down.Where(d => d.IsRoot))
        {
            var component = _graph.Components[root.Component];
            var (name, probability) = Deepest(component, ranked);
            if (findings.Exists(f => f.Cause == name))
            {
                continue;
            }

            findings.Add(Describe(facts, name, probability, component, root, down, on, ranked));
        }

        return [.. findings.OrderByDescending(f => f.Probability)];
    }

    private (CauseName Name, double Probability) Deepest(ComponentId component, List<(ComponentId Component, double Probability)> ranked)
    {
        var own = ranked.Where(r => r.Component == component).Sum(r => r.Probability);
        if (own >= options.NameFrom || _named.Contains(new CauseName(component)))
        {
            return (new CauseName(component), own);
        }

        var region = CauseName.OfRegion(component.Provider, component.Region);
        var regional = Math.Min(Surest, ranked.Where(r => region.Covers(r.Component)).Sum(r => r.Probability));
        if (regional >= options.NameFrom)
        {
            return (region, regional);
        }

        var provider = CauseName.OfProvider(component.Provider);
        var whole = Math.Min(Surest, ranked.Where(r => provider.Covers(r.Component)).Sum(r => r.Probability));
        return whole >= options.NameFrom ? (provider, whole) : (new CauseName(component), own);
    }

    private CauseFinding Describe(
        CauseFacts facts,
        CauseName name,
        double probability,
        ComponentId root,
        ComponentOutage outage,
        ComponentOutage[] down,
        HashSet<ComponentId> on,
        List<(ComponentId Component, double Probability)> ranked)
    {
        var reached = on.Where(c => c == root || facts.Needs.Of(c).Contains(root)).ToHashSet();
        var services = facts.Result.Explained.ToArray()
            .Select(e => (Service: _graph.Services[e.Service], e.Probability, Via: _graph.Components[e.Via]))
            .Where(e => reached.Contains(e.Via))
            .Select(e => new Incidents.Causes.ExplainedService(e.Service, e.Probability, e.Via, (facts.Needs.Steps(root, e.Via, on) ?? 0) + 1))
            .ToList();
        var onset = FailingSince(facts, root) ?? facts.Now.AddMinutes(-outage.MinutesAgo);
        var words = CauseWords.Write(facts, name, probability, root, services, ranked);
        return new CauseFinding
        {
            Cause = name,
            Probability = probability,
            Onset = onset,
            Sentence = words.Sentence,
            Evidence = words.Evidence,
            Services = services,
            Components = [.. down.Where(d => reached.Contains(_graph.Components[d.Component])).Select(d => Failing(facts, d, root, on))],
        };
    }

    private FailingComponent Failing(CauseFacts facts, ComponentOutage outage, ComponentId root, HashSet<ComponentId> on)
    {
        var component = _graph.Components[outage.Component];
        var verdict = facts.Probes.GetValueOrDefault(new ProbeTarget(component));
        var isSeen = verdict is { State: ProbeState.Down };
        ComponentId? parent = component == root
            ? null
            : catalogue.Components[component].Dependencies.Select(d => d.On).Where(on.Contains)
                .OrderBy(c => facts.Needs.Steps(root, c, on) ?? int.MaxValue).ThenBy(c => c.ToString(), StringComparer.Ordinal)
                .Select(c => (ComponentId?)c).FirstOrDefault();
        return new FailingComponent(
            component,
            parent,
            FailingSince(facts, component) ?? facts.Now.AddMinutes(-outage.MinutesAgo),
            isSeen ? verdict!.Failure : null,
            isSeen ? CauseWords.Places(verdict!) : "");
    }

    private static DateTimeOffset? FailingSince(CauseFacts facts, ComponentId component) =>
        facts.Probes.GetValueOrDefault(new ProbeTarget(component)) is { State: ProbeState.Down, FailingSince: { } since } ? since : null;
}
