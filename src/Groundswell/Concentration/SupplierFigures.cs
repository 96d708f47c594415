namespace Groundswell.Concentration;

/// <summary>How concentrated one layer is.</summary>
public sealed record SupplierFigures
{
    /// <summary>Suppliers named, also those that serve nobody in this layer.</summary>
    public required int Suppliers { get; init; }

    /// <summary>Entities with at least one supplier, each once: what shares of entities are taken of.</summary>
    public required int Entities { get; init; }

    /// <summary>Pairs of supplier and entity: what shares of suppliers are taken of.</summary>
    public required int Pairs { get; init; }

    /// <summary>Herfindahl–Hirschman index: the sum of squared shares of the pairs in percent, up to 10,000. NaN without a pair.</summary>
    public required double Hhi { get; init; }

    /// <summary>Entities that at least one of the three largest suppliers serves, each once.</summary>
    public required int Top3 { get; init; }

    /// <summary>Entities that at least one of the ten largest suppliers serves, each once.</summary>
    public required int Top10 { get; init; }

    /// <summary>Numbers of the suppliers, the largest first; of equal ones, by name.</summary>
    public required IReadOnlyList<int> Largest { get; init; }

    public double Cr3 => (double)Top3 / Entities;

    public double Cr10 => (double)Top10 / Entities;

    public ConcentrationBand Band => Bands.Of(Hhi);

    public static SupplierFigures Of(SupplierTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var largest = Enumerable.Range(0, table.Suppliers.Count)
            .OrderByDescending(s => table.EntitiesOf(s).Length)
            .ThenBy(s => table.Suppliers[s], StringComparer.Ordinal)
            .ToList();
        var isSeen = new bool[table.EntityNumbers];
        var (seen, top3, top10) = (0, 0, 0);
        for (var i = 0; i < largest.Count; i++)
        {
            foreach (var entity in table.EntitiesOf(largest[i]))
            {
                seen += isSeen[entity] ? 0 : 1;
                isSeen[entity] = true;
            }

            top3 = i < 3 ? seen : top3;
            top10 = i < 10 ? seen : top10;
        }

        return new SupplierFigures
        {
            Suppliers = table.Suppliers.Count,
            Entities = seen,
            Pairs = table.Pairs,
            Hhi = table.Pairs == 0 ? double.NaN : largest.Sum(s => Math.Pow(100.0 * table.EntitiesOf(s).Length / table.Pairs, 2)),
            Top3 = top3,
            Top10 = top10,
            Largest = largest,
        };
    }
}
