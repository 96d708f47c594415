using Groundswell.Concentration;
using static Groundswell.Cli.Concentrating.ConcentrationView;

namespace Groundswell.Cli.Concentrating;

/// <summary>How concentrated each layer is.</summary>
internal static class OverviewView
{
    private const int NamedSuppliers = 5;

    public static ConcentrationView Of(ConcentrationReport report)
    {
        List<SupplyLayer> rows =
        [
            .. report.Layers.SelectMany(l => (SupplyLayer[])
            [
                new(Layers.Word(l.Layer), "used", l.Suppliers.Used),
                new(Layers.Word(l.Layer), "critical", l.Suppliers.Critical),
                new(Layers.Word(l.Layer), "critical in all", l.Suppliers.CriticalInAll),
            ]),
        ];
        var covered = report.Layers.Select(l => new { Layer = Layers.Word(l.Layer), Services = l.Used.Entities, l.Suppliers.Covered, Substitutability = Known(l.Suppliers.Substitutability) });
        var table = Shown("Concentration by layer, of the catalogue", rows);
        return new ConcentrationView(
            new
            {
                report.Services,
                Supplied = report.Supplied,
                MeanSinglePoints = Known(report.MeanSinglePoints),
                Layers = rows.Select(Document),
                Substitutability = covered,
            },
            [table],
            [
                $"{Number(report.Services)} services, of which {Number(report.Supplied)} name a supplier; of the others nothing is known.",
                $"{Number(report.MeanSinglePoints, "0.00")} single points of failure a service that names a supplier, in the mean.",
                "Entities are services, each once. CR3 and CR10: share of a row's entities that its three or ten largest suppliers serve. HHI: squared shares of pairs; bands end at 1,000 and 1,800.",
                "used: the service names the supplier; critical: it falls with the supplier by its own hard needs; in all: also through others. Layers of components by kind: docs/concentration.md.",
            ]);
    }

    /// <param name="tables">Layers with a word for what their pairs mean.</param>
    /// <param name="denominator">Entities in all, where it was told.</param>
    public static ConcentrationView Of(IReadOnlyList<SupplyLayer> tables, int? denominator) =>
        new(
            new { Entities = denominator, Layers = tables.Select(Document) },
            [Shown("Concentration by layer", tables)],
            [
                "Entities are those with a supplier in the row, each once. CR3 and CR10: share of them that the three or ten largest suppliers serve, each entity once. HHI: squared shares of all pairs; bands end at 1,000 and 1,800.",
            ]);

    private static Spectre.Console.Table Shown(string title, IReadOnlyList<SupplyLayer> rows)
    {
        var table = NewTable(title, "layer", "", "#suppliers", "#entities", "#pairs", "#HHI", "band", "#top 3", "#CR3", "#top 10", "#CR10", "largest");
        foreach (var row in rows)
        {
            var f = row.Figures;
            AddRow(
                table, row.Layer, row.Reading, Number(f.Suppliers), Number(f.Entities), Number(f.Pairs), Number(f.Hhi), Word(f.Band),
                Number(f.Top3), Percent(f.Cr3), Number(f.Top10), Percent(f.Cr10), string.Join(", ", Largest(row).Take(3).Select(l => $"{l.Supplier} {Number(l.Entities)}")));
        }

        return table;
    }

    private static object Document(SupplyLayer row) => new
    {
        row.Layer,
        row.Reading,
        row.Figures.Suppliers,
        row.Figures.Entities,
        row.Figures.Pairs,
        Hhi = Known(row.Figures.Hhi, 2),
        Band = Word(row.Figures.Band),
        row.Figures.Top3,
        Cr3 = Known(row.Figures.Cr3),
        row.Figures.Top10,
        Cr10 = Known(row.Figures.Cr10),
        Largest = Largest(row).Take(NamedSuppliers).Select(l => new { l.Supplier, l.Entities }),
    };

    private static IEnumerable<(string Supplier, int Entities)> Largest(SupplyLayer row) =>
        row.Figures.Largest.Select(s => (row.Table.Suppliers[s], row.Table.EntitiesOf(s).Length)).Where(l => l.Length > 0);

    private static string Word(ConcentrationBand band) => band switch
    {
        ConcentrationBand.Unconcentrated => "unconcentrated",
        ConcentrationBand.Moderate => "moderate",
        ConcentrationBand.High => "high",
        _ => "none",
    };
}
