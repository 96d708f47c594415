using Groundswell.Concentration;
using Spectre.Console;
using static Groundswell.Cli.Concentrating.ConcentrationView;

namespace Groundswell.Cli.Concentrating;

/// <summary>What falls when something is switched off.</summary>
internal static class WhatIfView
{
    private const int Shown = 100;

    public static ConcentrationView Of(WhatIfResult result)
    {
        List<Table> tables = [];
        if (result.Components.Count > 0)
        {
            tables.Add(TableOf("Other components", result.Components));
        }

        if (result.Services.Count > 0)
        {
            tables.Add(TableOf("Services", result.Services));
        }

        return new ConcentrationView(
            new
            {
                SwitchedOff = result.Target.Id,
                result.Target.Name,
                Components = result.Target.Components.Count,
                Of = result.ServicesInAll,
                result.HardServices,
                Expected = Known(result.Expected, 2),
                result.Low,
                result.High,
                result.Samples,
                result.Seed,
                result.Odds,
                StandardError = Known(result.StandardError),
                FallenComponents = result.Components.Select(Document),
                FallenServices = result.Services.Select(Document),
            },
            tables,
            [
                $"{result.Target.Name} off ({Number(result.Target.Components.Count)} components): {Number(result.HardServices)} of {Number(result.ServicesInAll)} services fall by hard needs, exactly; "
                    + $"{Number(result.Expected, "0.#")} in the mean with weaker needs, {Number(result.Low)} to {Number(result.High)} in 90 of 100 samples.",
                $"Odds that a failure is passed on are assumed: hard {Number(result.Odds.Hard, "0.##")}, degraded {Number(result.Odds.Degraded, "0.##")}, soft {Number(result.Odds.Soft, "0.##")} (--odds). "
                    + $"{Number(result.Samples)} samples, seed {result.Seed}: a probability is off by {Percent(result.StandardError)} at most (one standard error). At most {Shown} of each are shown, all with --json.",
            ]);
    }

    private static Table TableOf(string title, IReadOnlyList<Falling> falling)
    {
        var table = NewTable(title, "#wave", "id", "#probability", "", "through");
        foreach (var one in falling.Take(Shown))
        {
            AddRow(table, Number(one.Wave), one.Id, Percent(one.Probability), one.IsHard ? "hard" : "", string.Join(" + ", one.Through));
        }

        return table;
    }

    private static object Document(Falling one) =>
        new { one.Id, one.Name, one.Wave, MeanStep = Known(one.MeanStep, 2), Probability = Known(one.Probability), one.IsHard, one.Through };
}
