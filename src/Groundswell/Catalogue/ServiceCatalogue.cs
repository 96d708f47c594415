using System.Collections.Frozen;

namespace Groundswell.Catalogue;

/// <summary>All that is known of services, providers and components. Immutable: a change makes a new one, swapped by one reference.</summary>
public sealed class ServiceCatalogue
{
    /// <param name="services">Unique by id.</param>
    /// <param name="symptoms">Every symptom that a service names.</param>
    /// <param name="categories">Every category that a service names.</param>
    /// <param name="providers">Unique by id.</param>
    /// <param name="components">Unique by id.</param>
    /// <exception cref="ArgumentException">Two entries share an id.</exception>
    public ServiceCatalogue(
        IReadOnlyList<Service> services,
        IReadOnlyList<Symptom> symptoms,
        IReadOnlyList<Category> categories,
        IReadOnlyList<Provider> providers,
        IReadOnlyList<Component> components)
    {
        Services = services.ToFrozenDictionary(s => s.Id);
        Symptoms = symptoms.ToFrozenDictionary(s => s.Id);
        Categories = categories.ToFrozenDictionary(c => c.Id);
        Providers = providers.ToFrozenDictionary(p => p.Id);
        Components = components.ToFrozenDictionary(c => c.Id);
    }

    public static ServiceCatalogue Empty { get; } = new([], [], [], [], []);

    public FrozenDictionary<ServiceId, Service> Services { get; }

    public FrozenDictionary<SymptomId, Symptom> Symptoms { get; }

    public FrozenDictionary<string, Category> Categories { get; }

    public FrozenDictionary<string, Provider> Providers { get; }

    public FrozenDictionary<ComponentId, Component> Components { get; }

    /// <summary>The holidays of countries; <see cref="HolidayCalendar.None"/> where the catalogue holds none.</summary>
    public HolidayCalendar Holidays { get; init; } = HolidayCalendar.None;

    /// <summary>By what suppliers are recognised, in the order of their ids.</summary>
    public IReadOnlyList<Fingerprint> Fingerprints { get; init; } = [];
}
