using System.CommandLine;
using System.Globalization;
using Groundswell.Cli.Detecting;
using Groundswell.Cli.Plotting;
using Groundswell.Detection;

namespace Groundswell.Cli.Commands;

/// <summary><c>groundswell detect</c>: the production detector over a file, row by row.</summary>
internal static class DetectCommand
{
    private const int DefaultPlots = 1000;
    private const int MostPlots = 100_000;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "CSV with the header 'series,time,count' (counts of any number of series, interleaved or not) or 'timestamp,value' (one stream of real values); plain or gzip; '-' for standard input. A bin without a row is missing, not zero." };
        var output = new Option<string?>("--out") { Description = "Write a row for each row of FILE: series,time,value,expected,lower,upper,score,state,onset. Nothing is written if FILE is faulty.", HelpName = "OUT" };
        var plot = new Option<string?>("--plot") { Description = "Draw each series into a folder, as SVG: what was counted, the expected band, and when it was down.", HelpName = "DIR" };
        var plots = new Option<int>("--plot-limit") { Description = $"How many series --plot draws at most, those with the highest scores first; 1 to {MostPlots}.", HelpName = "N", DefaultValueFactory = _ => DefaultPlots }.Within(1, MostPlots);
        var falseAlarms = new Option<double>("--false-alarms") { Description = "False 'down' episodes to expect a series and week, 1e-9 to 100.", HelpName = "F", DefaultValueFactory = _ => new DetectorOptions().FalseAlarmsPerWeek }.Within(1e-9, 100);
        var bin = new Option<TimeSpan?>("--bin") { Description = "Width of the bins, such as 30s, 5m, 1h or 1d; by default the commonest step between rows, or a series' own where it clearly keeps another.", HelpName = "WIDTH", CustomParser = ParseWidth };
        var zone = new Option<TimeZoneInfo>("--zone") { Description = "In whose days and hours counts have their rhythm, such as Europe/Berlin; UTC by default.", HelpName = "ZONE", CustomParser = ParseZone, DefaultValueFactory = _ => TimeZoneInfo.Utc };
        var json = new Option<bool>("--json") { Description = "Print the outages as JSON." };
        var command = new Command("detect", "Runs the production detector over a file of counts or values, row by row, and says what was down when.") { file, output, plot, plots, falseAlarms, bin, zone, json };
        command.SetAction((parse, cancellationToken) =>
        {
            var settings = new DetectSettings
            {
                File = parse.GetValue(file)!,
                Out = parse.GetValue(output),
                Plot = parse.GetValue(plot),
                MostPlots = parse.GetValue(plots),
                FalseAlarms = parse.GetValue(falseAlarms),
                Bin = parse.GetValue(bin),
                Zone = parse.GetValue(zone)!,
                Json = parse.GetValue(json),
            };

            // On a thread of its own: Ctrl-C is listened to only once the action has returned its task.
            return Task.Run(() => Run(settings, parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, cancellationToken), CancellationToken.None);
        });
        return command;
    }

    private static TimeSpan? ParseWidth(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        var unit = text.Length < 2 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 0 };
        if (unit > 0 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0 && (long)number * unit <= 86_400)
        {
            return TimeSpan.FromSeconds((long)number * unit);
        }

        result.AddError($"'{text}' is not a width; it must be such as 30s, 5m, 1h or 1d, from one second to one day.");
        return null;
    }

    private static TimeZoneInfo? ParseZone(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (result.Tokens.Count == 1 && TimeZoneInfo.TryFindSystemTimeZoneById(result.Tokens[0].Value, out var zone))
        {
            return zone;
        }

        result.AddError($"'{(result.Tokens.Count == 1 ? result.Tokens[0].Value : "")}' is no time zone that this machine knows; it must be such as UTC, Europe/Berlin or America/New_York.");
        return null;
    }

    private static int Run(DetectSettings settings, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            CheckOutputs(settings);
            var report = RunProgress.Around(progress => Work(settings, progress, cancellationToken));
            report.Show(settings, output, error);
            return ExitCodes.Success;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            error.WriteLine("Interrupted.");
            return ExitCodes.Interrupted;
        }
        catch (OutputException exception)
        {
            error.WriteLine(exception.Message);
            return ExitCodes.BadUsage;
        }
        catch (Exception exception) when (exception is InputException or IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException)
        {
            error.WriteLine($"{settings.File}: {Reason(exception)}");
            return ExitCodes.BadUsage;
        }
    }

    private static string Reason(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file.",
        UnauthorizedAccessException => "may not be read.",
        InvalidDataException { Source: "System.IO.Compression" } => "its gzip packing is damaged or cut off.",
        _ => exception.Message,
    };

    /// <summary>Whatever cannot be written is told before a long run, not after it.</summary>
    private static void CheckOutputs(DetectSettings settings)
    {
        if (settings.Out is { } target)
        {
            WholeFile.Probe(target, settings.File == RecordingFile.StandardInput ? null : settings.File);
        }

        if (settings.Plot is { } folder)
        {
            PlotFolder.Check(folder);
        }
    }

    private static DetectionReport Work(DetectSettings settings, RunProgress progress, CancellationToken cancellationToken)
    {
        var recording = RecordingFile.Read(settings.File, progress, cancellationToken);
        if (settings.Bin is null && recording is { HoldsCounts: true, TypicalStep: { TotalDays: > 1 } or { TotalSeconds: < 1 } })
        {
            throw new InvalidDataException($"most rows are {recording.TypicalStep} apart, and bins are from one second to one day wide; say with --bin which.");
        }

        var options = new DetectorOptions { BinWidth = settings.Bin ?? recording.TypicalBin, FalseAlarmsPerWeek = settings.FalseAlarms, Zone = settings.Zone };
        var detections = DetectionRun.Run(recording, options, settings.Bin is not null, progress.Begin("judging", recording.Rows.Count), cancellationToken);
        if (settings.Out is { } target)
        {
            var told = progress.Begin("writing", recording.Rows.Count);
            WholeFile.Write(target, stream => new ResultWriter(detections, stream).Write(told, cancellationToken));
        }

        var drawn = settings.Plot is { } folder
            ? PlotFolder.Draw(folder, detections, settings.MostPlots, progress.Begin("drawing", Math.Min(settings.MostPlots, recording.Series.Count)), cancellationToken)
            : 0;
        return new DetectionReport(detections, drawn);
    }
}
