using Groundswell.Catalogue;

namespace Groundswell.Scenarios;

/// <summary>Which components matter on a day: what its services need, by whatever way, what stands on that, and what its text names.</summary>
/// <remarks>
/// The rest of a catalogue can neither fail there nor explain anything, but would be probed and weighed at every tick. A blind node is recognised by
/// how much it misses: for that all of it is kept.
/// </remarks>
internal static class ScenarioReach
{
    public static List<Component> Of(Scenario scenario, IReadOnlyDictionary<ComponentId, Component> all, IEnumerable<IReadOnlyList<Dependency>> needs)
    {
        if (scenario.Blindnesses.Count > 0)
        {
            return [.. all.Values];
        }

        // What stands on a part of it and is seen well tells of that part, whether or not anybody in the scenario uses it.
        var reached = Up(needs.SelectMany(n => n).Select(d => d.On).Concat(Named(scenario, all.Keys)), all);
        var dependents = all.Values.SelectMany(c => c.Dependencies, (c, d) => (d.On, c.Id)).ToLookup(p => p.On, p => p.Id);
        var standing = Walk(reached, c => dependents[c]);
        return [.. Up(standing, all).Select(c => all[c])];
    }

    private static HashSet<ComponentId> Up(IEnumerable<ComponentId> from, IReadOnlyDictionary<ComponentId, Component> all) =>
        Walk(from.Where(all.ContainsKey), c => all[c].Dependencies.Select(d => d.On).Where(all.ContainsKey));

    private static HashSet<ComponentId> Walk(IEnumerable<ComponentId> from, Func<ComponentId, IEnumerable<ComponentId>> next)
    {
        var reached = new HashSet<ComponentId>();
        var open = new Stack<ComponentId>(from);
        while (open.TryPop(out var component))
        {
            if (reached.Add(component))
            {
                foreach (var other in next(component))
                {
                    open.Push(other);
                }
            }
        }

        return reached;
    }

    private static IEnumerable<ComponentId> Named(Scenario scenario, IEnumerable<ComponentId> all)
    {
        var causes = scenario.Expectations.SelectMany(ScenarioCheck.Causes).Select(c => c.Name).Distinct().ToList();
        return scenario.Components.Select(c => c.Id)
            .Concat(scenario.Needs.SelectMany(n => new[] { n.On, n.From.Component }).OfType<ComponentId>())
            .Concat(scenario.Failures.Select(f => f.Target.Component).OfType<ComponentId>())
            .Concat(scenario.Notices.Select(n => n.Of.Component).OfType<ComponentId>())
            .Concat(all.Where(c => causes.Exists(n => n.Covers(c))));
    }
}
