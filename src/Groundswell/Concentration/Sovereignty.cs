using Groundswell.Catalogue;

namespace Groundswell.Concentration;

/// <summary>From which jurisdictions the services of a catalogue are supplied. A provider counts once for a service.</summary>
/// <param name="Pairs">Pairs of a service and a provider that it uses itself, in any layer or in the layer asked for: the denominator of the shares.</param>
/// <param name="Services">Services with such a pair.</param>
/// <param name="Shares">By jurisdiction, the largest first.</param>
/// <param name="Countries">By home country of the services, the most services first.</param>
public sealed record Sovereignty(int Pairs, int Services, IReadOnlyList<JurisdictionShare> Shares, IReadOnlyList<Insularity> Countries)
{
    /// <param name="catalogue">Who needs what.</param>
    /// <param name="layer">Only what is supplied in this layer; null for all of them.</param>
    public static Sovereignty Of(CatalogueGraph catalogue, Layer? layer = null)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var countryOf = catalogue.Providers.ToDictionary(p => p.Provider.Id, p => p.Provider.Jurisdiction.Country, StringComparer.Ordinal);
        var usedBy = catalogue.Services.Select(s => s.Dependencies
            .Where(d => layer is null || Layers.Of(catalogue.Components[catalogue.NumberOf(d.On)].Kind) == layer)
            .Select(d => d.On.Provider).Distinct(StringComparer.Ordinal).ToList()).ToList();
        var pairs = usedBy.Sum(u => u.Count);
        var cascade = new Cascade(catalogue.Graph, Criticality.Hard);
        var shares = catalogue.Providers.GroupBy(p => p.Provider.Jurisdiction.Country)
            .Select(g => (Country: g.Key, Parts: g.ToList(), Pairs: usedBy.Sum(u => u.Count(p => countryOf[p] == g.Key))))
            .Where(g => g.Pairs > 0)
            .Select(g => new JurisdictionShare
            {
                Country = g.Country,
                Providers = g.Parts.Count,
                Pairs = g.Pairs,
                Share = (double)g.Pairs / pairs,
                Services = usedBy.Count(u => u.Exists(p => countryOf[p] == g.Country)),
                Falls = cascade.Try([.. g.Parts.SelectMany(p => p.Components).Where(c => layer is null || Layers.Of(catalogue.Components[c].Kind) == layer)]),
            })
            .OrderByDescending(s => s.Pairs).ThenBy(s => s.Country).ToList();
        var countries = catalogue.Services.Index().SelectMany(s => s.Item.HomeCountries.Select(c => (Country: c.Country, Used: usedBy[s.Index])))
            .GroupBy(s => s.Country, s => s.Used)
            .Select(g => new Insularity
            {
                Country = g.Key,
                Services = g.Count(),
                Supplied = g.Count(u => u.Count > 0),
                Pairs = g.Sum(u => u.Count),
                DomesticPairs = g.Sum(u => u.Count(p => countryOf[p] == g.Key)),
                WhollyDomestic = g.Count(u => u.Count > 0 && u.TrueForAll(p => countryOf[p] == g.Key)),
            })
            .OrderByDescending(i => i.Services).ThenBy(i => i.Country).ToList();
        return new Sovereignty(pairs, usedBy.Count(u => u.Count > 0), shares, countries);
    }
}
