using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Groundswell.Cli.Tests;

public sealed class FeedsReadTests : IDisposable
{
    private const string Page = """
        {"page":{"id":"p","name":"Examplia","url":"https://status.examplia.example"},"status":{"indicator":"none"},
         "components":[{"id":"c1","name":"API","status":"operational"},{"id":"c2","name":"Web","status":"operational"}],
         "incidents":[{"id":"i1","name":"API fails","status":"investigating","impact":"critical","created_at":"2031-03-04T02:00:00.000-08:00",
           "updated_at":"2031-03-04T10:20:00Z","shortlink":"https://stspg.example/i1","components":[{"id":"c1","name":"API","status":"operational"}],
           "incident_updates":[{"status":"investigating","body":"We <b>look</b>.","created_at":"2031-03-04T10:20:00Z"}]}]}
        """;

    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_notice_is_a_line_and_the_last_line_sums_up()
    {
        _cli.Write("page.json", Page);

        var outcome = await _cli.RunAsync("feeds", "read", "page.json", "--json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Error);
        var lines = outcome.OutputLines.Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Equal("API", lines[0].GetProperty("component").GetString());
        Assert.Equal("major_outage", lines[0].GetProperty("state").GetString());
        Assert.Equal("2031-03-04T10:00:00Z", lines[0].GetProperty("posted_at").GetString());
        Assert.Equal("2031-03-04T10:20:00Z", lines[0].GetProperty("revised_at").GetString());
        Assert.Equal("i1", lines[0].GetProperty("incident").GetString());
        Assert.Equal("API fails: We look.", lines[0].GetProperty("text").GetString());
        Assert.Equal("https://stspg.example/i1", lines[0].GetProperty("link").GetString());
        Assert.Equal("troubled", lines[1].GetProperty("page").GetString());
    }

    [Fact]
    public async Task A_page_is_read_from_standard_input_by_its_byte_order_mark()
    {
        byte[] page = [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("[]")];

        var outcome = await _cli.RunAsync(page, ["feeds", "read", "-", "--json"]);

        Assert.Equal((0, "{\"page\":\"healthy\",\"kind\":\"aws-current-events\"}\n"), (outcome.ExitCode, outcome.Output));
    }

    [Fact]
    public async Task A_page_that_cannot_be_read_is_a_finding_with_its_reason()
    {
        _cli.Write("page.html", "<!doctype html><html></html>");

        var outcome = await _cli.RunAsync("feeds", "read", "page.html", "--json");

        Assert.Equal((1, "{\"page\":\"unreadable\",\"reason\":\"it is an HTML page, not a feed\"}\n"), (outcome.ExitCode, outcome.Output));
    }

    [Fact]
    public async Task A_person_gets_a_table_and_a_sentence()
    {
        _cli.Write("page.json", Page);

        var outcome = await _cli.RunAsync("feeds", "read", "page.json");

        Assert.Matches("API +│? *major outage", outcome.Output);
        Assert.Contains("is troubled: 1 notice.", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_mapped_by_the_rules_of_a_provider()
    {
        _cli.Write("page.json", """[{"service":"dynamodb-us-east-1","service_name":"Amazon DynamoDB","region_name":"N. Virginia","summary":"Errors","date":"1930384800","status":"3","event_log":[]}]""");

        var outcome = await _cli.RunAsync("feeds", "read", "page.json", "--provider", "aws", "--json");

        Assert.Equal("aws/us-east-1/dynamodb", Assert.Single(JsonDocument.Parse(outcome.OutputLines[0]).RootElement.GetProperty("mapped").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task A_page_is_fetched_from_an_address_that_may_be_asked()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/summary.json";
        var answering = AnswerAsync(listener);

        var allowed = await _cli.RunAsync("feeds", "read", address, "--allow-private", "--json");
        await answering;
        var refused = await _cli.RunAsync("feeds", "read", address, "--json");

        Assert.Equal(0, allowed.ExitCode);
        Assert.Contains("\"page\":\"troubled\"", allowed.Output, StringComparison.Ordinal);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("no public address", refused.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.json", "Could not find file", "feeds", "read", "missing.json")]
    [InlineData("a kind", "must be one of statuspage", "feeds", "read", "page.json", "--kind", "nosuch")]
    [InlineData("a time", "is not a time", "feeds", "read", "page.json", "--at", "soon")]
    [InlineData("an address", "is not a web address", "feeds", "read", "page.json", "--from", "here")]
    [InlineData("a provider", "has no provider 'nosuch'", "feeds", "read", "page.json", "--provider", "nosuch")]
    public async Task What_is_wrong_with_the_command_is_said(string what, string reason, params string[] arguments)
    {
        _cli.Write("page.json", Page);

        var outcome = await _cli.RunAsync(arguments);

        Assert.True(outcome.ExitCode == 2, $"For {what}: {outcome.All}");
        Assert.Contains(reason, outcome.Error, StringComparison.Ordinal);
    }

    private static async Task AnswerAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var asked = new byte[4096];
        _ = await stream.ReadAsync(asked, TestContext.Current.CancellationToken);
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(Page)}\r\nConnection: close\r\n\r\n{Page}"), TestContext.Current.CancellationToken);
    }
}
