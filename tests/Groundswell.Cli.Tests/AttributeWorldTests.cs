using System.Globalization;
using System.Text.Json;

namespace Groundswell.Cli.Tests;

/// <summary><c>groundswell attribute DIR</c> over a world that is small enough to know what is behind each case.</summary>
public sealed class AttributeWorldTests : IDisposable
{
    private static readonly int[] Snapshots = [10, 25, 60];
    private static readonly string[] Tables = ["components.csv", "edges_known.csv", "groups.csv", "obs.csv", "probes.csv", "services.csv", "status.csv"];

    private readonly CommandLine _cli = new();

    public AttributeWorldTests() => TinyWorld.Write(_cli, "world");

    public static TheoryData<string> EachTable => [.. Tables];

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task The_one_cause_is_first_at_each_snapshot()
    {
        var rows = await RowsAsync("world");

        Assert.All(Snapshots, snapshot => Assert.Equal("20", rows.Single(r => (r.Case, r.Snapshot, r.Rank) == (TinyWorld.SingleCase, snapshot, 1)).Component));
        Assert.True(rows.Single(r => (r.Case, r.Snapshot, r.Rank) == (TinyWorld.SingleCase, 60, 1)).Probability > 0.5);
    }

    [Fact]
    public async Task Two_causes_are_first_and_second()
    {
        var rows = await RowsAsync("world");

        Assert.Equal(
            ["24", "5"],
            rows.Where(r => (r.Case, r.Snapshot) == (TinyWorld.DoubleCase, 60) && r.Rank <= 2).Select(r => r.Component).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_a_cause_none_is_the_likeliest()
    {
        var rows = (await RowsAsync("world")).Where(r => r.Case == TinyWorld.NullCase).ToList();

        Assert.All(Snapshots, snapshot => Assert.True(rows.Single(r => r.Snapshot == snapshot && r.Component == "none").Probability > 0.9));
        Assert.All(rows.Where(r => r.Component != "none"), r => Assert.True(r.Probability < 0.1, $"{r}"));
    }

    [Fact]
    public async Task Ranks_are_ten_components_by_their_ids_and_then_none_for_each_case_and_snapshot()
    {
        var rows = await RowsAsync("world");

        Assert.Equal("case,snapshot,rank,component,probability", (await File.ReadAllLinesAsync(_cli.PathOf("ranks.csv"), TestContext.Current.CancellationToken))[0]);
        var looks = rows.GroupBy(r => (r.Case, r.Snapshot)).ToList();
        Assert.Equal(
            from testCase in (int[])[TinyWorld.SingleCase, TinyWorld.NullCase, TinyWorld.DoubleCase] from snapshot in Snapshots select (testCase, snapshot),
            looks.Select(look => look.Key));
        Assert.All(looks, look =>
        {
            var ranked = look.ToList();
            Assert.InRange(ranked.Count, 1, 11);
            Assert.Equal(Enumerable.Range(1, ranked.Count), ranked.Select(r => r.Rank));
            Assert.Equal("none", ranked[^1].Component);
            Assert.All(ranked[..^1], r => Assert.Contains(int.Parse(r.Component, CultureInfo.InvariantCulture), TinyWorld.ComponentIds));
            Assert.Distinct(ranked.Select(r => r.Component));
            Assert.All(ranked, r => Assert.InRange(r.Probability, 0, 1));
            Assert.Equal(ranked[..^1].Select(r => r.Probability).OrderDescending(), ranked[..^1].Select(r => r.Probability));
        });
        Assert.Contains(looks, look => look.Count() == 11);
    }

    [Fact]
    public async Task The_likeliest_cause_of_each_look_is_shown_as_JSON_too()
    {
        var outcome = await _cli.RunAsync("attribute", "world", "--json");

        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal(9, json.RootElement.GetArrayLength());
        Assert.Equal("Quill", json.RootElement[0].GetProperty("cause").GetString());
    }

    [Fact]
    public async Task Tables_packed_with_gzip_give_the_same_bytes()
    {
        var plain = await BytesAsync("world");
        TinyWorld.Pack(_cli.PathOf("world"));

        Assert.Equal(Tables.Select(t => t + ".gz"), Names("world"));
        Assert.Equal(plain, await BytesAsync("world"));
    }

    [Fact]
    public async Task The_same_input_gives_the_same_bytes_again() => Assert.Equal(await BytesAsync("world"), await BytesAsync("world"));

    [Theory]
    [InlineData("edges_true.csv")]
    [InlineData("edges_true.csv.gz")]
    [InlineData("cases.csv")]
    [InlineData("cases.csv.gz")]
    public async Task The_files_that_hold_the_truth_are_not_opened(string file)
    {
        var without = await BytesAsync("world");
        _cli.Write("world/" + file, "case,\0\n\u001b,,,,,\"\n");
        var withGarbage = await BytesAsync("world");
        File.Delete(_cli.PathOf("world/" + file));
        Directory.CreateDirectory(_cli.PathOf("world/" + file)); // which nothing can read as a file

        Assert.Equal(without, withGarbage);
        Assert.Equal(without, await BytesAsync("world"));
    }

    [Theory]
    [InlineData(25)]
    [InlineData(60)]
    public async Task What_is_seen_after_a_snapshot_changes_nothing_at_it(int changedFrom)
    {
        TinyWorld.Write(_cli, "other", changedFrom);
        var usual = await RowsAsync("world");
        var other = await RowsAsync("other");

        Assert.Equal(usual.Where(r => r.Snapshot < changedFrom), other.Where(r => r.Snapshot < changedFrom));
        Assert.All((int[])[TinyWorld.SingleCase, TinyWorld.DoubleCase], testCase => Assert.NotEqual(Of(usual, testCase), Of(other, testCase)));

        IEnumerable<Row> Of(IEnumerable<Row> rows, int testCase) => rows.Where(r => (r.Case, r.Snapshot) == (testCase, changedFrom));
    }

    [Fact]
    public async Task What_is_posted_at_the_snapshot_counts_and_a_moment_later_does_not()
    {
        _cli.Write("world/status.csv", "case,component,posted_at_min\n");
        var silent = await RowsAsync("world");
        _cli.Write("world/status.csv", "case,component,posted_at_min\n4,20,70.01\n");
        var later = await RowsAsync("world");
        _cli.Write("world/status.csv", "case,component,posted_at_min\n4,20,70\n");
        var inTime = await RowsAsync("world");

        Assert.Equal(silent.Where(r => r.Snapshot == 10), later.Where(r => r.Snapshot == 10));
        Assert.NotEqual(silent.Where(r => r.Snapshot == 10), inTime.Where(r => r.Snapshot == 10));
    }

    [Fact]
    public async Task An_onset_after_the_snapshot_is_as_good_as_none_and_one_before_it_counts()
    {
        var unknown = await With("");
        var later = await With("70.01");
        var muchLater = await With("95");
        var inTime = await With("63.5");

        Assert.Equal(unknown, later);
        Assert.Equal(unknown, muchLater);
        Assert.NotEqual(unknown, inTime);

        async Task<IEnumerable<Row>> With(string onset)
        {
            TinyWorld.Write(_cli, "world");
            var table = await File.ReadAllTextAsync(_cli.PathOf("world/obs.csv"), TestContext.Current.CancellationToken);
            _cli.Write("world/obs.csv", table.Replace(",63.5\n", $",{onset}\n", StringComparison.Ordinal));
            return [.. (await RowsAsync("world")).Where(r => r.Snapshot == 10)];
        }
    }

    [Theory]
    [MemberData(nameof(EachTable))]
    public async Task A_missing_table_is_named(string file)
    {
        File.Delete(_cli.PathOf("world/" + file));

        await RefusedAsync($"world/{file}:1:1: there is no such file, nor one packed as .gz.");
    }

    [Theory]
    [MemberData(nameof(EachTable))]
    public async Task An_empty_table_is_named(string file)
    {
        _cli.Write("world/" + file, "");

        await RefusedAsync($"world/{file}:1:1: it is empty; the header must name ");
    }

    [Theory]
    [InlineData("components.csv", "prior")]
    [InlineData("edges_known.csv", "lag_med_min")]
    [InlineData("groups.csv", "members")]
    [InlineData("obs.csv", "llr25")]
    [InlineData("probes.csv", "class60")]
    [InlineData("services.csv", "info_mu")]
    [InlineData("status.csv", "posted_at_min")]
    public async Task A_missing_column_is_named(string file, string column)
    {
        Replace(file, 1, header => header.Replace(column, "colour", StringComparison.Ordinal));

        await RefusedAsync($"world/{file}:1:1: the header has no column '{column}'.");
    }

    [Theory]
    [InlineData("components.csv", 3, "3,again,net,Nimbus,east,0.1", ":3:1: id: '3' is here twice.")]
    [InlineData("components.csv", 3, "5,much,net,Nimbus,east,1.5", ":3:24: prior: '1.5' is not a number from 0 to 1.")]
    [InlineData("components.csv", 3, "5,nan,net,Nimbus,east,NaN", ":3:23: prior: 'NaN' is not a number from 0 to 1.")]
    [InlineData("components.csv", 3, "-5,less,net,Nimbus,east,0.1", ":3:1: id: '-5' is not a whole number from 0 to 2147483647.")]
    [InlineData("components.csv", 3, "5,one,too,few,0.1", ":3:1: there are 5 fields; the header has 6.")]
    [InlineData("components.csv", 3, "5,one,too,many,Nimbus,east,0.1", ":3:1: there are more than 6 fields; the header has 6.")]
    [InlineData("services.csv", 4, "102,again,svc,3.0", ":4:1: id: '102' is here twice.")]
    [InlineData("services.csv", 4, "103,shop,svc,-1", ":4:14: info_mu: '-1' is not a number from 0 to 1000.")]
    [InlineData("groups.csv", 2, "2,3,31 32", ":2:3: k: '3' is not a whole number from 1 to 2.")]
    [InlineData("groups.csv", 2, "2,0,31 32", ":2:3: k: '0' is not a whole number from 1 to 2.")]
    [InlineData("groups.csv", 2, "2,2,31 33", ":2:5: members: '33' is not a component.")]
    [InlineData("groups.csv", 2, "2,1,", ":2:5: members: '' is not a component.")]
    [InlineData("groups.csv", 2, "2,1,31\n2,1,32", ":3:1: id: '2' is here twice.")]
    [InlineData("edges_known.csv", 2, "c,4,c,5,0.81,4.0,compute", ":2:3: src: there is no component '4'.")]
    [InlineData("edges_known.csv", 2, "c,3,c,999,0.81,4.0,compute", ":2:7: dst: there is no component '999'.")]
    [InlineData("edges_known.csv", 2, "g,3,c,5,0.81,4.0,compute", ":2:3: src: there is no group '3'.")]
    [InlineData("edges_known.csv", 2, "c,3,s,5,0.81,4.0,compute", ":2:7: dst: there is no service '5'.")]
    [InlineData("edges_known.csv", 2, "s,3,c,5,0.81,4.0,compute", ":2:1: src_type: 's' is neither c nor g.")]
    [InlineData("edges_known.csv", 2, "c,3,g,5,0.81,4.0,compute", ":2:5: dst_type: 'g' is neither c nor s.")]
    [InlineData("edges_known.csv", 2, "c,3,c,5,1.01,4.0,compute", ":2:9: w: '1.01' is not a number from 0 to 1.")]
    [InlineData("edges_known.csv", 2, "c,3,c,5,0.81,-4,compute", ":2:14: lag_med_min: '-4' is not a number from 0 to 10000.")]
    [InlineData("obs.csv", 2, "12,101,high,9,9,63.5", ":2:8: llr10: 'high' is not a number from -1000000 to 1000000.")]
    [InlineData("obs.csv", 2, "12,101,5,9,,63.5", ":2:12: llr60: '' is not a number from -1000000 to 1000000.")]
    [InlineData("obs.csv", 2, "12,101,5,9,9,1e7", ":2:14: onset: '1e7' is not a number from -1000000 to 1000000.")]
    [InlineData("obs.csv", 2, "12,20,5,9,9,63.5", ":2:4: service: there is no service '20'.")]
    [InlineData("obs.csv", 2, "x,101,5,9,9,63.5", ":2:1: case: 'x' is not a whole number from 0 to 2147483647.")]
    [InlineData("obs.csv", 2, "12,101,5,9,9", ":2:1: there are 5 fields; the header has 6.")]
    [InlineData("probes.csv", 3, "4,s,102,ok,slow,ok", ":3:12: class25: 'slow' is not one of ok, nxdomain, empty, servfail, timeout, refused, tls, http5xx.")]
    [InlineData("probes.csv", 3, "4,g,2,ok,ok,ok", ":3:3: target_type: 'g' is neither c nor s.")]
    [InlineData("probes.csv", 3, "4,c,102,ok,ok,ok", ":3:5: target: there is no component '102'.")]
    [InlineData("status.csv", 2, "12,6,84", ":2:4: component: there is no component '6'.")]
    [InlineData("status.csv", 2, "12,5,", ":2:6: posted_at_min: '' is not a number from -1000000 to 1000000.")]
    public async Task A_faulty_row_is_named_with_its_place_and_field(string file, int line, string row, string message)
    {
        Replace(file, line, _ => row);

        await RefusedAsync($"world/{file}{message}\n");
    }

    [Fact]
    public async Task A_packed_table_that_is_cut_off_or_damaged_is_named()
    {
        TinyWorld.Pack(_cli.PathOf("world"));
        var packed = await File.ReadAllBytesAsync(_cli.PathOf("world/obs.csv.gz"), TestContext.Current.CancellationToken);
        packed.AsSpan(packed.Length / 2, 16).Fill(0xFF);
        await File.WriteAllBytesAsync(_cli.PathOf("world/obs.csv.gz"), packed, TestContext.Current.CancellationToken);

        await RefusedAsync("world/obs.csv.gz:");
    }

    [Fact]
    public async Task Control_characters_of_a_faulty_field_do_not_reach_the_terminal()
    {
        Replace("probes.csv", 3, _ => "4,s,102,ok,\u001b[31m,ok");
        var outcome = await RefusedAsync("world/probes.csv:3:12: class25: ");
        Assert.DoesNotContain('\u001b', outcome.Error);

        Replace("components.csv", 3, _ => "\u001b[31m,much,net,Nimbus,east,1.5");
        Assert.DoesNotContain('\u001b', (await RefusedAsync("world/components.csv:3:1: id: ")).Error);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_bad_usage()
    {
        var outcome = await _cli.RunAsync("attribute", "nowhere", "--out", "ranks.csv");

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("nowhere/components.csv:1:1: there is no such file", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(["world"], Names("."));
    }

    [Fact]
    public async Task What_was_in_the_output_stays_when_the_input_is_faulty()
    {
        _cli.Write("ranks.csv", "of yesterday\n");
        Replace("status.csv", 2, _ => "12,6,84");

        Assert.Equal(2, (await _cli.RunAsync("attribute", "world", "--out", "ranks.csv")).ExitCode);
        Assert.Equal("of yesterday\n", await File.ReadAllTextAsync(_cli.PathOf("ranks.csv"), TestContext.Current.CancellationToken));
        Assert.Equal(["ranks.csv", "world"], Names("."));
    }

    [Fact]
    public async Task Help_names_the_columns_and_the_tables()
    {
        var help = await _cli.RunAsync("attribute", "--help");
        var words = string.Join(' ', help.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(0, help.ExitCode);
        Assert.Contains("case,snapshot,rank,component,probability", words, StringComparison.Ordinal);
        Assert.All(Tables, table => Assert.Contains(Path.GetFileNameWithoutExtension(table), words, StringComparison.Ordinal));
    }

    private async Task<Outcome> RefusedAsync(string message)
    {
        var outcome = await _cli.RunAsync("attribute", "world", "--out", "ranks.csv");

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith(message, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
        Assert.Equal(["world"], Names("."));
        return outcome;
    }

    private void Replace(string file, int line, Func<string, string> with)
    {
        var lines = File.ReadAllLines(_cli.PathOf("world/" + file));
        lines[line - 1] = with(lines[line - 1]);
        File.WriteAllLines(_cli.PathOf("world/" + file), lines);
    }

    private string[] Names(string folder) => [.. Directory.GetFileSystemEntries(_cli.PathOf(folder)).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private async Task<byte[]> BytesAsync(string world)
    {
        File.Delete(_cli.PathOf("ranks.csv"));
        var outcome = await _cli.RunAsync("attribute", world, "--out", "ranks.csv");

        Assert.Empty(outcome.Error);
        Assert.Equal(0, outcome.ExitCode);
        return await File.ReadAllBytesAsync(_cli.PathOf("ranks.csv"), TestContext.Current.CancellationToken);
    }

    private async Task<List<Row>> RowsAsync(string world)
    {
        await BytesAsync(world);
        var lines = await File.ReadAllLinesAsync(_cli.PathOf("ranks.csv"), TestContext.Current.CancellationToken);
        return [.. lines.Skip(1).Select(Row.Parse)];
    }

    private sealed record Row(int Case, int Snapshot, int Rank, string Component, double Probability)
    {
        public static Row Parse(string line)
        {
            var fields = line.Split(',');
            Assert.Equal(5, fields.Length);
            return new Row(
                int.Parse(fields[0], CultureInfo.InvariantCulture),
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                int.Parse(fields[2], CultureInfo.InvariantCulture),
                fields[3],
                double.Parse(fields[4], CultureInfo.InvariantCulture));
        }
    }
}
