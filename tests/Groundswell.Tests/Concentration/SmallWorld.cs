using CsCheck;
using Groundswell.Catalogue;
using Groundswell.Concentration;

namespace Groundswell.Tests.Concentration;

/// <summary>A world small enough to be followed by brute force: components in circles, groups, services. Written without looking at how the engine does it.</summary>
internal sealed record SmallWorld(int Components, IReadOnlyList<(int[] Members, int Needed)> Groups, IReadOnlyList<SmallNeed> Needs, int Services, IReadOnlyList<SmallNeed> ServiceNeeds)
{
    public static Gen<SmallWorld> Any(int mostNeeds, int mostComponents = 7) =>
        from components in Gen.Int[2, mostComponents]
        from groups in Gen.Select(Gen.Int[0, components - 1].Array[2, 4], Gen.Int[1, 4], (members, needed) => (Members: members.Distinct().ToArray(), needed)).List[0, 3]
        let real = groups.Where(g => g.Members.Length > 1).Select(g => (g.Members, Math.Min(g.needed, g.Members.Length))).ToList()
        from services in Gen.Int[1, 5]
        from needs in Need(components, components + real.Count).List[0, mostNeeds]
        from serviceNeeds in Need(services, components + real.Count).List[1, mostNeeds]
        select new SmallWorld(
            components, real, [.. needs.Where(n => n.Dependent != n.Node).DistinctBy(n => (n.Dependent, n.Node))],
            services, [.. serviceNeeds.DistinctBy(n => (n.Dependent, n.Node)).OrderBy(n => n.Dependent)]);

    public DependencyGraph Build()
    {
        var builder = new DependencyGraphBuilder(Components);
        foreach (var (members, needed) in Groups)
        {
            builder.AddGroup(members, needed);
        }

        foreach (var need in Needs)
        {
            builder.AddNeed(need.Dependent, need.Node, need.Criticality);
        }

        for (var service = 0; service < Services; service++)
        {
            builder.AddService();
            foreach (var need in ServiceNeeds.Where(n => n.Dependent == service))
            {
                builder.AddServiceNeed(need.Node, need.Criticality);
            }
        }

        return builder.Build();
    }

    /// <summary>For each service the step at which it falls, or 0, when failures pass along the needs that are let through.</summary>
    public int[] Fall(IReadOnlyCollection<int> off, Func<SmallNeed, bool> passes)
    {
        var fellAt = Enumerable.Repeat(-1, Components).ToArray();
        foreach (var component in off)
        {
            fellAt[component] = 0;
        }

        for (var step = 1; step <= Components; step++)
        {
            var before = fellAt.ToArray();
            foreach (var need in Needs.Where(n => passes(n) && fellAt[n.Dependent] < 0 && IsDown(n.Node, before)))
            {
                fellAt[need.Dependent] = step;
            }
        }

        return [.. Enumerable.Range(0, Services).Select(s => ServiceNeeds
            .Where(n => n.Dependent == s && passes(n) && IsDown(n.Node, fellAt))
            .Select(n => SinceWhen(n.Node, fellAt) + 1).DefaultIfEmpty(0).Min())];
    }

    private static Gen<SmallNeed> Need(int dependents, int nodes) =>
        Gen.Select(Gen.Int[0, dependents - 1], Gen.Int[0, nodes - 1], Gen.Enum<Criticality>(), (d, n, c) => new SmallNeed(d, n, c));

    private bool IsDown(int node, int[] fellAt) => SinceWhen(node, fellAt) >= 0;

    private int SinceWhen(int node, int[] fellAt)
    {
        if (node < Components)
        {
            return fellAt[node];
        }

        var (members, needed) = Groups[node - Components];
        var down = members.Select(m => fellAt[m]).Where(t => t >= 0).Order().ToList();
        return members.Length - down.Count < needed ? down[members.Length - needed] : -1;
    }
}
