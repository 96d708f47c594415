using System.Runtime.InteropServices;

namespace Groundswell.Concentration;

/// <summary>Which entities (services, sites, firms) each supplier serves in one layer: every pair once, however many regions or parts lie behind it. Immutable.</summary>
public sealed class SupplierTable
{
    private readonly int[] _starts;
    private readonly int[] _entities;

    private SupplierTable(IReadOnlyList<string> suppliers, int entityNumbers, int[] starts, int[] entities) =>
        (Suppliers, EntityNumbers, _starts, _entities) = (suppliers, entityNumbers, starts, entities);

    /// <summary>Names; also of suppliers that serve nobody here.</summary>
    public IReadOnlyList<string> Suppliers { get; }

    /// <summary>Entities are numbered below this; not all of them need be served here.</summary>
    public int EntityNumbers { get; }

    /// <summary>Pairs of supplier and entity.</summary>
    public int Pairs => _entities.Length;

    /// <summary>Numbers of the entities that a supplier serves, rising, each once.</summary>
    public ReadOnlySpan<int> EntitiesOf(int supplier) => _entities.AsSpan(_starts[supplier].._starts[supplier + 1]);

    /// <param name="suppliers">Names, unique.</param>
    /// <param name="entityNumbers">Entities are numbered below this.</param>
    /// <param name="entitiesOf">Of each supplier: whom it serves, in any order, repeats allowed.</param>
    public static SupplierTable Of(IReadOnlyList<string> suppliers, int entityNumbers, IReadOnlyList<List<int>> entitiesOf)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(entitiesOf.Count, suppliers.Count);
        var starts = new int[suppliers.Count + 1];
        var entities = new List<int>(entitiesOf.Sum(e => e.Count));
        for (var supplier = 0; supplier < suppliers.Count; supplier++)
        {
            var sorted = entitiesOf[supplier];
            sorted.Sort();
            foreach (var entity in CollectionsMarshal.AsSpan(sorted))
            {
                if (entities.Count == starts[supplier] || entities[^1] != entity)
                {
                    entities.Add(entity);
                }
            }

            starts[supplier + 1] = entities.Count;
        }

        return new SupplierTable(suppliers, entityNumbers, starts, [.. entities]);
    }

    /// <summary>
    /// Tables of several layers over the same entities as one. A supplier of two layers stays two, for each of them can be left by
    /// itself; its entities still count once in any union.
    /// </summary>
    /// <param name="parts">Names of the layers, put before those of the suppliers, with their tables.</param>
    public static SupplierTable Union(IReadOnlyList<KeyValuePair<string, SupplierTable>> parts) => Of(
        [.. parts.SelectMany(p => p.Value.Suppliers.Select(s => $"{p.Key}: {s}"))],
        parts.Count == 0 ? 0 : parts.Max(p => p.Value.EntityNumbers),
        [.. parts.SelectMany(p => Enumerable.Range(0, p.Value.Suppliers.Count).Select(s => new List<int>(p.Value.EntitiesOf(s).ToArray())))]);
}
