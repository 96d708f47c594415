namespace Groundswell.Cli.Tests;

public sealed class DetectFaultTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("", 1, "the input is empty; the header must be")]
    [InlineData("series,time,count\nacme,2025-10-20T00:00:00Z,99999999999999999999\n", 2, "is not a count")]
    [InlineData("series,time,count\nac\tme,2025-10-20T00:00:00Z,1\n", 2, "the name of the series holds a control character")]
    [InlineData("timestamp,value\n2025-10-20T00:00:00Z,1e400\n", 2, "'1e400' is not a finite number")]
    [InlineData("timestamp,value\r\n2025-10-20T00:00:00Z,1\r\n\r\n2025-10-20T00:00:00\u001b[31mZ,1\r\n", 4, "'2025-10-20T00:00:00\ufffd[31mZ' is not a time")]
    [InlineData("series,time,count\nacme,01/03/2026 00:00,1\n", 2, "could be more than one day")]
    [InlineData("series,time,count\nacme,2025-10-20T00:00:00Z,1\nacme,1.3.2026 00:00,1\n", 3, "could be more than one day")]
    [InlineData("timestamp,value\n03-01-26 00:00,1\n", 2, "could be more than one day")]
    [InlineData("timestamp,value\n12:00:00.000,1\n", 2, "is not a time")]
    [InlineData("timestamp,value\nMarch 2026,1\n", 2, "is not a time")]
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

    [Fact]
    public async Task A_line_without_an_end_is_refused_before_it_fills_the_memory()
    {
        _cli.Write("long.csv", "series,time,count\n" + new string('a', 1_000_000));

        var outcome = await _cli.RunAsync("detect", "long.csv");

        Assert.Equal((2, "long.csv: line 2: longer than 4096 characters.\n"), (outcome.ExitCode, outcome.Error));
    }

    [Theory]
    [InlineData("counts.csv", "counts.csv --out ./counts.csv", "./counts.csv is FILE itself, which --out would replace; name another file.")]
    [InlineData("counts.csv", "counts.csv --out nowhere/out.csv", "nowhere/out.csv is in a folder that does not exist.")]
    [InlineData("counts.csv", "counts.csv --out .", ". is a directory.")]
    [InlineData("counts.csv", "counts.csv --plot counts.csv", "counts.csv is a file; --plot needs a folder.")]
    [InlineData("counts.csv", ". --out out.csv", ".: is a directory, not a file.")]
    [InlineData("counts.csv", "other.csv", "other.csv: there is no such file.")]
    [InlineData("months.csv", "months.csv", "months.csv: most rows are 31.00:00:00 apart, and bins are from one second to one day wide; say with --bin which.")]
    public async Task What_cannot_be_read_or_written_is_one_line_that_names_it(string name, string words, string line)
    {
        _cli.Write(name, name == "months.csv"
            ? "series,time,count\nacme,2025-07-01,1\nacme,2025-08-01,1\n"
            : $"series,time,count\nacme,{CountFile.TimeOf(0)},1\n");
        var before = Directory.GetFileSystemEntries(_cli.Folder);

        var outcome = await _cli.RunAsync(["detect", .. words.Split(' ')]);

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.EndsWith(line + "\n", outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(before, Directory.GetFileSystemEntries(_cli.Folder));
    }

    [Fact]
    public async Task Of_two_series_with_a_fault_the_first_in_the_file_is_told()
    {
        var rows = Enumerable.Range(0, 50).SelectMany(i => new[] { $"a{i},{CountFile.TimeOf(0)},1", $"a{i},{CountFile.TimeOf(1)},1" });
        _cli.Write("close.csv", "series,time,count\n" + string.Join('\n', rows));

        var outcome = await _cli.RunAsync("detect", "close.csv", "--bin", "1h");

        Assert.Contains("line 3: ", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere.csv")]
    [InlineData("counts.csv --false-alarms nan")]
    [InlineData("counts.csv --plot pictures --plot-limit 0")]
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
