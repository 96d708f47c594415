namespace Groundswell.Cli.Tests;

/// <summary>Where a file or a program reads, nothing is written for a terminal: no colour, no cursor, no progress.</summary>
public sealed class PlainOutputTests : IDisposable
{
    /// <summary>One expectation is met and one missed: both are coloured on a terminal.</summary>
    private const string Short =
        """
        scenario "A quiet half hour"
        start 2025-10-20T08:00Z
        length 30m
        regions default GB 100
        symptoms default app 100
        service acme "Acme" social usual 120/h
        expect never acme
        expect at 08:10 acme down
        """;

    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("--help")]
    [InlineData("catalogue check")]
    [InlineData("catalogue check broken")]
    [InlineData("detect counts.csv")]
    [InlineData("detect counts.csv --json")]
    [InlineData("detect no-such-file.csv")]
    [InlineData("replay short.scenario --virtual")]
    [InlineData("rebuild --data nowhere")]
    [InlineData("serve --set tick=soon")]
    [InlineData("no-such-command")]
    public async Task Redirected_output_holds_text_only(string words)
    {
        _cli.Write("counts.csv", CountFile.Counts());
        _cli.Write("short.scenario", Short);
        _cli.Write("broken/symptoms.yaml", "symptoms: []\n");

        var outcome = await _cli.RunAsync(words.Split(' '));

        Assert.NotEmpty(outcome.All);
        Assert.DoesNotContain(outcome.All, c => char.IsControl(c) && c != '\n');
    }

    [Fact]
    public async Task No_line_is_broken_to_fit_a_terminal_that_is_not_there()
    {
        var series = new string('a', 200);
        _cli.Write("counts.csv", CountFile.Counts().Replace("acme", series, StringComparison.Ordinal));

        var outcome = await _cli.RunAsync("detect", "counts.csv");

        Assert.Contains(outcome.OutputLines, l => l.Contains(series, StringComparison.Ordinal));
    }
}
