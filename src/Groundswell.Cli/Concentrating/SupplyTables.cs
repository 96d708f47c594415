using System.Runtime.InteropServices;
using Groundswell.Concentration;

namespace Groundswell.Cli.Concentrating;

/// <summary>Collects who supplies whom in several layers. An entity of one name is one entity, in all of them.</summary>
internal sealed class SupplyTables
{
    /// <summary>Entities, and suppliers of a layer: beyond any list of sites there is.</summary>
    public const int MostNames = 20_000_000;

    private readonly Dictionary<string, int> _entities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LayerLists> _layers = new(StringComparer.Ordinal);

    public int Entities => _entities.Count;

    /// <summary>Names a supplier, who may yet serve nobody.</summary>
    /// <returns>The list that the entities it serves belong in.</returns>
    public List<int> Supplier(string layer, string supplier)
    {
        ref var lists = ref CollectionsMarshal.GetValueRefOrAddDefault(_layers, layer, out _);
        lists ??= new LayerLists();
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(lists.Numbers, supplier, out var isKnown);
        if (!isKnown)
        {
            number = lists.Suppliers.Count;
            lists.Suppliers.Add(supplier);
            lists.EntitiesOf.Add([]);
        }

        return lists.EntitiesOf[number];
    }

    public int Entity(ReadOnlySpan<char> name)
    {
        var lookup = _entities.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(name, out var number))
        {
            number = _entities.Count;
            lookup[name] = number;
        }

        return number;
    }

    /// <summary>A table for each layer, in the order in which they were named.</summary>
    public IReadOnlyList<KeyValuePair<string, SupplierTable>> Build() =>
        [.. _layers.Select(l => KeyValuePair.Create(l.Key, SupplierTable.Of(l.Value.Suppliers, _entities.Count, l.Value.EntitiesOf)))];

    private sealed class LayerLists
    {
        public Dictionary<string, int> Numbers { get; } = new(StringComparer.Ordinal);

        public List<string> Suppliers { get; } = [];

        public List<List<int>> EntitiesOf { get; } = [];
    }
}
