using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Groundswell.Cli.Detecting;
using Groundswell.Detection;
using Spectre.Console;

namespace Groundswell.Cli.Commands;

/// <summary><c>groundswell detect</c>: the production detector over a file, row by row.</summary>
internal static class DetectCommand
{
    private const int BadUsage = 2;
    private const int ShownOutages = 200;
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "CSV with the header 'series,time,count' (counts of any number of series, interleaved or not) or 'timestamp,value' (one stream of real values); plain or gzip; '-' for standard input. A bin without a row is missing, not zero." };
        var output = new Option<string?>("--out") { Description = "Write a row for each row of FILE: series,time,value,expected,lower,upper,score,state,onset. Nothing is written if FILE is faulty.", HelpName = "OUT" };
        var falseAlarms = new Option<double>("--false-alarms") { Description = "False 'down' episodes to expect a series and week, 1e-9 to 100.", HelpName = "F", DefaultValueFactory = _ => new DetectorOptions().FalseAlarmsPerWeek };
        var bin = new Option<TimeSpan?>("--bin") { Description = "Width of the bins, such as 30s, 5m, 1h or 1d; by default the commonest step between rows.", HelpName = "WIDTH", CustomParser = ParseWidth };
        var json = new Option<bool>("--json") { Description = "Print the outages as JSON." };
        var command = new Command("detect", "Runs the production detector over a file of counts or values, row by row, and says what was down when.") { file, output, falseAlarms, bin, json };
        command.SetAction((parse, cancellationToken) =>
        {
            var settings = new DetectSettings(parse.GetValue(file)!, parse.GetValue(output), parse.GetValue(falseAlarms), parse.GetValue(bin), parse.GetValue(json));
            return Task.FromResult(Run(settings, parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, cancellationToken));
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

    private static int Run(DetectSettings settings, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            var recording = Read(settings.File, cancellationToken);
            var options = new DetectorOptions { BinWidth = settings.Bin ?? recording.TypicalStep ?? TimeSpan.FromMinutes(1), FalseAlarmsPerWeek = settings.FalseAlarms };
            if (options.Validate() is { Count: > 0 } faults)
            {
                error.WriteLine(string.Join(Environment.NewLine, faults));
                return BadUsage;
            }

            var run = new DetectionRun(recording, options);
            Detect(run, recording, settings, cancellationToken);
            Show(run, recording, options, settings, output);
            return 0;
        }
        catch (Exception exception) when (exception is InputException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            error.WriteLine($"{settings.File}: {exception.Message}");
            return BadUsage;
        }
    }

    private static Recording Read(string file, CancellationToken cancellationToken)
    {
        using var source = file == "-" ? Console.OpenStandardInput() : new FileStream(file, FileMode.Open, FileAccess.Read);
        using var buffered = new BufferedStream(source, 1 << 16);
        using var peeked = new PeekedStream(buffered);
        using Stream plain = peeked.StartsWith(0x1f, 0x8b) ? new GZipStream(peeked, CompressionMode.Decompress) : peeked;
        using var reader = new StreamReader(plain, Encoding.UTF8, true, 1 << 16);
        var name = Path.GetFileName(file);
        name = file == "-" ? "stdin" : name.Split('.')[0] is { Length: > 0 } stem ? stem : name;
        return RecordingReader.Read(reader, name, cancellationToken);
    }

    private static void Detect(DetectionRun run, Recording recording, DetectSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Out is null)
        {
            WithProgress(recording.Rows.Count, progress => run.Run(null, progress, cancellationToken));
            return;
        }

        var target = Path.GetFullPath(settings.Out);
        var partial = $"{target}.{Path.GetRandomFileName()}.partial";
        try
        {
            using (var writer = new StreamWriter(partial, false, new UTF8Encoding(false), 1 << 16))
            {
                WithProgress(recording.Rows.Count, progress => run.Run(writer, progress, cancellationToken));
            }

            File.Move(partial, target, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static void WithProgress(int rows, Action<Action<int>> work)
    {
        if (Console.IsErrorRedirected || rows < 100_000)
        {
            work(_ => { });
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Progress().AutoClear(true).Start(context =>
        {
            var task = context.AddTask("detecting", maxValue: rows);
            work(done => task.Value = done);
        });
    }

    private static void Show(DetectionRun run, Recording recording, DetectorOptions options, DetectSettings settings, TextWriter output)
    {
        if (settings.Json)
        {
            var report = new { rows = recording.Rows.Count, series = recording.Series.Count, binSeconds = options.BinWidth.TotalSeconds, outages = run.Outages };
            output.WriteLine(JsonSerializer.Serialize(report, Json));
            return;
        }

        if (settings.Out is not null)
        {
            output.WriteLine($"{recording.Rows.Count} rows of {recording.Series.Count} series, {run.Outages.Count} outages; written to {settings.Out}.");
            return;
        }

        var console = ResultConsole.On(output);
        var table = new Table().AddColumns("series", "onset", "detected", "end", "peak", "expected", "score", "shape");
        foreach (var outage in run.Outages.Take(ShownOutages))
        {
            table.AddRow(
                new Text(outage.Series), new Text(outage.Onset), new Text(outage.Detected), new Text(outage.End ?? "still down"),
                new Text(outage.Peak.ToString("0.##", CultureInfo.InvariantCulture)), new Text(outage.ExpectedAtPeak.ToString("0.##", CultureInfo.InvariantCulture)),
                new Text(outage.Score.ToString("0.000", CultureInfo.InvariantCulture)), new Text(Sparkline.Draw(outage.Shape, 32)));
        }

        console.Write(table);
        console.WriteLine($"{run.Outages.Count} outages in {recording.Rows.Count} rows of {recording.Series.Count} series, bins of {options.BinWidth}"
            + (run.Outages.Count > ShownOutages ? $"; the first {ShownOutages} are shown, all with --json" : ""));
    }
}
