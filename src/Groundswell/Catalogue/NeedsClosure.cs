using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Groundswell.Catalogue;

/// <summary>What each component needs, directly or by way of others. Worked out when it is first asked for. Safe for several threads.</summary>
public sealed class NeedsClosure(ServiceCatalogue catalogue)
{
    private readonly ConcurrentDictionary<ComponentId, FrozenSet<ComponentId>> _known = [];
    private readonly ConcurrentDictionary<ServiceId, FrozenSet<ComponentId>> _services = [];

    /// <summary>Everything that a component needs, itself left out even where it stands in a circle.</summary>
    public IReadOnlySet<ComponentId> Of(ComponentId component) => _known.GetOrAdd(component, Walk);

    /// <summary>Everything that a service needs; empty for one that the catalogue lacks.</summary>
    public IReadOnlySet<ComponentId> Of(ServiceId service) => _services.GetOrAdd(service, id =>
        catalogue.Services.TryGetValue(id, out var known)
            ? known.Dependencies.SelectMany(d => Of(d.On).Append(d.On)).ToFrozenSet()
            : FrozenSet<ComponentId>.Empty);

    /// <summary>Steps from one component to another that needs it, along the shortest way; null where it does not need it.</summary>
    /// <param name="from">What is needed.</param>
    /// <param name="to">What may need it.</param>
    /// <param name="through">Components that the way may lead through.</param>
    public int? Steps(ComponentId from, ComponentId to, IReadOnlySet<ComponentId> through)
    {
        var distance = new Dictionary<ComponentId, int> { [to] = 0 };
        var queue = new Queue<ComponentId>([to]);
        while (queue.TryDequeue(out var next))
        {
            if (next == from)
            {
                return distance[next];
            }

            foreach (var need in DirectNeeds(next))
            {
                if ((need == from || through.Contains(need)) && distance.TryAdd(need, distance[next] + 1))
                {
                    queue.Enqueue(need);
                }
            }
        }

        return null;
    }

    private FrozenSet<ComponentId> Walk(ComponentId component)
    {
        var found = new HashSet<ComponentId>();
        var stack = new Stack<ComponentId>([component]);
        while (stack.TryPop(out var next))
        {
            foreach (var need in DirectNeeds(next))
            {
                if (found.Add(need))
                {
                    stack.Push(need);
                }
            }
        }

        found.Remove(component);
        return found.ToFrozenSet();
    }

    private IEnumerable<ComponentId> DirectNeeds(ComponentId component) =>
        catalogue.Components.TryGetValue(component, out var known) ? known.Dependencies.Select(d => d.On) : [];
}
