using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Groundswell.Cli.Tests;

public sealed class DetectTests : IDisposable
{
    private const string Header = "series,time,value,expected,lower,upper,score,state,onset";

    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Each_row_of_counts_gets_a_row_in_the_same_order()
    {
        var input = CountFile.Counts();

        var rows = await RowsAsync(input);

        Assert.Equal(Header, rows[0]);
        Assert.Equal(
            input.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1),
            rows.Skip(1).Select(r => string.Join(',', r.Split(',')[..3])));
    }

    [Fact]
    public async Task The_series_that_fails_is_down_and_the_other_never()
    {
        var rows = (await RowsAsync(CountFile.Counts())).Skip(1).Select(r => r.Split(',')).ToList();

        var down = rows.Where(r => r[7] == "down").ToList();
        Assert.NotEmpty(down);
        Assert.All(down, r => Assert.Equal("acme", r[0]));
        Assert.InRange(down[0][1], CountFile.TimeOf(CountFile.OutageFrom), CountFile.TimeOf(CountFile.OutageFrom + 5));
        Assert.InRange(down[0][8], CountFile.TimeOf(CountFile.OutageFrom - 5), CountFile.TimeOf(CountFile.OutageFrom + 5));
    }

    [Fact]
    public async Task Each_row_of_values_gets_a_row_of_a_series_named_as_the_file()
    {
        var rows = (await RowsAsync(CountFile.Values(), "cpu.load.csv")).Skip(1).Select(r => r.Split(',')).ToList();

        Assert.Equal(CountFile.Minutes, rows.Count);
        Assert.All(rows, r => Assert.Equal("cpu", r[0]));
        Assert.Contains(rows, r => r[7] == "down" && string.CompareOrdinal(r[1], CountFile.TimeOf(CountFile.OutageFrom)) >= 0);
    }

    [Theory]
    [InlineData(100)]
    [InlineData((2 * CountFile.OutageFrom) + 6)]
    [InlineData((2 * CountFile.OutageTo) + 1)]
    public async Task What_comes_later_changes_no_earlier_row(int rows)
    {
        var input = CountFile.Counts();

        var whole = await RowsAsync(input);
        var cut = await RowsAsync(string.Join('\n', input.Split('\n').Take(rows + 1)));

        Assert.Equal(whole.Take(rows + 1), cut);
    }

    [Fact]
    public async Task What_comes_later_changes_no_earlier_row_of_values()
    {
        var input = CountFile.Values();

        var whole = await RowsAsync(input);
        var cut = await RowsAsync(string.Join('\n', input.Split('\n').Take(CountFile.OutageFrom + 11)));

        Assert.Equal(whole.Take(CountFile.OutageFrom + 11), cut);
    }

    [Fact]
    public async Task Gzip_standard_input_and_both_give_the_same_rows()
    {
        var input = CountFile.Counts();
        var packed = Gzip(input);
        await File.WriteAllBytesAsync(_cli.PathOf("counts.csv.gz"), packed, TestContext.Current.CancellationToken);

        var plain = await RowsAsync(input);
        await _cli.RunAsync("detect", "counts.csv.gz", "--out", "gzip.csv");
        await _cli.RunAsync(Encoding.UTF8.GetBytes(input), ["detect", "-", "--out", "stdin.csv"]);
        await _cli.RunAsync(packed, ["detect", "-", "--out", "both.csv"]);

        Assert.Equal(plain, Lines("gzip.csv"));
        Assert.Equal(plain, Lines("stdin.csv"));
        Assert.Equal(plain, Lines("both.csv"));
    }

    [Fact]
    public async Task Line_ends_and_marks_of_other_systems_change_nothing()
    {
        var input = CountFile.Counts();

        var plain = await RowsAsync(input);
        var windows = await RowsAsync('\uFEFF' + input.ReplaceLineEndings("\r\n"));

        Assert.Equal(plain, windows);
    }

    [Fact]
    public async Task Names_with_commas_and_quotes_come_out_as_they_went_in()
    {
        var rows = await RowsAsync($"series,time,count\n\"a, \"\"b\"\"\",{CountFile.TimeOf(0)},1\n");

        Assert.StartsWith("\"a, \"\"b\"\"\",", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outages_are_told_as_JSON()
    {
        _cli.Write("counts.csv", CountFile.Counts());

        var outcome = await _cli.RunAsync("detect", "counts.csv", "--json");

        Assert.Equal(0, outcome.ExitCode);
        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal(2 * CountFile.Minutes, json.RootElement.GetProperty("rows").GetInt32());
        var outage = Assert.Single(json.RootElement.GetProperty("outages").EnumerateArray());
        Assert.Equal("acme", outage.GetProperty("series").GetString());
    }

    [Fact]
    public async Task Outages_are_told_as_a_table()
    {
        _cli.Write("counts.csv", CountFile.Counts());

        var outcome = await _cli.RunAsync("detect", "counts.csv");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("1 outage in 5760 rows of 2 series", outcome.OutputLines[^1], StringComparison.Ordinal);
        Assert.Contains(outcome.OutputLines, l => l.Contains("acme", StringComparison.Ordinal) && l.Contains(CountFile.TimeOf(CountFile.OutageFrom)[..10], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_of_a_series_are_judged_alike_whether_others_stand_between_them_or_not()
    {
        var lines = CountFile.Counts().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var apart = string.Join('\n', lines.Take(1).Concat(lines.Skip(1).OrderBy(l => l[0]).ThenBy(l => l.Split(',')[1], StringComparer.Ordinal)));

        var interleaved = await RowsAsync(string.Join('\n', lines));
        var oneAfterAnother = await RowsAsync(apart);

        Assert.Equal(interleaved.Order(StringComparer.Ordinal), oneAfterAnother.Order(StringComparer.Ordinal));
        Assert.NotEqual(interleaved, oneAfterAnother);
    }

    [Fact]
    public async Task Outages_of_many_series_are_told_in_the_order_in_which_they_were_called()
    {
        string[] names = ["late", "early", "middle"];
        var rows = names.SelectMany((name, i) => Enumerable.Range(0, CountFile.Minutes).Select(minute =>
            $"{name},{CountFile.TimeOf(minute)},{(minute >= 2000 + (200 * (2 * i % 3)) && minute < 2060 + (200 * (2 * i % 3)) ? 200 : 10)}"));
        _cli.Write("counts.csv", "series,time,count\n" + string.Join('\n', rows.OrderBy(r => r.Split(',')[1], StringComparer.Ordinal)));

        var outcome = await _cli.RunAsync("detect", "counts.csv", "--json");

        using var json = JsonDocument.Parse(outcome.Output);
        var detected = json.RootElement.GetProperty("outages").EnumerateArray().Select(o => o.GetProperty("detected").GetString()!).ToList();
        Assert.Equal(3, detected.Count);
        Assert.Equal(detected.Order(StringComparer.Ordinal), detected);
    }

    [Theory]
    [InlineData(300, 2, 300)]
    [InlineData(60, 3, 60)]
    [InlineData(3600, 90, 3600)]
    [InlineData(300, 0, 300)]
    [InlineData(77, 0, 77)]
    public async Task Bins_are_as_wide_as_the_round_step_that_times_wander_around(int step, int jitter, int width)
    {
        var start = new DateTimeOffset(2025, 10, 20, 0, 0, 0, TimeSpan.Zero);
        var random = new Random(5);
        _cli.Write("jitter.csv", "series,time,count\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"acme,{start.AddSeconds((i * step) + random.Next(-jitter, jitter + 1)):yyyy-MM-dd'T'HH:mm:ss'Z'},3\n")));

        var outcome = await _cli.RunAsync("detect", "jitter.csv", "--json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(width, JsonDocument.Parse(outcome.Output).RootElement.GetProperty("binSeconds").GetInt32());
    }

    [Fact]
    public async Task Blanks_around_a_name_make_no_other_series()
    {
        var rows = await RowsAsync($"series,time,count\nacme ,{CountFile.TimeOf(0)},1\n acme,{CountFile.TimeOf(1)},1\n\"acme \",{CountFile.TimeOf(2)},1\n");

        Assert.All(rows.Skip(1), r => Assert.StartsWith("acme,", r, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2025-10-20t00:00:00z")]
    [InlineData("2025-10-20T00:00:00,000Z")]
    [InlineData("20251020T000000Z")]
    [InlineData("2025-10-19T24:00:00Z")]
    [InlineData("2025-293T00:00:00Z")]
    [InlineData("2025-10-20T02:00:00+0200")]
    [InlineData("Mon, 20 Oct 2025 00:00:00 GMT")]
    [InlineData("20 October 2025 00:00")]
    [InlineData("2025/10/20 00:00")]
    [InlineData("2025-10-20 12:00:00 AM")]
    public async Task A_time_of_one_meaning_is_taken_however_it_is_written(string time)
    {
        var rows = await RowsAsync($"timestamp,value\n\"{time}\",1\n{CountFile.TimeOf(1)},1\n");

        Assert.Equal(3, rows.Length);
    }

    [Fact]
    public async Task Values_may_be_months_apart()
    {
        var rows = await RowsAsync("timestamp,value\n2025-01-01,1\n2025-02-01,2\n2025-03-01,1\n");

        Assert.Equal(4, rows.Length);
    }

    private static byte[] Gzip(string text)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return target.ToArray();
    }

    private async Task<string[]> RowsAsync(string input, string name = "counts.csv")
    {
        _cli.Write(name, input);
        var outcome = await _cli.RunAsync("detect", name, "--out", "out.csv");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        return Lines("out.csv");
    }

    private string[] Lines(string name) => File.ReadAllLines(_cli.PathOf(name));
}
