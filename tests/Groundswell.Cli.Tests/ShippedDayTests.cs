using System.Text.Json;

namespace Groundswell.Cli.Tests;

/// <summary>Every file of the folder <c>scenarios</c>, played through a whole node: what it expects is met, but for what is listed here.</summary>
public sealed class ShippedDayTests : IDisposable
{
    /// <summary>
    /// Expectations that are right and not met yet, by file and the statement's own words. Whoever makes one good takes its line out: one that is met
    /// and stands here fails too.
    /// </summary>
    private static readonly Dictionary<string, string[]> NotMetYet = new(StringComparer.Ordinal);

    private readonly CommandLine _cli = new() { Patience = TimeSpan.FromMinutes(10) };

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "scenarios");

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder, "*.scenario").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    public void Dispose() => _cli.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_day_is_found_as_it_expects(string name)
    {
        // Two weeks of quiet are as quiet once a minute.
        string[] settings = name == "quiet-fortnight" ? ["--set", "tick=00:01:00"] : [];
        var lines = File.ReadAllLines(Path.Combine(Folder, name + ".scenario"));

        var outcome = await _cli.RunAsync([.. settings, "replay", name, "--virtual", "--json"]);

        Assert.Equal("", outcome.Error);
        using var json = JsonDocument.Parse(outcome.Output);
        var missed = json.RootElement.GetProperty("expectations").EnumerateArray().Where(e => !e.GetProperty("met").GetBoolean())
            .Select(e => (Statement: lines[e.GetProperty("line").GetInt32() - 1], Told: $"{e.GetProperty("service")} {e.GetProperty("reason")}")).ToList();
        var known = NotMetYet.GetValueOrDefault(name, []);
        Assert.Empty(missed.Where(m => !known.Contains(m.Statement)).Select(m => $"{m.Statement}: {m.Told}"));
        Assert.Empty(known.Except(missed.Select(m => m.Statement)).Select(k => $"{k}: it is met, take it off the list"));
    }
}
