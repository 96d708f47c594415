using Groundswell.Catalogue;

namespace Groundswell.Concentration;

/// <summary>A catalogue as a graph, with the names behind its numbers. Immutable; made once for each catalogue.</summary>
public sealed class CatalogueGraph
{
    private readonly Dictionary<ComponentId, int> _componentNumbers;
    private readonly Dictionary<ServiceId, int> _serviceNumbers;

    public CatalogueGraph(ServiceCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        Catalogue = catalogue;
        Components = [.. catalogue.Components.Values.OrderBy(c => c.Id.ToString(), StringComparer.Ordinal)];
        Services = [.. catalogue.Services.Values.OrderBy(s => s.Id)];
        _componentNumbers = Components.Index().ToDictionary(c => c.Item.Id, c => c.Index);
        _serviceNumbers = Services.Index().ToDictionary(s => s.Item.Id, s => s.Index);
        Providers =
        [
            .. Components.Index().GroupBy(c => c.Item.Id.Provider, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new ProviderParts(
                    catalogue.Providers.GetValueOrDefault(g.Key) ?? new Provider { Id = g.Key, Name = g.Key }, [.. g.Select(c => c.Index)])),
        ];
        Graph = Build();
    }

    public ServiceCatalogue Catalogue { get; }

    /// <summary>By number, in the order of their ids.</summary>
    public IReadOnlyList<Component> Components { get; }

    /// <summary>By number, in the order of their ids.</summary>
    public IReadOnlyList<Service> Services { get; }

    /// <summary>Providers that have components, in the order of their ids.</summary>
    public IReadOnlyList<ProviderParts> Providers { get; }

    internal DependencyGraph Graph { get; }

    internal int NumberOf(ComponentId component) => _componentNumbers[component];

    /// <returns>Negative for a service that the catalogue does not have.</returns>
    internal int NumberOf(ServiceId service) => _serviceNumbers.GetValueOrDefault(service, -1);

    private DependencyGraph Build()
    {
        var builder = new DependencyGraphBuilder(Components.Count);
        var groups = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var component = 0; component < Components.Count; component++)
        {
            foreach (var need in NeedsOf(Components[component].Dependencies, builder, groups))
            {
                builder.AddNeed(component, need.Node, need.Criticality, need.Fallback);
            }
        }

        foreach (var service in Services)
        {
            builder.AddService();
            foreach (var need in NeedsOf(service.Dependencies, builder, groups))
            {
                builder.AddServiceNeed(need.Node, need.Criticality, need.Fallback);
            }
        }

        return builder.Build();
    }

    /// <summary>
    /// A group becomes one need: as critical as the most critical of its members, and with the fallback that is least likely to save
    /// it. Groups of the same members and number are one node, whoever has them.
    /// </summary>
    private IEnumerable<(int Node, Criticality Criticality, double Fallback)> NeedsOf(
        IReadOnlyList<Dependency> dependencies, DependencyGraphBuilder builder, Dictionary<string, int> groups)
    {
        foreach (var alone in dependencies.Where(d => d.Group is null))
        {
            yield return (NumberOf(alone.On), alone.Criticality, alone.Fallback);
        }

        foreach (var group in dependencies.Where(d => d.Group is not null).GroupBy(d => d.Group, StringComparer.Ordinal))
        {
            int[] members = [.. group.Select(d => NumberOf(d.On)).Order()];
            var needed = Math.Min(group.First().Needed, members.Length);
            var key = $"{needed}:{string.Join(',', members)}";
            if (!groups.TryGetValue(key, out var node))
            {
                groups[key] = node = builder.AddGroup(members, needed);
            }

            yield return (node, group.Min(d => d.Criticality), group.Min(d => d.Fallback));
        }
    }
}
