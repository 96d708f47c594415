namespace Groundswell.Catalogue;

/// <summary>Who needs each component itself, without going by way of another.</summary>
public sealed class DirectDependents(ServiceCatalogue catalogue)
{
    private readonly ILookup<ComponentId, ServiceId> _services =
        catalogue.Services.Values.SelectMany(s => s.Dependencies.Select(d => (d.On, s.Id))).ToLookup(p => p.On, p => p.Id);

    private readonly ILookup<ComponentId, ComponentId> _components =
        catalogue.Components.Values.SelectMany(c => c.Dependencies.Select(d => (d.On, c.Id))).ToLookup(p => p.On, p => p.Id);

    /// <summary>Services that need it; empty for one that the catalogue lacks.</summary>
    public IEnumerable<ServiceId> Services(ComponentId component) => _services[component];

    /// <summary>Components that need it.</summary>
    public IEnumerable<ComponentId> Components(ComponentId component) => _components[component];
}
