using Groundswell.Server.Hosting;

namespace Groundswell.Cli.Tests;

/// <summary>Commands that work on a node's store: <c>serve</c> and <c>rebuild</c>.</summary>
public sealed class NodeCommandTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_store_in_use_is_not_rebuilt()
    {
        using var held = StoreLock.Take(_cli.PathOf("data"));

        var outcome = await _cli.RunAsync("rebuild");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains($"The folder {_cli.PathOf("data")} cannot be used", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(["lock"], Directory.GetFiles(_cli.PathOf("data")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_store_in_use_is_not_served_by_a_second_node()
    {
        using var held = StoreLock.Take(_cli.PathOf("data"));

        var outcome = await _cli.RunAsync("serve", "--listen", "http://127.0.0.1:0");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("Is another node running on it?", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_store_is_rebuilt_to_nothing()
    {
        Directory.CreateDirectory(_cli.PathOf("data"));

        var outcome = await _cli.RunAsync("rebuild", "--data", "data");

        Assert.Equal((0, "", "The journal is empty; nothing was changed.\n"), (outcome.ExitCode, outcome.Error, outcome.Output));
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_not_made_by_a_rebuild()
    {
        var outcome = await _cli.RunAsync("rebuild", "--data", "nowhere");

        Assert.Equal((2, "--data: there is no folder nowhere.\n"), (outcome.ExitCode, outcome.Error));
        Assert.False(Directory.Exists(_cli.PathOf("nowhere")));
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("")]
    public async Task Wrong_settings_of_file_and_options_are_all_told_before_anything_is_made(string command)
    {
        _cli.Write("groundswell.yaml", "tick: soon\ncolour: blue\n");

        var outcome = await _cli.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--listen", "nonsense", "--set", "detection.false_alarms=0", "--set", "speed=3"]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("groundswell.yaml:1: tick is soon; ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("groundswell.yaml:2: colour is not a setting", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("--listen: listen is nonsense; ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("--set detection.false_alarms=0: detection.false_alarms is 0; ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("--set speed=3: speed is not a setting", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(["groundswell.yaml"], Directory.GetFileSystemEntries(_cli.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_settings_file_that_is_not_there_is_named()
    {
        var outcome = await _cli.RunAsync("serve", "--config", "nowhere.yaml");

        Assert.Equal((2, "--config: there is no file nowhere.yaml.\n"), (outcome.ExitCode, outcome.Error));
    }

    [Fact]
    public async Task A_broken_catalogue_is_not_served()
    {
        _cli.Write("mine/symptoms.yaml", "symptoms: []\n");

        var outcome = await _cli.RunAsync("serve", "--catalogue", "mine");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("symptoms.yaml:1:", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_cli.PathOf("data")));
    }
}
