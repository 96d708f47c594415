namespace Groundswell.Cli.Tests;

public sealed class DetectFaultTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("", 1, "the header must be")]
    [InlineData("time,count\n", 1, "the header must be")]
    [InlineData("series,time,count\nacme,2025-10-20T00:00:00Z\n", 2, "three columns are expected, 2 found")]
    [InlineData("series,time,count\nacme,2025-10-20T00:00:00Z,1,2\n", 2, "three columns are expected, more than three found")]
    [InlineData("series,time,count\nacme,2025-10-20T00:00:00Z,1\nacme,soon,1\n", 3, "'soon' is not a time")]
    [InlineData("series,time,count\nacme,2025-10-20T00:00:00Z,many\n", 2, "'many' is not a number")]
    [InlineData("series,time,count\nacme,2025-10-20T00:00:00Z,-1\n", 2, "'-1' is not a count")]
    [InlineData("series,time,count\nacme,2025-10-20T00:00:00Z,1.5\n", 2, "'1.5' is not a count")]
    [InlineData("series,time,count\nacme,2025-10-20T00:00:00Z,\n", 2, "'' is not a number")]
    [InlineData("series,time,count\n ,2025-10-20T00:00:00Z,1\n", 2, "the name of the series is empty")]
    [InlineData("series,time,count\n\"acme,2025-10-20T00:00:00Z,1\n", 2, "a quote is opened and not closed")]
    [InlineData("series,time,count\nacme,2025-10-20T00:00:00Z,1\nbolt,2025-10-20T00:00:00Z,1\nacme,2025-10-20T00:00:00Z,1\n", 4, "was given already")]
    [InlineData("series,time,count\nacme,2025-10-20T00:01:00Z,1\nacme,2025-10-20T00:00:00Z,1\n", 3, "is before")]
    [InlineData("series,time,count\n\n\nacme,2025-10-20T00:00:00Z,x\n", 4, "'x' is not a number")]
    [InlineData("timestamp,value\n2025-10-20T00:00:00Z,NaN\n", 2, "'NaN' is not a number")]
    [InlineData("timestamp,value\n2025-10-20T00:00:00Z,1,2\n", 2, "two columns are expected")]
    public async Task A_faulty_row_is_named_by_its_line_and_nothing_is_written(string text, int line, string reason)
    {
        _cli.Write("bad.csv", text);

        var outcome = await _cli.RunAsync("detect", "bad.csv", "--out", "out.csv");

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith($"bad.csv: line {line}: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(reason, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
        Assert.Equal(["bad.csv"], Directory.GetFiles(_cli.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_faulty_file_leaves_the_result_of_an_earlier_run_as_it_was()
    {
        _cli.Write("bad.csv", CountFile.Counts() + "acme,never,1\n");
        _cli.Write("out.csv", "earlier");

        var outcome = await _cli.RunAsync("detect", "bad.csv", "--out", "out.csv");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal("earlier", File.ReadAllText(_cli.PathOf("out.csv")));
    }

    [Fact]
    public async Task Rows_too_close_for_the_width_of_the_bins_are_named_by_their_line_and_nothing_is_written()
    {
        _cli.Write("close.csv", $"series,time,count\n\nacme,{CountFile.TimeOf(0)},1\n\nacme,{CountFile.TimeOf(1)},1\n");

        var outcome = await _cli.RunAsync("detect", "close.csv", "--bin", "1h", "--out", "out.csv");

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("close.csv: line 5: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("--bin", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(["close.csv"], Directory.GetFiles(_cli.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_file_that_is_cut_in_the_middle_of_its_packing_is_refused()
    {
        _cli.Write("bad.csv.gz", "\u001f");
        File.WriteAllBytes(_cli.PathOf("bad.csv.gz"), [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]);

        var outcome = await _cli.RunAsync("detect", "bad.csv.gz", "--out", "out.csv");

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("bad.csv.gz: ", outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_cli.PathOf("out.csv")));
    }

    [Theory]
    [InlineData("nowhere.csv")]
    [InlineData("counts.csv --out no/such/folder/out.csv")]
    [InlineData("counts.csv --bin 0m")]
    [InlineData("counts.csv --bin 2d")]
    [InlineData("counts.csv --bin minute")]
    [InlineData("counts.csv --false-alarms 0")]
    [InlineData("counts.csv --false-alarms 101")]
    [InlineData("counts.csv --false-alarms few")]
    [InlineData("")]
    public async Task Bad_usage_is_told_on_standard_error(string words)
    {
        _cli.Write("counts.csv", $"series,time,count\nacme,{CountFile.TimeOf(0)},1\n");

        var outcome = await _cli.RunAsync(["detect", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.NotEmpty(outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_alone_is_a_recording_of_nothing()
    {
        _cli.Write("empty.csv", "series,time,count\n");

        var outcome = await _cli.RunAsync("detect", "empty.csv", "--out", "out.csv");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Single(File.ReadAllLines(_cli.PathOf("out.csv")));
    }
}
