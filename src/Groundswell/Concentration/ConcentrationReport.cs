using Groundswell.Catalogue;

namespace Groundswell.Concentration;

/// <summary>How concentrated the supply of a catalogue's services is. Worked out once for each catalogue; docs/concentration.md defines each figure.</summary>
public sealed record ConcentrationReport
{
    /// <summary>Picks of a smallest set: beyond so many nobody reads on.</summary>
    private const int MostPicks = 100;

    public required CatalogueGraph Graph { get; init; }

    /// <summary>Services of the catalogue: what shares of services are taken of.</summary>
    public required int Services { get; init; }

    /// <summary>Services that name any supplier. Of the others nothing is known, which is not the same as that they need nobody.</summary>
    public required int Supplied { get; init; }

    /// <summary>One for each layer that has components.</summary>
    public required IReadOnlyList<LayerReport> Layers { get; init; }

    /// <summary>Components that anything falls with, the largest first.</summary>
    public required IReadOnlyList<BlastRadius> Components { get; init; }

    /// <summary>Providers as a whole, the largest first.</summary>
    public required IReadOnlyList<BlastRadius> Providers { get; init; }

    /// <summary>Components each of which takes a service down alone, in the mean over the services that name a supplier.</summary>
    public required double MeanSinglePoints { get; init; }

    /// <summary>Providers whose joint failure takes most services down by hard needs.</summary>
    public required IReadOnlyList<SetPick> SmallestFalls { get; init; }

    /// <summary>The same with needs marked degraded.</summary>
    public required IReadOnlyList<SetPick> SmallestHits { get; init; }

    public required Sovereignty Sovereignty { get; init; }

    public static ConcentrationReport Of(CatalogueGraph catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var graph = catalogue.Graph;
        var falls = BlastRadii.All(graph, Criticality.Hard);
        var hits = BlastRadii.All(graph, Criticality.Degraded);
        var hard = new Cascade(graph, Criticality.Hard);
        var degraded = new Cascade(graph, Criticality.Degraded);
        var supplied = catalogue.Services.Count(s => s.Dependencies.Count > 0);
        return new ConcentrationReport
        {
            Graph = catalogue,
            Services = catalogue.Services.Count,
            Supplied = supplied,
            Layers =
            [
                .. Concentration.Layers.All.Select(l => CatalogueSuppliers.Of(catalogue, l)).Where(s => s.Used.Suppliers.Count > 0)
                    .Select(s => new LayerReport(s, SupplierFigures.Of(s.Used), SupplierFigures.Of(s.Critical), SupplierFigures.Of(s.CriticalInAll))),
            ],
            Components = Sorted(Enumerable.Range(0, graph.Components).Select(c => new BlastRadius
            {
                Id = catalogue.Components[c].Id.ToString(),
                Name = catalogue.Components[c].Name,
                Direct = hard.TryDirect([c]),
                Falls = falls[c],
                Hit = hits[c],
            })),
            Providers = Sorted(catalogue.Providers.Select(p => (p.Provider, Components: p.Components.ToArray())).Select(p => new BlastRadius
            {
                Id = p.Provider.Id,
                Name = p.Provider.Name,
                Direct = hard.TryDirect(p.Components),
                Falls = hard.Try(p.Components),
                Hit = degraded.Try(p.Components),
            })),
            MeanSinglePoints = (double)falls.Sum(f => (long)f) / supplied,
            SmallestFalls = SmallestProviders(catalogue, Criticality.Hard, graph.Services, MostPicks),
            SmallestHits = SmallestProviders(catalogue, Criticality.Degraded, graph.Services, MostPicks),
            Sovereignty = Sovereignty.Of(catalogue),
        };
    }

    /// <summary>The smallest set of providers, found greedily, whose joint failure takes down so many services.</summary>
    /// <param name="catalogue">Who needs what.</param>
    /// <param name="level">The weakest need that passes a failure on.</param>
    /// <param name="target">Services to take down; picking ends there, or where nobody adds any.</param>
    /// <param name="most">Picks at most.</param>
    public static IReadOnlyList<SetPick> SmallestProviders(CatalogueGraph catalogue, Criticality level, int target, int most = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return
        [
            .. SmallestSet.Of(catalogue.Graph, [.. catalogue.Providers.Select(p => p.Components.ToArray())], level, target, most)
                .Select(p => new SetPick(catalogue.Providers[p.Supplier].Provider.Id, catalogue.Providers[p.Supplier].Provider.Name, p.Added, p.Covered)),
        ];
    }

    /// <summary>Components whose failure alone takes a service down by hard needs, or null if the catalogue has no such service.</summary>
    public static IReadOnlyList<ComponentId>? SinglePoints(CatalogueGraph catalogue, ServiceId service)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var number = catalogue.NumberOf(service);
        return number < 0 ? null : [.. BlastRadii.SinglePoints(catalogue.Graph, number, Criticality.Hard).Select(c => catalogue.Components[c].Id)];
    }

    private static IReadOnlyList<BlastRadius> Sorted(IEnumerable<BlastRadius> radii) =>
        [.. radii.Where(r => r.Hit > 0).OrderByDescending(r => r.Falls).ThenByDescending(r => r.Hit).ThenBy(r => r.Id, StringComparer.Ordinal)];
}
