using System.Globalization;
using System.Text.Json;

namespace Groundswell.Cli.Tests;

/// <summary>Series of different steps in one file.</summary>
public sealed class DetectStepTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Each_series_is_judged_at_its_own_step_and_that_is_said()
    {
        _cli.Write("mixed.csv", Mixed());

        var outcome = await _cli.RunAsync("detect", "mixed.csv", "--json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("1 of 2 series has another step between rows than most, 1m", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("'hourly' 1h", outcome.Error, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(outcome.Output);
        Assert.Equal(60, report.RootElement.GetProperty("binSeconds").GetDouble());
        var other = Assert.Single(report.RootElement.GetProperty("otherSteps").EnumerateArray());
        Assert.Equal(("hourly", 3600.0, 3600.0), (other.GetProperty("series").GetString(), other.GetProperty("stepSeconds").GetDouble(), other.GetProperty("binSeconds").GetDouble()));
    }

    [Fact]
    public async Task A_series_is_judged_as_it_would_be_in_a_file_of_its_own()
    {
        _cli.Write("mixed.csv", Mixed());
        foreach (var name in (string[])["hourly", "minutes"])
        {
            _cli.Write($"{name}.csv", "series,time,count\n" + string.Join('\n', Mixed().Split('\n').Where(l => l.StartsWith(name, StringComparison.Ordinal))));
            await _cli.RunAsync("detect", $"{name}.csv", "--out", $"{name}.out");
        }

        await _cli.RunAsync("detect", "mixed.csv", "--out", "mixed.out");

        var alone = File.ReadAllLines(_cli.PathOf("hourly.out")).Concat(File.ReadAllLines(_cli.PathOf("minutes.out"))).Where(l => !l.StartsWith("series", StringComparison.Ordinal));
        var together = File.ReadAllLines(_cli.PathOf("mixed.out")).Skip(1);
        Assert.Equal(alone.Order(StringComparer.Ordinal), together.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_width_that_is_asked_for_holds_for_all_and_what_it_does_not_fit_is_named()
    {
        _cli.Write("mixed.csv", Mixed());

        var outcome = await _cli.RunAsync("detect", "mixed.csv", "--bin", "1m");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("than the 1m of --bin", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("'hourly' 1h", outcome.Error, StringComparison.Ordinal);
        var wide = await _cli.RunAsync("detect", "mixed.csv", "--bin", "1h");
        Assert.Equal(2, wide.ExitCode);
        Assert.Contains("'minutes'", wide.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_series_with_lost_rows_and_one_with_stamps_that_wander_keep_the_step_of_the_others()
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 2000).SelectMany(i => (string[])[
            $"whole,{Time(i, 0)},10",
            .. random.NextDouble() < 0.3 ? new[] { $"lossy,{Time(i, 0)},10" } : [],
            $"wandering,{Time(i, random.Next(-4, 5))},10",
            .. i > 1995 ? new[] { $"young,{Time((i - 1990) * 60, 0)},10" } : []]);
        _cli.Write("counts.csv", "series,time,count\n" + string.Join('\n', rows));

        var outcome = await _cli.RunAsync("detect", "counts.csv", "--json");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("\"otherSteps\": []", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_cannot_command_the_terminal_that_shows_the_note()
    {
        _cli.Write("mixed.csv", Mixed().Replace("hourly", "ho\u009bly", StringComparison.Ordinal));

        var outcome = await _cli.RunAsync("detect", "mixed.csv");

        Assert.Contains("ho\uFFFDly", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\u009b", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_of_values_with_gaps_is_judged_in_time()
    {
        // Three hours of a rise, and after them four hours in which nothing came: the rise is over when rows come again.
        var rows = Enumerable.Range(0, 20 * 24).Where(i => i is < 393 or >= 397).Select(i => $"{Time(i * 60, 0)},{(50 + (i * 7 % 11) + (i is >= 390 and < 393 ? 400 : 0)).ToString(CultureInfo.InvariantCulture)}");
        _cli.Write("load.csv", "timestamp,value\n" + string.Join('\n', rows));

        var outcome = await _cli.RunAsync("detect", "load.csv", "--json", "--false-alarms", "0.2");

        using var report = JsonDocument.Parse(outcome.Output);
        var outage = Assert.Single(report.RootElement.GetProperty("outages").EnumerateArray());
        Assert.Equal((Time(390 * 60, 0), Time(397 * 60, 0)), (outage.GetProperty("onset").GetString(), outage.GetProperty("end").GetString()));
    }

    private static string Mixed()
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 10 * 24 * 60).SelectMany(i => (string[])[
            $"minutes,{Time(i, 0)},{random.Next(10, 21)}",
            .. i % 60 == 0 ? new[] { $"hourly,{Time(i, 0)},{random.Next(600, 700)}" } : []]);
        return "series,time,count\n" + string.Join('\n', rows);
    }

    private static string Time(int minutes, int seconds) => DateTimeOffset.UnixEpoch.AddDays(20_000).AddMinutes(minutes).AddSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
