using System.Text.RegularExpressions;

namespace Groundswell.Cli.Tests;

public sealed partial class HelpTests : IDisposable
{
    private const int LeastWords = 3;

    private readonly CommandLine _cli = new();

    public static TheoryData<string> Commands =>
        ["", "agent", "attribute", "backup", "catalogue", "catalogue check", "concentration", "demo", "detect", "diagnose", "discover", "feeds", "feeds read", "hints", "rebuild", "replay", "serve", "store", "store check", "store repair"];

    public void Dispose() => _cli.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Each_command_says_what_it_does_and_what_each_word_after_it_means(string command)
    {
        var help = await HelpAsync(command);

        Assert.Equal(0, help.ExitCode);
        Assert.Empty(help.Error);
        Assert.Matches(@"^Description:\n  [A-Z].+[.]\n\nUsage:\n  groundswell", help.Output);
        Assert.All(Entries(help.Output), entry =>
        {
            Assert.True(entry.Meaning.Split(' ').Length >= LeastWords, $"{entry.Name} is explained by '{entry.Meaning}' only.");
            Assert.True(char.IsUpper(entry.Meaning[0]), $"The explanation of {entry.Name} begins small: '{entry.Meaning}'.");
        });
    }

    [Fact]
    public async Task Every_command_that_help_names_is_known_to_these_tests()
    {
        var found = new List<string> { "" };
        for (var i = 0; i < found.Count; i++)
        {
            var help = await HelpAsync(found[i]);
            found.AddRange(Section(help.Output, "Commands").Select(e => $"{found[i]} {e.Name.Split(' ')[0]}".Trim()).ToList());
        }

        Assert.Equal(Commands.Select(c => c.Data).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("catalogue")]
    [InlineData("catalogue check .")]
    [InlineData("concentration")]
    [InlineData("demo")]
    [InlineData("detect x.csv")]
    [InlineData("discover example.com")]
    [InlineData("rebuild")]
    [InlineData("replay small-service --virtual")]
    [InlineData("serve")]
    public async Task An_unknown_option_is_bad_usage_and_named(string command)
    {
        var outcome = await _cli.RunAsync([.. Words(command), "--no-such-option"]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("--no-such-option", outcome.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("detect x.csv --jsn", "--json")]
    [InlineData("replay small-service --virtul", "--virtual")]
    [InlineData("serve --lsten http://127.0.0.1:0", "--listen")]
    [InlineData("rebuilt", "rebuild")]
    public async Task A_slip_of_the_pen_is_answered_with_what_was_meant(string words, string meant)
    {
        var outcome = await _cli.RunAsync(words.Split(' '));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Matches($@"Did you mean .*\n{meant}\n", outcome.All);
    }

    [Fact]
    public async Task The_version_is_told()
    {
        var outcome = await _cli.RunAsync("--version");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+(\+\w+)?\n$", outcome.Output);
    }

    [Fact]
    public async Task An_option_without_its_value_is_bad_usage()
    {
        var outcome = await _cli.RunAsync("serve", "--data");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("--data", outcome.Error, StringComparison.Ordinal);
    }

    private static string[] Words(string command) => command.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<Entry> Entries(string help) => ((string[])["Arguments", "Options", "Commands"]).SelectMany(section => Section(help, section));

    private static IEnumerable<Entry> Section(string help, string name) => help.Split("\n\n")
        .Where(part => part.StartsWith($"{name}:\n", StringComparison.Ordinal))
        .SelectMany(part => part.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        .Select(line => EntryLine().Match(line))
        .Select(match => new Entry(match.Groups["name"].Value, match.Groups["meaning"].Value));

    private Task<Outcome> HelpAsync(string command) => _cli.RunAsync([.. Words(command), "--help"]);

    [GeneratedRegex(@"^  (?<name>\S.*?)(?:\s{2,}(?<meaning>\S.*))?$")]
    private static partial Regex EntryLine();

    private sealed record Entry(string Name, string Meaning);
}
