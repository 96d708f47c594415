using System.Globalization;
using System.Text.Json;
using Groundswell.Cli.Detecting;
using Spectre.Console;

namespace Groundswell.Cli.Commands;

/// <summary>What a run found, for a person or a program.</summary>
/// <param name="detections">All that was judged.</param>
/// <param name="plots">How many series were drawn.</param>
internal sealed class DetectionReport(Detections detections, int plots)
{
    private const int ShownOutages = 200;
    private const int ShapeWidth = 32;
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    private static string Number(double value, string format = "0.##") => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Counted(int number, string one, string many) => $"{number.ToString(CultureInfo.InvariantCulture)} {(number == 1 ? one : many)}";

    public void Show(DetectSettings settings, TextWriter output)
    {
        var recording = detections.Recording;
        if (settings.Json)
        {
            var report = new { rows = recording.Rows.Count, series = recording.Series.Count, binSeconds = detections.Bin.TotalSeconds, outages = detections.Outages };
            output.WriteLine(JsonSerializer.Serialize(report, Json));
            return;
        }

        // Who writes the rows into a file from a script wants a line, not a table.
        if (settings.Out is null || !Console.IsOutputRedirected)
        {
            ShowTable(output);
        }

        var shown = settings.Out is null && detections.Outages.Count > ShownOutages ? $"; the first {ShownOutages} are shown, all with --json" : "";
        output.WriteLine($"{Counted(detections.Outages.Count, "outage", "outages")} in {Counted(recording.Rows.Count, "row", "rows")} of {Counted(recording.Series.Count, "series", "series")}, bins of {detections.Bin}{shown}");
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
