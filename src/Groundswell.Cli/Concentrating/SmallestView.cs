using Groundswell.Catalogue;
using Groundswell.Concentration;
using static Groundswell.Cli.Concentrating.ConcentrationView;

namespace Groundswell.Cli.Concentrating;

/// <summary>How few suppliers cover given shares.</summary>
internal static class SmallestView
{
    private const int ShownPicks = 20;

    /// <param name="catalogue">Who needs what.</param>
    /// <param name="level">The weakest need that passes a failure on.</param>
    /// <param name="percents">Shares of all services to take down.</param>
    public static ConcentrationView Of(CatalogueGraph catalogue, Criticality level, IReadOnlyList<double> percents)
    {
        var services = catalogue.Services.Count;
        var picks = ConcentrationReport.SmallestProviders(catalogue, level, Target(percents.Max(), services));
        var needed = percents.Select(p => Needed([.. picks.Select(s => s.Covered)], p, services)).ToList();
        var table = NewTable("Providers, the one that adds most always next", "#", "provider", "#adds", "#down by then", "#share");
        foreach (var (index, pick) in picks.Take(ShownPicks).Index())
        {
            AddRow(table, Number(index + 1), pick.Provider, Number(pick.Added), Number(pick.Covered), Percent((double)pick.Covered / services));
        }

        return new ConcentrationView(
            new { Of = services, Level = level, Targets = needed.Select(Document), Picks = picks },
            [table],
            [
                .. needed.Select(n => n.Suppliers is { } count
                    ? $"{Number(n.Percent, "0.##")} % of {Number(services)} services ({Number(n.Target)}) fall with {(count == 1 ? "1 provider" : $"{Number(count)} providers")}."
                    : $"{Number(n.Percent, "0.##")} % of {Number(services)} services ({Number(n.Target)}) do not fall with all providers together: {Number(picks.Count == 0 ? 0 : picks[^1].Covered)} do."),
                level == Criticality.Hard ? "By hard needs alone; --degraded counts needs marked degraded too." : "Needs marked degraded count too.",
            ]);
    }

    /// <param name="tables">Layers.</param>
    /// <param name="percents">Shares to cover.</param>
    /// <param name="denominator">Entities in all; null for those of all layers together.</param>
    public static ConcentrationView Of(IReadOnlyList<SupplyLayer> tables, IReadOnlyList<double> percents, int? denominator)
    {
        var of = denominator ?? tables[0].Table.EntityNumbers;
        var rows = tables.Select(t =>
        {
            var picks = SmallestSet.Of(t.Table, Target(percents.Max(), of));
            return (t.Layer, t.Reading, t.Table, Picks: picks, Needed: percents.Select(p => Needed([.. picks.Select(s => s.Covered)], p, of)).ToList());
        }).ToList();
        var table = NewTable($"Suppliers that cover so many of {Number(of)} entities", ["layer", "", .. percents.Select(p => $"#{Number(p, "0.##")} %"), "first picks"]);
        foreach (var row in rows)
        {
            AddRow(table, [row.Layer, row.Reading, .. row.Needed.Select(n => n.Suppliers is { } count ? Number(count) : "–"), string.Join(", ", row.Picks.Take(3).Select(p => row.Table.Suppliers[p.Supplier]))]);
        }

        return new ConcentrationView(
            new
            {
                Of = of,
                Layers = rows.Select(r => new
                {
                    r.Layer,
                    r.Reading,
                    Targets = r.Needed.Select(Document),
                    Picks = r.Picks.Select(p => new { Supplier = r.Table.Suppliers[p.Supplier], p.Added, p.Covered }),
                }),
            },
            [table],
            ["The supplier that adds most is always taken next; – where all suppliers together do not cover so many."]);
    }

    private static int Target(double percent, int of) => (int)Math.Ceiling((percent / 100 * of) - 1e-9);

    private static Reached Needed(IReadOnlyList<int> covered, double percent, int of)
    {
        var target = Target(percent, of);
        var before = covered.TakeWhile(c => c < target).Count();
        return new Reached(percent, target, before == covered.Count ? null : before + 1);
    }

    private static object Document(Reached reached) => new { reached.Percent, reached.Target, reached.Suppliers };

    private sealed record Reached(double Percent, int Target, int? Suppliers);
}
