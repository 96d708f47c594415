using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Groundswell.Cli.Tests;

/// <summary>A small system in the layout of the PetShop data: site calls shop, shop calls db.</summary>
public sealed class AttributePetShopTests : IDisposable
{
    private const string Graph = ",site,shop,\"db, main\"\nsite,0,1.0,0\nshop,0,0,1.0\n\"db, main\",0,0,0\n";
    private const string Target = """{"target": {"node": "site", "metric": "latency", "agg": "Average", "timestamp": 900}}""";

    private readonly CommandLine _cli = new();

    public AttributePetShopTests()
    {
        _cli.Write("data/low/graph.csv", Graph);
        _cli.Write("data/low/noissue/metrics.csv", Metrics(200));
        _cli.Write("data/low/train/issue_10/metrics.csv", Metrics(5, slow: [2, 3]));
        _cli.Write("data/low/train/issue_10/target.json", Target);
        _cli.Write("data/low/train/issue_2/metrics.csv", Metrics(5));
        _cli.Write("data/low/train/issue_2/target.json", Target);
    }

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task The_cause_of_each_issue_is_written_and_nothing_where_nothing_is_wrong()
    {
        var outcome = await _cli.RunAsync("attribute", "--petshop", "data", "--out", "out.csv");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Error);
        var rows = await File.ReadAllLinesAsync(_cli.PathOf("out.csv"), TestContext.Current.CancellationToken);
        Assert.Equal("issue,rank,node,score", rows[0]);
        Assert.StartsWith("low/train/issue_10,1,\"db, main\",0.", rows[1], StringComparison.Ordinal);
        Assert.DoesNotContain(rows, row => row.StartsWith("low/train/issue_2,", StringComparison.Ordinal));
        Assert.Contains("nothing is wrong", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Issues_come_in_the_order_of_their_numbers_as_JSON_too()
    {
        var outcome = await _cli.RunAsync("attribute", "--petshop", "data", "--json");

        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal(["low/train/issue_2", "low/train/issue_10"], json.RootElement.EnumerateArray().Select(i => i.GetProperty("issue").GetString()));
    }

    [Fact]
    public async Task What_else_stands_beside_the_target_makes_no_difference()
    {
        var before = await _cli.RunAsync("attribute", "--petshop", "data", "--json");
        _cli.Write("data/low/train/issue_10/target.json", Target[..^1] + """, "root_cause": {"node": "site", "metric": null}, "metadata": 7}""");

        Assert.Equal(before.Output, (await _cli.RunAsync("attribute", "--petshop", "data", "--json")).Output);
    }

    [Fact]
    public async Task A_window_without_rows_or_without_the_target_is_one_in_which_nothing_is_known_to_be_wrong()
    {
        _cli.Write("data/low/train/issue_10/metrics.csv", Metrics(0));
        _cli.Write("data/low/train/issue_2/metrics.csv", Metrics(5, slow: [2, 3]).Replace("site", "gone", StringComparison.Ordinal));

        var outcome = await _cli.RunAsync("attribute", "--petshop", "data", "--out", "out.csv");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("issue,rank,node,score\n", await File.ReadAllTextAsync(_cli.PathOf("out.csv"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("low/graph.csv", ",a,a\na,0,0\n", "low/graph.csv:1:3: the node 'a' has a second column.")]
    [InlineData("low/graph.csv", ",a,b\na,0,yes\n", "low/graph.csv:2:3: 'yes' is not a number")]
    [InlineData("low/graph.csv", ",a,b\nc,0,1\n", "low/graph.csv:2:1: the node 'c' has a row and no column.")]
    [InlineData("low/graph.csv", ",a,b\na,0\n", "low/graph.csv:2:3: the line has 2 columns; the first has 3.")]
    [InlineData("low/graph.csv", ",\"a,b\na,0\n", "low/graph.csv:1:2: a quote is opened and not closed.")]
    [InlineData("low/graph.csv", "", "low/graph.csv: is empty.")]
    [InlineData("low/noissue/metrics.csv", "m,site\nmetric,latency\nstatistic,Average\n", "low/noissue/metrics.csv:2:1: no column holds the metric 'requests' with the statistic 'Sum'.")]
    [InlineData("low/noissue/metrics.csv", "m,site\n", "low/noissue/metrics.csv:1:1: three header lines are expected")]
    [InlineData("low/train/issue_2/metrics.csv", "m,site,site,site\nm,requests,latency,availability\ns,Sum,Average,Average\n300,1,slow\u001b,1\n", "low/train/issue_2/metrics.csv:4:3: 'slow\ufffd' is not a number")]
    [InlineData("low/train/issue_2/metrics.csv", "m,site,site,site\nm,requests,latency,availability\ns,Sum,Average,Average\n300,1,-2,1\n", "low/train/issue_2/metrics.csv:4:3: '-2' is below 0")]
    [InlineData("low/train/issue_2/metrics.csv", "m,site,site,site\nm,requests,latency,availability\ns,Sum,Average,Average\nt,,,\n300,1,1,1\n300,1,1,1\n", "low/train/issue_2/metrics.csv:6:1: the time is not after that of the line before.")]
    [InlineData("low/train/issue_2/metrics.csv", "m,site,site\nm,latency,latency\ns,Average,Average\n", "low/train/issue_2/metrics.csv:1:3: latency of 'site' was given already.")]
    [InlineData("low/train/issue_2/target.json", "{\"target\": [}", "low/train/issue_2/target.json:1:13: is not JSON.")]
    [InlineData("low/train/issue_2/target.json", "{}", "low/train/issue_2/target.json: has no 'target'.")]
    [InlineData("low/train/issue_2/target.json", "{\"target\": {\"node\": \"site\", \"metric\": \"mood\"}}", "low/train/issue_2/target.json: target.metric is 'mood'; it must be 'latency' or 'availability'.")]
    [InlineData("low/train/issue_2/target.json", "{\"target\": {\"node\": \"moon\", \"metric\": \"latency\"}}", "low/train/issue_2/target.json: target.node 'moon' is not in graph.csv.")]
    public async Task A_faulty_file_is_named_with_the_place_and_nothing_is_written(string file, string text, string message)
    {
        _cli.Write("data/" + file, text);

        var outcome = await _cli.RunAsync("attribute", "--petshop", "data", "--out", "out.csv");

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("data/" + message, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
        Assert.False(File.Exists(_cli.PathOf("out.csv")));
    }

    [Theory]
    [InlineData("nowhere", "nowhere: there is no such folder.")]
    [InlineData("data/low/train", "data/low/train: holds no TRAFFIC/PART/issue_K.")]
    public async Task A_folder_without_issues_is_bad_usage(string folder, string message)
    {
        var outcome = await _cli.RunAsync("attribute", "--petshop", folder);

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith(message, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        File.Delete(_cli.PathOf("data/low/noissue/metrics.csv"));

        Assert.StartsWith("data/low/noissue/metrics.csv: there is no such file.", (await _cli.RunAsync("attribute", "--petshop", "data")).Error, StringComparison.Ordinal);
    }

    private static string Metrics(int rows, int[]? slow = null)
    {
        var text = new StringBuilder("microservice");
        foreach (var header in (string[])["site,shop,\"db, main\"", "requests,requests,requests", "Sum,Sum,Sum"])
        {
            text.Append(text.Length > 12 ? "\nheader" : "").Append(',').Append(header).Append(',').Append(Again(header, "latency", "Average")).Append(',').Append(Again(header, "availability", "Average"));
        }

        text.Append("\nunix_timestamp,,,,,,,,,\n");
        for (var row = 0; row < rows; row++)
        {
            var more = slow?.Contains(row) is true ? 0.05 : 0;
            var wave = 1 + (0.02 * Math.Sin(row * 12.9898));
            text.Append(CultureInfo.InvariantCulture, $"{300 * (row + 1)}.0,100,100,100,{(0.1 * wave) + more},{(0.05 * wave) + more},{(0.02 * wave) + more},100,,100.0\n");
        }

        return text.ToString();
    }

    private static string Again(string header, string metric, string statistic) =>
        header.Replace("requests", metric, StringComparison.Ordinal).Replace("Sum", statistic, StringComparison.Ordinal);
}
