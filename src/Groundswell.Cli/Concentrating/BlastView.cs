using Groundswell.Concentration;
using Spectre.Console;
using static Groundswell.Cli.Concentrating.ConcentrationView;

namespace Groundswell.Cli.Concentrating;

/// <summary>What each component and provider takes down.</summary>
internal static class BlastView
{
    private const int Shown = 30;

    public static ConcentrationView Of(ConcentrationReport report) => new(
        new { report.Services, Providers = report.Providers.Select(Document), Components = report.Components.Select(Document) },
        [Table("Providers as a whole", report.Providers), Table("Components", report.Components)],
        [
            $"Of {Number(report.Services)} services, each once. direct: falls by its own hard need; falls: also through others; hit: needs marked degraded count too; ×: falls to direct.",
            $"{Number(report.Providers.Count)} providers and {Number(report.Components.Count)} components hit anything; at most {Shown} of each are shown, all with --json.",
        ]);

    private static Table Table(string title, IReadOnlyList<BlastRadius> radii)
    {
        var table = NewTable(title, "id", "name", "#direct", "#falls", "#×", "#hit");
        foreach (var radius in radii.Take(Shown))
        {
            AddRow(table, radius.Id, radius.Name, Number(radius.Direct), Number(radius.Falls), Number(radius.Amplification, "0.0"), Number(radius.Hit));
        }

        return table;
    }

    private static object Document(BlastRadius radius) => new { radius.Id, radius.Name, radius.Direct, radius.Falls, Amplification = Known(radius.Amplification), radius.Hit };
}
