using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Groundswell.Cli.Tests;

public sealed class HintsTests : IDisposable
{
    private const string Answer = """
        {"as_of":"2026-03-04T12:00:00Z","hints":[{"service":"slack","component":"aws/us-east-1/dynamodb","posterior":0.9634,"outages":5,"together":4,"base_rate":0.0013,"criticality":"hard","evidence":"failed in 4 of 5 outages of it (i-4, i-3), and in 0.1 % of times as long without one","cases":[]}],"catalogue_yaml":"services:\n  slack:\n"}
        """;

    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Hints_are_listed_with_what_they_stand_on()
    {
        var outcome = await AskAsync(Answer);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("slack", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("aws/us-east-1/dynamodb", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("0.963", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("failed in 4 of 5 outages of it (i-4, i-3)", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_come_as_YAML_to_be_pasted_and_as_the_nodes_JSON()
    {
        Assert.Equal("services:\n  slack:\n", (await AskAsync(Answer, "--yaml")).Output);
        Assert.Equal(Answer.Trim(), (await AskAsync(Answer.Trim(), "--json")).Output.Trim());
    }

    [Fact]
    public async Task None_is_said_in_words() => Assert.StartsWith("None: ", (await AskAsync("""{"hints":[],"catalogue_yaml":""}""")).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("{\"hints\":7}")]
    public async Task What_is_no_node_is_named_and_bad_usage(string answer)
    {
        var outcome = await AskAsync(answer);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("what answers there is no node that knows of hints", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_at_which_nothing_answers_is_bad_usage()
    {
        var outcome = await _cli.RunAsync("hints", "--node", "http://127.0.0.1:1");

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("http://127.0.0.1:1/: ", outcome.Error, StringComparison.Ordinal);
    }

    /// <summary>A server of one answer.</summary>
    private async Task<Outcome> AskAsync(string answer, params string[] options)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, answer);
        var outcome = await _cli.RunAsync(["hints", "--node", $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}", .. options]);
        await serving;
        return outcome;
    }

    private static async Task ServeAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        Assert.StartsWith("GET /api/v1/hints ", await reader.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 })
        {
        }

        var body = Encoding.UTF8.GetBytes(answer);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        await stream.WriteAsync(body, TestContext.Current.CancellationToken);
    }
}
