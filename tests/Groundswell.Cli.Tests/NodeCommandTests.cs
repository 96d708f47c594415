using System.Net;
using System.Net.Sockets;
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

    [Theory]
    [InlineData("serve", "")]
    [InlineData("serve", ";http://127.0.0.1:0")]
    [InlineData("demo", "")]
    public async Task A_port_that_is_taken_is_told_in_a_line_at_once_and_nothing_is_made(string command, string beside)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        var outcome = await _cli.RunAsync(command, "--listen", address + beside);

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith($"listen: {address} is taken: ", Assert.Single(outcome.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Contains("Try --listen http://127.0.0.1:", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_cli.Folder));
    }

    [Theory]
    [InlineData("data/groundswell.db", "serve")]
    [InlineData("data/journal/journal-2025-10-20.db", "serve")]
    [InlineData("data/groundswell.db", "rebuild")]
    [InlineData("data", "serve")]
    public async Task A_store_that_cannot_be_read_is_told_in_a_line_that_names_the_file(string file, string command)
    {
        _cli.Write(file, new string('x', 5000));

        var outcome = await _cli.RunAsync([command, "--data", "data", .. command == "serve" ? (string[])["--listen", "http://127.0.0.1:0"] : []]);

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(file, Assert.Single(outcome.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variable_in_the_settings_is_refused_before_a_folder_of_its_name_is_made()
    {
        _cli.Write("groundswell.yaml", "data: ${GW_DIR}/x\n");

        var outcome = await _cli.RunAsync("serve");

        Assert.Equal((2, "groundswell.yaml:1: data has ${GW_DIR}, and variables are not replaced here; write the value itself, or set GROUNDSWELL_DATA.\n"), (outcome.ExitCode, outcome.Error));
        Assert.Equal(["groundswell.yaml"], Directory.GetFileSystemEntries(_cli.Folder).Select(Path.GetFileName));
    }
}
