using Groundswell.Sensing.Vantages;

namespace Groundswell.Cli.Tests;

public sealed class AgentCommandTests : IDisposable
{
    private const string Token = "paris:0123456789abcdef";
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("--token paris:0123456789abcdef", "--server")]
    [InlineData("--server status.example.com --token paris:0123456789abcdef", "--server is status.example.com; it must look like https://status.example.com.")]
    [InlineData("--server ftp://status.example.com --token paris:0123456789abcdef", "--server is ftp://status.example.com;")]
    [InlineData("--server http://127.0.0.1:1", "GROUNDSWELL_TOKEN")]
    [InlineData("--server http://127.0.0.1:1 --token paris:0123456789abcdef --allow-network ten", "--allow-network is ten; it must look like 10.1.0.0/16.")]
    [InlineData("--server http://127.0.0.1:1 --token paris:0123456789abcdef --resolver nine", "--resolver is nine; it must look like 9.9.9.9")]
    public async Task What_cannot_be_is_bad_usage_and_named(string words, string named)
    {
        var outcome = await _cli.RunAsync(["agent", .. words.Split(' ')]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(named, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_cli.Folder));
    }

    [Fact]
    public async Task A_token_that_is_none_is_not_repeated()
    {
        var outcome = await _cli.RunAsync("agent", "--server", "http://127.0.0.1:1", "--token", "paris:too-short");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("it must be name:secret", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("too-short", outcome.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_another_agent_runs_on_is_not_used()
    {
        using var other = new ResultSpool(_cli.PathOf("agent"), 10, 1000, TimeProvider.System.GetUtcNow());

        var outcome = await _cli.RunAsync("agent", "--server", "http://127.0.0.1:1", "--token", Token);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("Does another agent run on it?", outcome.Error, StringComparison.Ordinal);
    }
}
