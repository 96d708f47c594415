using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Scenarios;

/// <summary>The part of a catalogue that a scenario plays in.</summary>
public static class ScenarioCatalogue
{
    private static readonly Evidence ScenarioSays = new(EvidenceKind.Assumed, "the scenario says so");

    /// <summary>
    /// The scenario's services as the catalogue knows them; what it does not know is made from what the scenario says. Other services are
    /// left out, as nothing is reported of them, and components that have nothing to do with them.
    /// </summary>
    public static ServiceCatalogue Build(Scenario scenario, ServiceCatalogue shipped)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(shipped);
        var services = scenario.Services
            .Select(played => Extend(shipped.Services.GetValueOrDefault(played.Id), played, SymptomsOf(scenario, played)))
            .Select(s => s with { Dependencies = Needs(scenario, new ProbeTarget(s.Id), s.Dependencies) })
            .ToList();
        var symptoms = services.SelectMany(s => s.Symptoms).Distinct()
            .Select(id => shipped.Symptoms.GetValueOrDefault(id) ?? new Symptom(id, id.ToString()));
        var categories = services.Select(s => s.Category).Distinct()
            .Select(id => shipped.Categories.GetValueOrDefault(id) ?? new Category(id, id));
        var components = Components(scenario, shipped, services);
        var providers = shipped.Providers.Values.Concat(components.Select(c => c.Id.Provider).Concat(scenario.Notices.Select(n => n.Of.Provider)).Distinct()
            .Where(p => !shipped.Providers.ContainsKey(p)).Select(p => new Provider { Id = p, Name = p }));
        return new ServiceCatalogue(
            services,
            [.. symptoms],
            [.. categories],
            [.. providers],
            components)
        {
            Holidays = shipped.Holidays,
        };
    }

    // What the scenario names and the catalogue lacks is made from what the scenario says.
    private static List<Component> Components(Scenario scenario, ServiceCatalogue shipped, List<Service> services)
    {
        var components = shipped.Components.Values.ToDictionary(c => c.Id);
        foreach (var played in scenario.Components)
        {
            var known = components.GetValueOrDefault(played.Id);
            components[played.Id] = (known ?? new Component { Id = played.Id, Name = played.Id.Name, Kind = ComponentKind.Application }) with
            {
                Name = played.Name.Length > 0 ? played.Name : known?.Name ?? played.Id.Name,
                Kind = played.Kind ?? known?.Kind ?? ComponentKind.Application,
            };
        }

        var named = scenario.Needs.SelectMany(n => new[] { n.On, n.From.Component }).Concat(scenario.Failures.Select(f => f.Target.Component))
            .Concat(scenario.Notices.Select(n => n.Of.Component));
        foreach (var id in named.OfType<ComponentId>())
        {
            components.TryAdd(id, new Component { Id = id, Name = id.Name, Kind = ComponentKind.Application });
        }

        foreach (var component in components.Values.ToList())
        {
            components[component.Id] = component with { Dependencies = Needs(scenario, new ProbeTarget(component.Id), component.Dependencies) };
        }

        return [.. ScenarioReach.Of(scenario, components, services.Select(s => s.Dependencies)).OrderBy(c => c.Id.ToString(), StringComparer.Ordinal)];
    }

    private static IReadOnlyList<Dependency> Needs(Scenario scenario, ProbeTarget dependent, IReadOnlyList<Dependency> known)
    {
        var own = scenario.Needs.Where(n => n.From == dependent).ToList();
        return own.Count == 0
            ? known
            :
            [
                .. known.Where(k => own.TrueForAll(n => n.On != k.On)),
                .. own.Select(n => new Dependency { On = n.On, Criticality = n.Criticality, Evidence = [ScenarioSays] }),
            ];
    }

    private static Service Extend(Service? known, ScenarioService played, IEnumerable<SymptomId> symptoms)
    {
        var service = known ?? new Service
        {
            Id = played.Id,
            Name = played.Name.Length > 0 ? played.Name : played.Id.ToString(),
            Category = played.Category.Length > 0 ? played.Category : "other",
            Symptoms = [],
        };
        return service with
        {
            Category = played.Category.Length > 0 ? played.Category : service.Category,
            Symptoms = [.. service.Symptoms.Union(symptoms)],
        };
    }

    private static IEnumerable<SymptomId> SymptomsOf(Scenario scenario, ScenarioService played) => played.Symptoms.Values
        .Concat(scenario.Outages.Where(o => o.Service == played.Id).SelectMany(o => o.Symptoms.Values))
        .Concat(scenario.Strays.Where(s => s.To == played.Id && s.Symptoms is not null).SelectMany(s => s.Symptoms!.Values))
        .Concat(scenario.Spams.Where(s => s.Service == played.Id).SelectMany(s => s.Symptoms.Values));
}
