using System.Collections.Frozen;
using Groundswell.Catalogue;
using Groundswell.Storage;

namespace Groundswell.Server.Ingest;

/// <summary>The catalogue as intake needs it: slugs to numbers, looked up without making a string. Immutable; one is made for each catalogue.</summary>
internal sealed class IntakeCatalogue
{
    private readonly FrozenDictionary<string, IntakeService> _services;
    private readonly FrozenDictionary<string, IntakeService>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    private IntakeCatalogue(FrozenDictionary<string, IntakeService> services, IReadOnlyDictionary<int, SymptomId> symptomNames)
    {
        _services = services;
        _lookup = services.GetAlternateLookup<ReadOnlySpan<char>>();
        SymptomNames = symptomNames;
    }

    public static IntakeCatalogue Empty { get; } = new(FrozenDictionary<string, IntakeService>.Empty, FrozenDictionary<int, SymptomId>.Empty);

    public IReadOnlyDictionary<int, SymptomId> SymptomNames { get; }

    public IReadOnlyCollection<IntakeService> Services => _services.Values;

    /// <summary>Gives every service and symptom of a catalogue its number.</summary>
    public static async Task<IntakeCatalogue> BuildAsync(ServiceCatalogue catalogue, INames names, CancellationToken cancellationToken)
    {
        var services = catalogue.Services.Values.OrderBy(s => s.Id).ToList();
        var symptoms = services.SelectMany(s => s.Symptoms).Distinct().Order().ToList();
        var serviceNumbers = await names.NumberAsync(NameKind.Service, [.. services.Select(s => s.Id.ToString())], cancellationToken);
        var symptomNumbers = await names.NumberAsync(NameKind.Symptom, [.. symptoms.Select(s => s.ToString())], cancellationToken);
        var numberOf = symptoms.Zip(symptomNumbers).ToDictionary(pair => pair.First, pair => pair.Second);
        return new IntakeCatalogue(
            services.Zip(serviceNumbers).ToFrozenDictionary(
                pair => pair.First.Id.ToString(),
                pair => new IntakeService(
                    pair.First.Id.ToString(),
                    pair.Second,
                    pair.First.Symptoms.ToFrozenDictionary(s => s.ToString(), s => numberOf[s]))),
            numberOf.ToFrozenDictionary(pair => pair.Value, pair => pair.Key));
    }

    public bool TryGet(ReadOnlySpan<char> slug, out IntakeService service) => _lookup.TryGetValue(slug, out service!);
}
