using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Groundswell.Cli.Detecting;
using Groundswell.Detection;
using Spectre.Console;

namespace Groundswell.Cli.Commands;

/// <summary>What a run found, for a person or a program.</summary>
/// <param name="detections">All that was judged.</param>
/// <param name="plots">How many series were drawn.</param>
internal sealed class DetectionReport(Detections detections, int plots)
{
    private const int ShownOutages = 200;
    private const int ShownOthers = 5;
    private const int ShapeWidth = 32;
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private static string Number(double value, string format = "0.##") => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Counted(int number, string one, string many) => $"{number.ToString(CultureInfo.InvariantCulture)} {(number == 1 ? one : many)}";

    /// <param name="settings">What was asked.</param>
    /// <param name="output">For what was found.</param>
    /// <param name="error">For what may not be as the reader takes it to be.</param>
    public void Show(DetectSettings settings, TextWriter output, TextWriter error)
    {
        var recording = detections.Recording;
        NoteSteps(settings, error);
        NotePromise(error);
        if (settings.Json)
        {
            var report = new { rows = recording.Rows.Count, series = recording.Series.Count, binSeconds = detections.CommonBin.TotalSeconds, otherSteps = OtherSteps(), falseAlarms = FalseAlarmFigures(), outages = detections.Outages };
            output.WriteLine(JsonSerializer.Serialize(report, Json));
            return;
        }

        // Who writes the rows into a file from a script wants a line, not a table.
        if (settings.Out is null || !Console.IsOutputRedirected)
        {
            ShowTable(output);
        }

        var shown = settings.Out is null && detections.Outages.Count > ShownOutages ? $"; the first {ShownOutages} are shown, all with --json" : "";
        output.WriteLine($"{Counted(detections.Outages.Count, "outage", "outages")} in {Counted(recording.Rows.Count, "row", "rows")} of {Counted(recording.Series.Count, "series", "series")}, bins of {detections.CommonBin}{(settings.Bin is null && detections.OtherSteps.Count > 0 ? $" ({Counted(detections.OtherSteps.Count, "series", "series")} in bins of their own)" : "")}{shown}");
        if (settings.Out is { } target)
        {
            output.WriteLine($"{Counted(recording.Rows.Count, "row", "rows")} written to {target}");
        }

        if (settings.Plot is { } folder)
        {
            var left = recording.Series.Count - plots;
            output.WriteLine($"{plots.ToString(CultureInfo.InvariantCulture)} series drawn into {folder}{(left > 0 ? $", those with the highest scores; {left} left out, --plot-limit draws more" : "")}");
        }
    }

    private IEnumerable<object> OtherSteps() => detections.OtherSteps.Select(other => new
    {
        series = detections.Recording.Series[other.Series],
        stepSeconds = other.Step.TotalSeconds,
        binSeconds = detections.BinOf(other.Series).TotalSeconds,
    });

    /// <summary>Says which series keep another step than the bins' width, and what was done.</summary>
    private void NoteSteps(DetectSettings settings, TextWriter error)
    {
        var others = detections.OtherSteps;
        if (others.Count == 0)
        {
            return;
        }

        var names = string.Join(", ", others.Take(ShownOthers).Select(other => $"'{Printable(detections.Recording.Series[other.Series])}' {StepWidth.Word(StepWidth.Round(other.Step))}"));
        var more = others.Count > ShownOthers ? $" and {others.Count - ShownOthers} more" : "";
        var common = StepWidth.Word(StepWidth.Round(detections.CommonBin));
        var number = $"{others.Count.ToString(CultureInfo.InvariantCulture)} of {detections.Recording.Series.Count.ToString(CultureInfo.InvariantCulture)} series";
        error.WriteLine(settings.Bin is null
            ? $"note: {number} {(others.Count == 1 ? "has" : "have")} another step between rows than most, {common}, and {(others.Count == 1 ? "is judged in bins of its" : "are judged in bins of their")} own: {names}{more}. --bin sets one width for all."
            : $"note: {number} {(others.Count == 1 ? "has" : "have")} another step between rows than the {common} of --bin, so rows count as missing or as too many: {names}{more}. Without --bin each series is judged at its own step.");
    }

    private IEnumerable<object> FalseAlarmFigures() => detections.FalseAlarms.Select((figures, series) => new
    {
        series = detections.Recording.Series[series],
        promisedPerWeek = figures.Promised,
        watchedWeeks = Math.Round(figures.Weeks, 3),
        mistakes = Math.Round(figures.Mistakes, 2),
        promise = figures.State,
        perWeek = figures.State == PromiseState.Exceeded ? Math.Round(figures.Rate, 4) : (double?)null,
    });

    /// <summary>Says of which series the promise is not kept, and what holds instead.</summary>
    private void NotePromise(TextWriter error)
    {
        var broken = detections.FalseAlarms.Index().Where(f => f.Item.State == PromiseState.Exceeded).OrderByDescending(f => f.Item.Rate).ToList();
        if (broken.Count == 0)
        {
            return;
        }

        var names = string.Join(", ", broken.Take(ShownOthers).Select(f => $"'{Printable(detections.Recording.Series[f.Index])}' {Number(f.Item.Rate)} a week"));
        var more = broken.Count > ShownOthers ? $" and {broken.Count - ShownOthers} more" : "";
        error.WriteLine($"note: in {broken.Count.ToString(CultureInfo.InvariantCulture)} of {detections.Recording.Series.Count.ToString(CultureInfo.InvariantCulture)} series more false alarms come than the {Number(broken[0].Item.Promised, "0.####")} a week that were asked for: {names}{more}. These are times called down that were short or small; whether they were outages the counts do not tell. All series with --json.");
    }

    private static string Printable(string name) => string.Concat(name.Select(c => char.IsControl(c) ? '\uFFFD' : c));

    private void ShowTable(TextWriter output)
    {
        if (detections.Outages.Count == 0)
        {
            return;
        }

        var table = new Table().AddColumns("series", "onset", "detected", "end", "peak", "expected", "score", "shape");
        foreach (var outage in detections.Outages.Take(ShownOutages))
        {
            table.AddRow(
                new Text(outage.Series), new Text(outage.Onset), new Text(outage.Detected), new Text(outage.End ?? "still down"),
                new Text(Number(outage.Peak)), new Text(Number(outage.ExpectedAtPeak)),
                new Text(Number(outage.Score, "0.000")), new Text(Sparkline.Draw(outage.Shape, ShapeWidth)));
        }

        ResultConsole.On(output).Write(table);
    }
}
