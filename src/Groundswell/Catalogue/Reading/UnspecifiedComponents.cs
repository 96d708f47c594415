namespace Groundswell.Catalogue.Reading;

/// <summary>Makes a component for each region and supplier that something is said to need without saying which component of it.</summary>
internal sealed class UnspecifiedComponents(IEnumerable<ComponentId> defined)
{
    private static readonly IReadOnlyList<Evidence> Unknown = [new(EvidenceKind.Assumed, "which component is needed is not known; each is taken to matter to some")];

    private readonly ILookup<string, ComponentId> _defined = defined.ToLookup(c => c.Provider, StringComparer.Ordinal);
    private readonly HashSet<ComponentId> _needed = [];

    /// <summary>Notes that a region or supplier is needed.</summary>
    /// <returns>False where the catalogue holds no component of it.</returns>
    public bool Need(ComponentId unspecified)
    {
        if (!_defined[unspecified.Provider].Any(c => Unspecified.IsOfProvider(unspecified) || c.Region == unspecified.Region))
        {
            return false;
        }

        _needed.Add(unspecified);
        return true;
    }

    /// <summary>Those that are needed. One of a supplier stands on its global components and on its regions, each as a whole.</summary>
    public IEnumerable<Component> Make() =>
        _needed.SelectMany(c => Unspecified.IsOfProvider(c) ? RegionsOf(c).Append(c) : [c]).Distinct().Select(Make);

    private IEnumerable<ComponentId> RegionsOf(ComponentId provider) =>
        _defined[provider.Provider].Select(c => c.Region).Distinct(StringComparer.Ordinal).Where(r => r != provider.Region).Select(r => Unspecified.Of(provider.Provider, r));

    private Component Make(ComponentId id) => new()
    {
        Id = id,
        Name = "component not known",
        Kind = ComponentKind.Compute, // most that is hosted looks like its host when something below it fails
        Dependencies =
        [
            .. _defined[id.Provider].Where(c => c.Region == id.Region).Concat(Unspecified.IsOfProvider(id) ? RegionsOf(id) : [])
                .OrderBy(c => c.ToString(), StringComparer.Ordinal)
                .Select(c => new Dependency { On = c, Criticality = Criticality.Degraded, Evidence = Unknown }),
        ],
    };
}
