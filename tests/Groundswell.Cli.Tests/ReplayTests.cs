using System.Text.RegularExpressions;

namespace Groundswell.Cli.Tests;

public sealed partial class ReplayTests(ReplayTests.MorningPlayed played) : IClassFixture<ReplayTests.MorningPlayed>, IDisposable
{
    private const string Morning =
        """
        scenario "A small outage"
        start 2025-10-20T08:00Z
        length 2h
        history 3d
        regions default GB 100
        symptoms default app 100
        service acme "Acme" social usual 120/h
        service bolt "Bolt" social usual 120/h
        outage acme from 08:40 to 09:20 peak 20x

        """;

    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void A_scenario_whose_expectations_are_met_is_a_success_and_leaves_nothing_in_the_folder()
    {
        Assert.Equal((0, ""), (played.Outcome.ExitCode, played.Outcome.Error));
        Assert.Contains(played.Outcome.OutputLines, l => l.StartsWith("met      line 10: down within 5m 00s: ", StringComparison.Ordinal));
        Assert.Matches("^A small outage: 2 expectations met, 0 missed; median delay ", played.Outcome.OutputLines[^1]);
        Assert.Equal(["day.scenario"], played.Left);
    }

    [Fact]
    public async Task A_missed_expectation_is_a_finding_with_its_line()
    {
        _cli.Write("day.scenario", Morning + "expect down acme within 5m\nexpect never acme\n");

        var outcome = await _cli.RunAsync("replay", "day.scenario", "--virtual");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains(outcome.OutputLines, l => l.StartsWith("MISSED   line 11: never down: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_scenario_gives_the_same_words_and_another_seed_other_reports()
    {
        _cli.Write("day.scenario", MorningPlayed.Text);

        var second = await _cli.RunAsync("replay", "day.scenario", "--virtual");
        var other = await _cli.RunAsync("replay", "day.scenario", "--virtual", "--seed", "7");

        Assert.Equal(WithoutWallTime(played.Outcome), WithoutWallTime(second));
        Assert.NotEqual(WithoutWallTime(played.Outcome), WithoutWallTime(other));
    }

    [Fact]
    public async Task What_a_reader_sees_is_judged_and_traced_minute_by_minute()
    {
        _cli.Write("day.scenario", Morning + "expect word acme down from 08:45 to 09:20\nexpect word acme down from 08:00 to 09:20\nexpect no-cause\nexpect sentence home lacks \"trouble\" from 08:00 to 08:40\n");

        var outcome = await _cli.RunAsync("replay", "day.scenario", "--virtual", "--trace", "day.ndjson");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal([("met", 10), ("MISSED", 11), ("met", 12), ("met", 13)], outcome.OutputLines.Select(l => Judged().Match(l)).Where(m => m.Success).Select(m => (m.Groups[1].Value, int.Parse(m.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Contains(outcome.OutputLines, l => l.Contains("not so first at 10-20 08:00: up: No sign of trouble with Acme", StringComparison.Ordinal));
        var minutes = File.ReadAllLines(_cli.PathOf("day.ndjson")).Select(l => System.Text.Json.JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(120, minutes.Count);
        Assert.Equal("2025-10-20T08:01:00Z", minutes[0].GetProperty("at").GetString());
        Assert.Equal(1, minutes[59].GetProperty("words").GetProperty("down").GetInt32());
        Assert.Equal("acme", minutes[59].GetProperty("alone")[0].GetString());
    }

    [Fact]
    public async Task The_judgment_is_json_for_programs()
    {
        _cli.Write("day.scenario", Morning + "expect down acme within 5m\n");

        var outcome = await _cli.RunAsync("replay", "day.scenario", "--virtual", "--json");

        using var json = System.Text.Json.JsonDocument.Parse(outcome.Output);
        var expectation = json.RootElement.GetProperty("expectations")[0];
        Assert.Equal((true, 10, "acme", true), (json.RootElement.GetProperty("met").GetBoolean(), expectation.GetProperty("line").GetInt32(), expectation.GetProperty("service").GetString(), expectation.GetProperty("met").GetBoolean()));
    }

    [Fact]
    public async Task Settings_before_the_command_are_those_of_the_node_that_plays()
    {
        _cli.Write("day.scenario", MorningPlayed.Text);

        var slow = await _cli.RunAsync("--set", "tick=00:01:00", "replay", "day.scenario", "--virtual");

        Assert.Equal(0, slow.ExitCode);
        Assert.NotEqual(WithoutWallTime(played.Outcome), WithoutWallTime(slow));
        Assert.Matches(@"found after 00:0\d:00 ", slow.Output);
    }

    [Theory]
    [InlineData("--set tick=never replay day.scenario --virtual", "tick")]
    [InlineData("--set weather=fine replay day.scenario --virtual", "weather")]
    [InlineData("--set listen=http://127.0.0.1:1 replay day.scenario --virtual", "listen changes nothing in a replay")]
    [InlineData("--set probes.enabled=true replay day.scenario --virtual", "probes.enabled changes nothing in a replay")]
    [InlineData("--data here replay day.scenario --virtual", "data changes nothing in a replay")]
    [InlineData("--config nowhere.yaml replay day.scenario --virtual", "nowhere.yaml")]
    [InlineData("--set tick=00:00:30 replay day.scenario --to http://127.0.0.1:1", "tick changes nothing here")]
    [InlineData("replay day.scenario --to http://127.0.0.1:1 --json", "--json")]
    [InlineData("replay day.scenario --to http://127.0.0.1:1 --trace x", "--trace")]
    [InlineData("replay day.scenario --virtual --trace no/such/folder/x", "--trace")]
    public async Task A_setting_that_is_wrong_or_would_change_nothing_is_refused(string words, string told)
    {
        _cli.Write("day.scenario", Morning);

        var outcome = await _cli.RunAsync(words.Split(' '));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(told, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cause_that_nothing_knows_is_an_error_with_its_line()
    {
        _cli.Write("day.scenario", Morning + "expect never-cause aws/us-east-1/dynamodbb\n");

        var outcome = await _cli.RunAsync("replay", "day.scenario", "--virtual");

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("day.scenario:10:20: cause: 'aws/us-east-1/dynamodbb'", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_error_of_a_scenario_is_told_with_its_line_and_column()
    {
        _cli.Write("bad.scenario", Morning + "outage nobody from 08:40 to 09:20 peak 20x\nexpect down acme within soon\n");

        var outcome = await _cli.RunAsync("replay", "bad.scenario", "--virtual");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Empty(outcome.Output);
        Assert.Matches(@"^bad\.scenario:10:\d+: .*\nbad\.scenario:11:\d+: .*\n$", outcome.Error);
    }

    [Fact]
    public async Task An_unknown_scenario_is_answered_with_those_that_come_along()
    {
        var outcome = await _cli.RunAsync("replay", "nowhere", "--virtual");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("aws-2025-10-20", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("small-service")]
    [InlineData("small-service --virtual --to http://127.0.0.1:1")]
    [InlineData("small-service --to nonsense")]
    [InlineData("small-service --to ftp://127.0.0.1")]
    [InlineData("small-service --virtual --scale 0")]
    [InlineData("small-service --virtual --scale much")]
    [InlineData("small-service --virtual --seed x")]
    [InlineData("small-service --virtual --catalogue nowhere")]
    [InlineData("small-service --to http://127.0.0.1:1 --speed 0")]
    public async Task Bad_usage_is_told_on_standard_error(string words)
    {
        var outcome = await _cli.RunAsync(["replay", .. words.Split(' ')]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.NotEmpty(outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_cannot_be_reached_is_named()
    {
        _cli.Write("day.scenario", Morning);

        var outcome = await _cli.RunAsync("replay", "day.scenario", "--to", "http://127.0.0.1:1", "--speed", "100000");

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("http://127.0.0.1:1/: ", outcome.Error, StringComparison.Ordinal);
    }

    private static string WithoutWallTime(Outcome outcome) => WallTime().Replace(outcome.Output, " in - s");

    [GeneratedRegex(@"^(met|MISSED) +line (\d+):")]
    private static partial Regex Judged();

    [GeneratedRegex(@" in \d+\.\d s")]
    private static partial Regex WallTime();

    /// <summary>The morning, played once as it is.</summary>
    public sealed class MorningPlayed : IAsyncLifetime
    {
        internal const string Text = Morning + "expect down acme within 5m\nexpect never bolt\n";

        private readonly CommandLine _cli = new();

        internal Outcome Outcome { get; private set; } = null!;

        /// <summary>What lay in the folder afterwards.</summary>
        internal IReadOnlyList<string> Left { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            _cli.Write("day.scenario", Text);
            Outcome = await _cli.RunAsync("replay", "day.scenario", "--virtual");
            Left = [.. Directory.GetFileSystemEntries(_cli.Folder).Select(f => Path.GetFileName(f))];
        }

        public ValueTask DisposeAsync()
        {
            _cli.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
