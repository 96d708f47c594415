using System.Diagnostics;
using Groundswell.Bench.Results;

namespace Groundswell.Bench.Measures;

/// <summary>How long a whole day takes in virtual time, through the whole node.</summary>
internal static class ReplayDay
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static async Task<Section> MeasureAsync(BenchOptions options)
    {
        var section = new Section("A day in virtual time", $"`groundswell replay {Path.GetFileName(options.Scenario)} --virtual`, the whole process from start to end.", "run", "seconds", "what it said");
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
            try
            {
                await process.WaitForExitAsync().WaitAsync(Limit);
            }
            catch (TimeoutException)
            {
                process.Kill();
                section.Note($"Run {run} was ended after {Limit.TotalMinutes:0} minutes; no further one was begun.");
                return section;
            }

            // 1 says that an expectation was missed: the day was played, and the summary tells it.
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var said = string.Join(' ', (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1..]);
            if (process.ExitCode is not (0 or 1))
            {
                section.Note($"Run {run} ended with exit code {process.ExitCode}: {(await errors).Split('\n')[0]}");
                continue;
            }

            section.Row(run.ToString(System.Globalization.CultureInfo.InvariantCulture), seconds.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture), said.Trim());
        }

        return section;
    }
}
