using Groundswell.Catalogue;

namespace Groundswell.Concentration;

/// <summary>Who supplies whom in one layer of a catalogue, in four readings. A provider counts once for a service, however many of its regions and components are used.</summary>
public sealed record CatalogueSuppliers
{
    public required Layer Layer { get; init; }

    /// <summary>The service itself names a component of the provider in this layer.</summary>
    public required SupplierTable Used { get; init; }

    /// <summary>The service itself falls if the provider's whole layer fails: a hard need that no group or fallback covers.</summary>
    public required SupplierTable Critical { get; init; }

    /// <summary>As <see cref="Critical"/>, with what falls through other components.</summary>
    public required SupplierTable CriticalInAll { get; init; }

    /// <summary>As <see cref="CriticalInAll"/>, counting needs marked degraded too: who notices at all.</summary>
    public required SupplierTable Hit { get; init; }

    /// <summary>Services that use the layer at all and have each of their suppliers in it covered by a group that outlives him.</summary>
    public required int Covered { get; init; }

    /// <summary>Share of services using the layer that could lose any one supplier in it without falling or slowing down. NaN without a service.</summary>
    public double Substitutability { get; init; }

    public static CatalogueSuppliers Of(CatalogueGraph catalogue, Layer layer)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var providers = catalogue.Providers
            .Select(p => (p.Provider, Components: p.Components.Where(c => Layers.Of(catalogue.Components[c].Kind) == layer).ToArray()))
            .Where(p => p.Components.Length > 0)
            .ToList();
        string[] names = [.. providers.Select(p => p.Provider.Id)];
        var hard = new Cascade(catalogue.Graph, Criticality.Hard);
        var degraded = new Cascade(catalogue.Graph, Criticality.Degraded);
        var soft = new Cascade(catalogue.Graph, Criticality.Soft);
        List<List<int>> used = [.. providers.Select(_ => new List<int>())];
        for (var service = 0; service < catalogue.Services.Count; service++)
        {
            foreach (var dependency in catalogue.Services[service].Dependencies)
            {
                if (Layers.Of(catalogue.Components[catalogue.NumberOf(dependency.On)].Kind) == layer)
                {
                    used[Array.BinarySearch(names, dependency.On.Provider, StringComparer.Ordinal)].Add(service);
                }
            }
        }

        var table = Table(used);
        var exposed = providers.SelectMany((p, i) => soft.FallenDirectly(p.Components).Intersect(table.EntitiesOf(i).ToArray())).ToHashSet();
        var users = used.SelectMany(u => u).ToHashSet();
        return new CatalogueSuppliers
        {
            Layer = layer,
            Used = table,
            Critical = Table([.. providers.Select(p => hard.FallenDirectly(p.Components).ToList())]),
            CriticalInAll = Table([.. providers.Select(p => hard.Fallen(p.Components).ToList())]),
            Hit = Table([.. providers.Select(p => degraded.Fallen(p.Components).ToList())]),
            Covered = users.Count - exposed.Count,
            Substitutability = users.Count == 0 ? double.NaN : (double)(users.Count - exposed.Count) / users.Count,
        };

        SupplierTable Table(IReadOnlyList<List<int>> lists) => SupplierTable.Of(names, catalogue.Services.Count, lists);
    }
}
