using System.Collections.Frozen;
using Groundswell.Catalogue;

namespace Groundswell.Attribution;

/// <summary>The graph of a catalogue, and which index stands for whom. The same catalogue gives the same graph.</summary>
public sealed class CatalogueGraph
{
    private readonly FrozenDictionary<ServiceId, int> _serviceIndex;
    private readonly FrozenDictionary<ComponentId, int> _componentIndex;

    private CatalogueGraph(AttributionGraph graph, IReadOnlyList<ServiceId> services, IReadOnlyList<ComponentId> components, Dictionary<ServiceId, int> serviceIndex, Dictionary<ComponentId, int> componentIndex)
    {
        (Graph, Services, Components) = (graph, services, components);
        (_serviceIndex, _componentIndex) = (serviceIndex.ToFrozenDictionary(), componentIndex.ToFrozenDictionary());
    }

    public AttributionGraph Graph { get; }

    /// <summary>By the graph's index.</summary>
    public IReadOnlyList<ServiceId> Services { get; }

    /// <summary>By the graph's index.</summary>
    public IReadOnlyList<ComponentId> Components { get; }

    /// <summary>The service's index, or -1.</summary>
    public int IndexOf(ServiceId service) => _serviceIndex.GetValueOrDefault(service, -1);

    /// <summary>The component's index, or -1.</summary>
    public int IndexOf(ComponentId component) => _componentIndex.GetValueOrDefault(component, -1);

    /// <param name="catalogue">Dependencies on components that it does not hold are passed over.</param>
    /// <param name="weights">What is known of edges beyond the catalogue; by default nothing.</param>
    public static CatalogueGraph From(ServiceCatalogue catalogue, IEdgeKnowledge? weights = null)
    {
        ServiceId[] services = [.. catalogue.Services.Keys.Order()];
        ComponentId[] components = [.. catalogue.Components.Keys.OrderBy(c => c.ToString(), StringComparer.Ordinal)];
        var serviceIndex = new Dictionary<ServiceId, int>(services.Length);
        var componentIndex = new Dictionary<ComponentId, int>(components.Length);
        for (var i = 0; i < services.Length; i++)
        {
            serviceIndex.Add(services[i], i);
        }

        for (var i = 0; i < components.Length; i++)
        {
            componentIndex.Add(components[i], i);
        }

        var builder = new AttributionGraphBuilder(components.Length, services.Length);
        var edges = new DependencyEdges(builder, componentIndex, weights);
        for (var i = 0; i < components.Length; i++)
        {
            var component = catalogue.Components[components[i]];
            var region = components[i].Region;
            var mechanism = Mechanisms.Of(component.Kind, region);
            builder.SetComponent(i, component.Name, component.Kind.ToString(), components[i].Provider, region, mechanism, EdgeDefaults.Prior(component.Kind));
            edges.Add(components[i].ToString(), i, component.Dependencies, Unspecified.Is(components[i]) ? 0 : EdgeDefaults.MinutesToComponent, toService: false);
        }

        for (var i = 0; i < services.Length; i++)
        {
            edges.Add(services[i].ToString(), i, catalogue.Services[services[i]].Dependencies, EdgeDefaults.MinutesToService, toService: true);
        }

        return new CatalogueGraph(builder.Build(), services, components, serviceIndex, componentIndex);
    }
}
