using System.Runtime.InteropServices;
using Groundswell.Catalogue;

namespace Groundswell.Attribution;

/// <summary>A dependent's entries in the catalogue to edges: those that stand alone, and groups of which so many must work.</summary>
internal sealed class DependencyEdges(AttributionGraphBuilder builder, Dictionary<ComponentId, int> components, IEdgeKnowledge? knowledge)
{
    private readonly Dictionary<string, List<Dependency>> _groups = new(StringComparer.Ordinal);
    private readonly List<int> _members = [];

    public void Add(string dependent, int target, IReadOnlyList<Dependency> dependencies, double usualMinutes, bool toService)
    {
        _groups.Clear();
        foreach (var dependency in dependencies)
        {
            if (!components.TryGetValue(dependency.On, out var component))
            {
                continue;
            }

            if (dependency.Group is not { } name)
            {
                AddEdge(component, target, dependency, dependent, usualMinutes, toService);
            }
            else if (_groups.TryGetValue(name, out var list))
            {
                list.Add(dependency);
            }
            else
            {
                _groups.Add(name, [dependency]);
            }
        }

        foreach (var name in _groups.Keys.Order(StringComparer.Ordinal))
        {
            var group = _groups[name];
            _members.Clear();
            _members.AddRange(group.Select(d => components[d.On]));

            // As many as are needed must work: it fails with one more than it can spare.
            var source = builder.AddGroup(group.Count - group[0].Needed + 1, CollectionsMarshal.AsSpan(_members));
            Connect(source, target, EdgeDefaults.Weight(group.MinBy(d => d.Criticality)!), usualMinutes, toService);
        }
    }

    private void AddEdge(int source, int target, Dependency dependency, string dependent, double usualMinutes, bool toService)
    {
        var weight = knowledge?.Weight(dependency.On, dependent) ?? EdgeDefaults.Weight(dependency);
        Connect(source, target, weight, knowledge?.LagMinutes(dependency.On, dependent) ?? usualMinutes, toService);
    }

    private void Connect(int source, int target, double weight, double minutes, bool toService)
    {
        if (toService)
        {
            builder.AddServiceEdge(source, target, weight, minutes);
        }
        else
        {
            builder.AddComponentEdge(source, target, weight, minutes);
        }
    }
}
