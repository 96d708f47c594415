using System.Text.Json;

namespace Groundswell.Cli.Tests;

public sealed class CatalogueCheckTests : IDisposable
{
    private const string Good =
        """
        symptoms: { app: App does not work }
        categories: { social: { label: Social networks, symptoms: [app] } }
        services: { acme: { name: Acme, category: social } }
        """;

    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_good_folder_is_summed_up()
    {
        _cli.Write("good/all.yaml", Good);

        var outcome = await _cli.RunAsync("catalogue", "check", "good");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Error);
        Assert.Matches(@"services\s+│?\s*1\b", outcome.Output);
    }

    [Fact]
    public async Task Holidays_are_counted()
    {
        _cli.Write("good/all.yaml", Good);
        _cli.Write("good/holidays/gb.yaml", "holidays: { GB: { offset-minutes: 0, days: [{ name: Christmas Day, on: 12-25 }, { name: Christmas Eve, on: 12-24, kind: custom }, { name: Easter, on: easter, kind: custom }] } }");

        var text = await _cli.RunAsync("catalogue", "check", "good");
        using var json = JsonDocument.Parse((await _cli.RunAsync("catalogue", "check", "good", "--json")).Output);

        Assert.Matches(@"countries with holidays\s+│?\s*1\b", text.Output);
        Assert.Matches(@"holidays by law\s+│?\s*1\b", text.Output);
        Assert.Matches(@"holidays by custom\s+│?\s*2\b", text.Output);
        Assert.Equal(1, json.RootElement.GetProperty("summary").GetProperty("holidayCountries").GetInt32());
    }

    [Fact]
    public async Task Every_error_of_every_file_is_told_with_its_line()
    {
        _cli.Write("bad/services.yaml", "services:\n  acme: { name: Acme, category: nowhere }\n  acme!: { name: Acme }\n");
        _cli.Write("bad/symptoms.yaml", "\n\nsymptoms: []\n");

        var outcome = await _cli.RunAsync("catalogue", "check", "bad");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(outcome.OutputLines, l => l.StartsWith(Path.Combine("bad", "services.yaml") + ":2:", StringComparison.Ordinal));
        Assert.Contains(outcome.OutputLines, l => l.StartsWith(Path.Combine("bad", "services.yaml") + ":3:", StringComparison.Ordinal));
        Assert.Contains(outcome.OutputLines, l => l.StartsWith(Path.Combine("bad", "symptoms.yaml") + ":3:", StringComparison.Ordinal));
        Assert.Equal($"{outcome.OutputLines.Count - 1} errors in bad.", outcome.OutputLines[^1]);
    }

    [Fact]
    public async Task Programs_get_the_same_as_JSON()
    {
        _cli.Write("good/all.yaml", Good);
        _cli.Write("bad/symptoms.yaml", "symptoms: []\n");

        using var good = JsonDocument.Parse((await _cli.RunAsync("catalogue", "check", "good", "--json")).Output);
        using var bad = JsonDocument.Parse((await _cli.RunAsync("catalogue", "check", "bad", "--json")).Output);

        Assert.True(good.RootElement.GetProperty("valid").GetBoolean());
        Assert.Equal(1, good.RootElement.GetProperty("summary").GetProperty("services").GetInt32());
        Assert.False(bad.RootElement.GetProperty("valid").GetBoolean());
        Assert.Equal(1, Assert.Single(bad.RootElement.GetProperty("errors").EnumerateArray()).GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_bad_usage()
    {
        var outcome = await _cli.RunAsync("catalogue", "check", "nowhere");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("nowhere", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public async Task Without_a_folder_the_one_here_is_checked_and_else_the_one_that_comes_along()
    {
        var shipped = await _cli.RunAsync("catalogue", "check");
        _cli.Write("catalogue/symptoms.yaml", "symptoms: []\n");
        var here = await _cli.RunAsync("catalogue", "check");

        Assert.Equal(0, shipped.ExitCode);
        Assert.Equal(1, here.ExitCode);
    }
}
