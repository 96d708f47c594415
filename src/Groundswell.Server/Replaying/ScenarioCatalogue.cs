using Groundswell.Catalogue;
using Groundswell.Scenarios;

namespace Groundswell.Server.Replaying;

/// <summary>The part of a catalogue that a scenario plays in.</summary>
public static class ScenarioCatalogue
{
    /// <summary>
    /// The scenario's services as the catalogue knows them; what it does not know is made from what the scenario says. Other services are
    /// left out: nothing is reported of them.
    /// </summary>
    public static ServiceCatalogue Build(Scenario scenario, ServiceCatalogue shipped)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(shipped);
        var services = scenario.Services.Select(played => Extend(shipped.Services.GetValueOrDefault(played.Id), played, SymptomsOf(scenario, played))).ToList();
        var symptoms = services.SelectMany(s => s.Symptoms).Distinct()
            .Select(id => shipped.Symptoms.GetValueOrDefault(id) ?? new Symptom(id, id.ToString()));
        var categories = services.Select(s => s.Category).Distinct()
            .Select(id => shipped.Categories.GetValueOrDefault(id) ?? new Category(id, id));
        return new ServiceCatalogue(services, [.. symptoms], [.. categories], [.. shipped.Providers.Values], [.. shipped.Components.Values])
        {
            Holidays = shipped.Holidays,
        };
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
        .Concat(scenario.Spams.Where(s => s.Service == played.Id).SelectMany(s => s.Symptoms.Values));
}
