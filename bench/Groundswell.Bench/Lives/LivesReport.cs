using System.Globalization;
using Groundswell.Bench.Results;

namespace Groundswell.Bench.Lives;

/// <summary>Tables of what lives scored.</summary>
internal static class LivesReport
{
    private const double Week = 10_080;

    public static IEnumerable<Section> Write(IReadOnlyDictionary<string, LifeScore> byKind, IReadOnlyDictionary<LifeView, LifeScore> byView, string command)
    {
        var total = new LifeScore();
        foreach (var score in byKind.Values)
        {
            total.Add(score);
        }

        var rows = byKind.Append(KeyValuePair.Create("all", total)).ToList();
        var truth = new Section(
            "Truth over time",
            $"Whole lives, each minute judged by what is true in it (docs/attribution.md); `{command}`.",
            "lives", "number", "true minutes", "owed: right", "component", "coarser", "link", "silent", "wrong", "longest wrong > .8, min", "first naming, median min", "named", "changes an incident", "false minutes", "false causes a week", "says repaired", "too soon", "CPU s a day");
        foreach (var (kind, score) in rows)
        {
            truth.Row(
                kind,
                Whole(score.Lives),
                Share(score.TrueShare),
                score.Owed == 0 ? "–" : Share(score.RightShare),
                Of(score.Exact, score.Owed),
                Of(score.Coarser, score.Owed),
                Of(score.Link, score.Owed),
                Of(score.Silent, score.Owed),
                Of(score.Wrong, score.Owed),
                Whole(score.LongestWrong),
                score.FirstNaming.Count == 0 ? "–" : Whole(score.FirstNaming.Order().ElementAt(score.FirstNaming.Count / 2)),
                score.Incidents == 0 ? "–" : $"{score.FirstNaming.Count} of {score.Incidents}",
                score.Incidents == 0 ? "–" : Number((double)score.Changes / score.Incidents, "0.00"),
                Of(score.FalseMinutes, score.Calm),
                Number(score.FalseCauses * Week / Math.Max(1, score.Calm), "0.0"),
                Of(score.SaidRepaired, score.Repaired),
                Of(score.SaidTooSoon, score.Failing),
                Number(score.Processor.TotalSeconds * 1440 / Math.Max(1, score.Owed + score.Calm), "0.0"));
        }

        var calibration = new Section("Calibration of what is published", "By phase: minutes with a published cause, the mean of its probability, how often it is right, and bins.", "phase", "minutes", "told", "right", "ECE", "bins: told, right (minutes)");
        foreach (var phase in Enum.GetValues<LifePhase>())
        {
            var c = total.Calibration[phase];
            calibration.Row(
                phase.ToString(), Whole(c.Count), Share(c.Told), Share(c.Right), Share(c.Error), string.Join("; ", c.Filled.Select(b => $"{Share(b.Told)}, {Share(b.Right)} ({Whole(b.Count)})")));
        }

        var views = new Section("By what probes see of the cause", "The same lives.", "the first cause's own probes", "lives", "owed: right", "link", "silent", "wrong", "says repaired", "too soon");
        foreach (var (view, score) in byView.Where(v => v.Key != LifeView.NoCause))
        {
            views.Row(
                view.ToString(), Whole(score.Lives), Of(score.Exact + score.Coarser, score.Owed), Of(score.Link, score.Owed), Of(score.Silent, score.Owed), Of(score.Wrong, score.Owed),
                Of(score.SaidRepaired, score.Repaired), Of(score.SaidTooSoon, score.Failing));
        }

        return [truth, views, calibration];
    }

    private static string Of(double part, int whole) => whole == 0 ? "–" : Share(part / whole);

    private static string Share(double value) => Number(value, "0.000");

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
