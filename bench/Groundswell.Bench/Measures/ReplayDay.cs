using System.Diagnostics;
using Groundswell.Bench.Results;

namespace Groundswell.Bench.Measures;

/// <summary>How long a whole day takes in virtual time, through the whole node.</summary>
internal static class ReplayDay
{
    public static async Task<Section> MeasureAsync(BenchOptions options)
    {
        var section = new Section("A day in virtual time", $"`groundswell replay {Path.GetFileName(options.Scenario)} --virtual`, the whole process from start to end.", "run", "seconds");
        if (!File.Exists(options.Scenario))
        {
            section.Note($"Not measured: there is no {Path.GetFileName(options.Scenario)}.");
            return section;
        }

        for (var run = 1; run <= Math.Min(3, options.Rounds); run++)
        {
            var start = Stopwatch.GetTimestamp();
            using var process = Process.Start(new ProcessStartInfo(options.Node, ["replay", options.Scenario, "--virtual"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            await output;
            if (process.ExitCode != 0)
            {
                section.Note($"Run {run} ended with exit code {process.ExitCode}: {(await errors).Split('\n')[0]}");
                continue;
            }

            section.Row(run.ToString(System.Globalization.CultureInfo.InvariantCulture), Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture));
        }

        return section;
    }
}
