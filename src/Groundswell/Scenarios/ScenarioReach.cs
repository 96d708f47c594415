using Groundswell.Catalogue;

namespace Groundswell.Scenarios;

/// <summary>Which components matter on a day: what its services need, by whatever way, and what its text names.</summary>
/// <remarks>
/// The rest of a catalogue can neither fail there nor explain anything, but would be probed and weighed at every tick. A blind node is told by
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

        var reached = new HashSet<ComponentId>();
        var open = new Stack<ComponentId>(needs.SelectMany(n => n).Select(d => d.On).Concat(Named(scenario, all.Keys)));
        while (open.TryPop(out var next))
        {
            if (all.TryGetValue(next, out var component) && reached.Add(next))
            {
                foreach (var dependency in component.Dependencies)
                {
                    open.Push(dependency.On);
                }
            }
        }

        return [.. reached.Select(c => all[c])];
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
