using System.Text.Json;

namespace Groundswell.Cli.Tests;

/// <summary>The data of IMC 2020: an extract that comes along, and the whole where it lies beside the repository. Expected figures were worked out by other programs.</summary>
public sealed class Imc2020Tests : IDisposable
{
    private const int WholeSites = 100_000;
    private static readonly string Extract = Path.Combine(AppContext.BaseDirectory, "Imc2020");

    private readonly CommandLine _cli = new();

    /// <summary>File, suppliers, entities, top 3, top 10, HHI to a whole number, and suppliers needed for 30, 40, 50 and 60 % of 100,000 sites (0 for none).</summary>
    public static TheoryData<string, int[]> Whole => new()
    {
        { "DNSconcAll", [11_119, 81_850, 39_449, 48_572, 981, 2, 4, 12, 35] },
        { "DNSdamageAll", [11_119, 77_996, 38_906, 47_571, 1_174, 2, 4, 14, 43] },
        { "CDNconcAll", [85, 33_137, 22_372, 30_034, 1_479, 10, 0, 0, 0] },
        { "CDNdamageAll", [85, 28_862, 18_691, 25_874, 1_663, 0, 0, 0, 0] },
        { "CDNconcTotalAll", [86, 80_178, 63_115, 79_566, 1_769, 2, 2, 3, 3] },
        { "CDNdamageTotalAll", [86, 64_266, 48_321, 63_238, 1_892, 2, 3, 4, 6] },
        { "CAconcAll", [59, 78_386, 55_224, 75_674, 2_044, 2, 2, 3, 4] },
        { "CAdamageAll", [58, 60_653, 46_588, 59_161, 2_268, 2, 3, 4, 16] },
    };

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task The_extract_gives_its_figures_by_file_and_as_a_union()
    {
        using var json = await JsonAsync(["concentration", "--json", "--imc", .. Files(Extract, ".txt")]);

        var layers = json.RootElement.GetProperty("layers").EnumerateArray().ToList();
        Assert.Equal(["DNSdamageAll", "CDNdamageAll", "CAdamageAll", "all layers"], layers.Select(l => l.GetProperty("layer").GetString()));
        Assert.Equal([42, 76, 76, 29, 44], Numbers(layers[0]));
        Assert.Equal([18, 66, 66, 34, 58], Numbers(layers[1]));
        Assert.Equal([12, 76, 76, 54, 74], Numbers(layers[2]));
        Assert.Equal([72, 106, 218, 54, 78], Numbers(layers[3]));
        Assert.Equal([633.66, 1157.02, 2361.5, 470.08], layers.Select(l => l.GetProperty("hhi").GetDouble()));
        Assert.Equal("DigiCertInc 32", $"{layers[2].GetProperty("largest")[0].GetProperty("supplier")} {layers[2].GetProperty("largest")[0].GetProperty("entities")}");
    }

    [Fact]
    public async Task The_extract_needs_so_few_suppliers_and_the_picks_add_up()
    {
        using var json = await JsonAsync(["concentration", "--json", "--smallest", "5", "10", "20", "30", "--of", "120", "--imc", .. Files(Extract, ".txt")]);

        var layers = json.RootElement.GetProperty("layers").EnumerateArray().ToList();
        Assert.Equal([1, 1, 3, 6], Needed(layers[0]));
        Assert.Equal([1, 1, 2, 4], Needed(layers[1]));
        Assert.Equal([1, 1, 1, 2], Needed(layers[2]));
        Assert.Equal([1, 1, 1, 2], Needed(layers[3]));
        Assert.All(layers, layer => Assert.Equal(
            layer.GetProperty("picks").EnumerateArray().Sum(p => p.GetProperty("added").GetInt32()),
            layer.GetProperty("picks").EnumerateArray().Last().GetProperty("covered").GetInt32()));
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public async Task The_whole_data_gives_the_known_figures(string file, int[] expected)
    {
        var path = Shared(file);
        using var figures = await JsonAsync(["concentration", "--json", "--imc", path]);
        using var smallest = await JsonAsync(["concentration", "--json", "--smallest", "30", "40", "50", "60", "--of", $"{WholeSites}", "--imc", path]);

        var row = Assert.Single(figures.RootElement.GetProperty("layers").EnumerateArray());
        int[] found =
        [
            row.GetProperty("suppliers").GetInt32(), row.GetProperty("entities").GetInt32(), row.GetProperty("top3").GetInt32(), row.GetProperty("top10").GetInt32(),
            (int)Math.Round(row.GetProperty("hhi").GetDouble()), .. Needed(Assert.Single(smallest.RootElement.GetProperty("layers").EnumerateArray())),
        ];
        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task The_three_critical_sets_together_need_so_few()
    {
        string[] files = [Shared("DNSdamageAll"), Shared("CDNdamageAll"), Shared("CAdamageAll")];
        using var figures = await JsonAsync(["concentration", "--json", "--imc", .. files]);
        using var smallest = await JsonAsync(["concentration", "--json", "--smallest", "30", "40", "50", "60", "70", "80", "--of", $"{WholeSites}", "--imc", .. files]);

        var union = figures.RootElement.GetProperty("layers").EnumerateArray().Last();
        Assert.Equal(91_356, union.GetProperty("entities").GetInt32());
        Assert.Equal([2, 3, 4, 5, 10, 30], Needed(smallest.RootElement.GetProperty("layers").EnumerateArray().Last()));
        var dns = figures.RootElement.GetProperty("layers")[0].GetProperty("largest").EnumerateArray().Select(l => $"{l.GetProperty("supplier")} {l.GetProperty("entities")}");
        Assert.Equal(["cloudflare 23435", "aws 11426", "godaddy 4045", "dnspod 1874", "akamai 1477"], dns);
    }

    [Fact]
    public async Task What_is_no_site_is_told_with_its_place_and_left_out()
    {
        _cli.Write("web.txt", "acme,1-a.example:2-b.example\nbeta,gamma,3-c.example:4-d.example\n");

        var outcome = await _cli.RunAsync("concentration", "--json", "--imc", "web.txt");

        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal(3, json.RootElement.GetProperty("layers")[0].GetProperty("entities").GetInt32());
        Assert.Contains("web.txt:2:6: site: 'gamma,3-c.example' is not rank-site", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_without_a_comma_is_a_fault()
    {
        _cli.Write("web.txt", "acme,1-a.example\n\nbeta\n,5-e.example\n");

        var outcome = await _cli.RunAsync("concentration", "--imc", "web.txt");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Empty(outcome.Output);
        Assert.Contains("web.txt:3:1: provider: 'beta' has no comma", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("web.txt:4:1: provider: must be a name", outcome.Error, StringComparison.Ordinal);
    }

    private static string[] Files(string folder, string end) => [.. ((string[])["DNSdamageAll", "CDNdamageAll", "CAdamageAll"]).Select(f => Path.Combine(folder, f + end))];

    /// <summary>Skips, and says so, where the data does not lie beside the repository.</summary>
    private static string Shared(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Groundswell.slnx")))
        {
            folder = folder.Parent;
        }

        var path = Path.GetFullPath(Path.Combine(folder?.FullName ?? "", "..", "shared", "data", "concentration", "imc20", $"{file}.txt.gz"));
        Assert.SkipUnless(File.Exists(path), $"There is no {path}.");
        return path;
    }

    private static int[] Numbers(JsonElement row) => [.. ((string[])["suppliers", "entities", "pairs", "top3", "top10"]).Select(n => row.GetProperty(n).GetInt32())];

    private static int[] Needed(JsonElement layer) =>
        [.. layer.GetProperty("targets").EnumerateArray().Select(t => t.GetProperty("suppliers")).Select(s => s.ValueKind == JsonValueKind.Null ? 0 : s.GetInt32())];

    private async Task<JsonDocument> JsonAsync(string[] arguments)
    {
        var outcome = await _cli.RunAsync(arguments);
        Assert.Equal(0, outcome.ExitCode);
        return JsonDocument.Parse(outcome.Output);
    }
}
