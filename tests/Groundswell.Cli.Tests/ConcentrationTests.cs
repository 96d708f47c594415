using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Groundswell.Cli.Tests;

public sealed class ConcentrationTests : IDisposable
{
    /// <summary>Two services at home in Britain: one with two DNS suppliers that stand in for each other, both with all else on one cloud.</summary>
    private const string Catalogue =
        """
        symptoms: { app: App does not work }
        categories: { shops: { label: Shops, symptoms: [app] } }
        providers:
          cloud:
            name: Cloud
            jurisdiction: US
            components: [{ regions: [east], source: made up, each: { servers: { name: Servers, kind: compute }, base: { name: Database, kind: database, dependencies: [{ on: cloud/east/servers, criticality: hard, evidence: [{ assumed: made up }] }] } } }]
          names:
            name: Names
            jurisdiction: GB
            components: [{ regions: [global], source: made up, each: { dns: { name: DNS, kind: dns } } }]
          other-names:
            name: Other names
            components: [{ regions: [global], source: made up, each: { dns: { name: DNS, kind: dns } } }]
        services:
          red:
            name: Red
            category: shops
            countries: [GB]
            dependencies:
              - { on: cloud/east/base, criticality: hard, evidence: [{ stated: "Red, engineering blog" }] }
              - { on: names/global/dns, criticality: hard, group: dns, evidence: [{ observed: NS records }] }
              - { on: other-names/global/dns, criticality: hard, group: dns, evidence: [{ observed: NS records }] }
          blue:
            name: Blue
            category: shops
            countries: [GB]
            dependencies:
              - { on: cloud/east/servers, criticality: degraded, fallback: 0.5, evidence: [{ assumed: made up }] }
              - { on: names/global/dns, criticality: hard, evidence: [{ observed: NS records }] }
          green: { name: Green, category: shops }
        """;

    private readonly CommandLine _cli = new();

    public ConcentrationTests() => _cli.Write("catalogue/all.yaml", Catalogue);

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task The_overview_counts_each_service_once_and_tells_its_denominators()
    {
        using var json = await JsonAsync();
        var text = await _cli.RunAsync("concentration");

        Assert.Equal((3, 2), (Number(json.RootElement, "services"), Number(json.RootElement, "supplied")));
        Assert.Equal(
            ["hosting used 2 2 10000", "hosting critical 1 1 10000", "hosting critical in all 1 1 10000", "dns used 2 3 5555.56", "dns critical 1 1 10000", "dns critical in all 1 1 10000"],
            json.RootElement.GetProperty("layers").EnumerateArray().Select(l => $"{l.GetProperty("layer")} {l.GetProperty("reading")} {Number(l, "entities")} {Number(l, "pairs")} {l.GetProperty("hhi")}"));
        Assert.Contains("3 services, of which 2 name a supplier", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Single_points_honour_groups_and_what_lies_in_between()
    {
        Assert.Equal(["cloud/east/base", "cloud/east/servers"], await PointsAsync("red"));
        Assert.Equal(["names/global/dns"], await PointsAsync("blue"));
        Assert.Empty(await PointsAsync("green"));

        async Task<IEnumerable<string?>> PointsAsync(string service)
        {
            using var json = await JsonAsync("--spof", service);
            return [.. json.RootElement.GetProperty("singlePoints").EnumerateArray().Select(p => p.GetString())];
        }
    }

    [Fact]
    public async Task Blast_radii_tell_direct_from_all()
    {
        using var json = await JsonAsync("--blast");

        Assert.Equal(
            ["cloud/east/base 1 1 1", "cloud/east/servers 0 1 2", "names/global/dns 1 1 1"],
            json.RootElement.GetProperty("components").EnumerateArray()
                .Select(r => $"{r.GetProperty("id")} {Number(r, "direct")} {Number(r, "falls")} {Number(r, "hit")}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_switch_off_tells_what_falls_in_which_order_how_likely_and_through_what()
    {
        using var json = await JsonAsync("--switch-off", "cloud/east/servers", "--samples", "4096", "--seed", "5");
        using var again = await JsonAsync("--switch-off", "cloud/east/servers", "--samples", "4096", "--seed", "5");

        Assert.Equal(json.RootElement.GetRawText(), again.RootElement.GetRawText());
        Assert.Equal(1, Number(json.RootElement, "hardServices"));
        var fallen = json.RootElement.GetProperty("fallenServices").EnumerateArray().ToList();
        Assert.Equal(["blue 1 cloud/east/servers", "red 2 cloud/east/base"], fallen.Select(f => $"{f.GetProperty("id")} {Number(f, "wave")} {f.GetProperty("through")[0]}"));
        Assert.Equal(0.25, fallen[0].GetProperty("probability").GetDouble(), 0.04);
        Assert.Equal(1, fallen[1].GetProperty("probability").GetDouble());
    }

    [Fact]
    public async Task A_region_and_a_provider_go_off_as_a_whole_and_odds_can_be_changed()
    {
        using var region = await JsonAsync("--switch-off", "cloud/east", "--odds", "1,1,0");
        using var provider = await JsonAsync("--switch-off", "cloud");

        Assert.Equal((2, 1), (Number(region.RootElement, "components"), Number(region.RootElement, "hardServices")));
        Assert.Equal(2, Number(provider.RootElement, "components"));
        Assert.Equal(0.5, region.RootElement.GetProperty("fallenServices").EnumerateArray().Single(f => f.GetProperty("id").GetString() == "blue").GetProperty("probability").GetDouble(), 0.1);
    }

    [Fact]
    public async Task The_fewest_providers_are_told_with_their_shares_of_all_services()
    {
        using var json = await JsonAsync("--smallest", "30", "60", "90");

        Assert.Equal(3, Number(json.RootElement, "of"));
        Assert.Equal(["1 1", "2 2", "3 "], json.RootElement.GetProperty("targets").EnumerateArray().Select(t => $"{Number(t, "target")} {t.GetProperty("suppliers")}"));
    }

    [Fact]
    public async Task Jurisdictions_share_the_pairs_and_unknown_ones_are_a_row()
    {
        using var json = await JsonAsync("--sovereignty", "--country", "GB");

        var shares = json.RootElement.GetProperty("shares").EnumerateArray().ToList();
        Assert.Equal(["GB 2", "US 2", "ZZ 1"], shares.Select(s => $"{s.GetProperty("country")} {Number(s, "pairs")}").Order(StringComparer.Ordinal));
        Assert.Equal(1, shares.Sum(s => s.GetProperty("share").GetDouble()), 1e-3);
        var britain = Assert.Single(json.RootElement.GetProperty("countries").EnumerateArray());
        Assert.Equal((2, 5, 2, 0.4), (Number(britain, "services"), Number(britain, "pairs"), Number(britain, "domesticPairs"), britain.GetProperty("insularity").GetDouble()));
    }

    [Fact]
    public async Task The_register_fills_what_is_known_and_leaves_the_rest_blank()
    {
        var outcome = await _cli.RunAsync("concentration", "--register", "--out", "register", "--country", "GB");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(
            ["b_01.02.csv", "b_02.02.csv", "b_05.01.csv", "b_05.02.csv", "b_06.01.csv", "b_07.01.csv"],
            Directory.GetFiles(_cli.PathOf("register")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        var providers = await File.ReadAllLinesAsync(_cli.PathOf("register/b_05.01.csv"), TestContext.Current.CancellationToken);
        Assert.Equal("c0010,c0020,c0030,c0040,c0050,c0060,c0070,c0080,c0090,c0100,c0110,c0120,x_provider,x_parent_country", providers[0]);
        Assert.Equal([",,,,Cloud,,,,,,,,cloud,US", ",,,,Names,,,,,,,,names,GB", ",,,,Other names,,,,,,,,other-names,"], providers[1..]);
        var services = await File.ReadAllLinesAsync(_cli.PathOf("register/b_07.01.csv"), TestContext.Current.CancellationToken);
        Assert.Contains(",,,,,,,,,,,Other names,red,names,true", services);
        Assert.Contains(",,,,,,,,,,,,blue,names,false", services);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("gzip")]
    public async Task A_table_of_ones_own_is_measured_by_layer_and_in_all(string packing)
    {
        const string table = "supplier,entity,layer,critical\nacme,a,dns,true\nacme,b,dns,no\nbeta,b,dns,1\nbeta,a,cdn,false\n\"Gamma, Inc.\",c,cdn,yes\nacme,a,dns,true\n";
        Write("own.csv", table, packing == "gzip");

        using var json = await JsonAsync("--csv", "own.csv");

        Assert.Equal(
            ["dns used 2 3", "dns critical 2 2", "cdn used 2 2", "cdn critical 1 1", "all layers used 3 5", "all layers critical 3 3"],
            json.RootElement.GetProperty("layers").EnumerateArray().Select(l => $"{l.GetProperty("layer")} {l.GetProperty("reading")} {Number(l, "entities")} {Number(l, "pairs")}")
                .OrderBy(l => l.StartsWith("all", StringComparison.Ordinal) ? 2 : l.StartsWith("cdn", StringComparison.Ordinal) ? 1 : 0).ThenByDescending(l => l, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_fault_of_a_table_is_told_with_its_place_and_nothing_is_worked_out()
    {
        _cli.Write("own.csv", "entity,supplier,layer,critical\na,acme,dns,maybe\n,acme,dns,true\na,acme,dns\na,\"acme,dns,true\n");

        var outcome = await _cli.RunAsync("concentration", "--csv", "own.csv");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Empty(outcome.Output);
        Assert.Equal(
            [
                "own.csv:2:12: critical: 'maybe' must be true or false (or yes, no, 1, 0).",
                "own.csv:3:1: entity: is empty.",
                "own.csv:4:1: row: has 3 fields; the header names 4.",
                "own.csv:5:3: row: opens a quote and does not close it.",
                "4 faults; nothing is worked out.",
            ],
            outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_header_is_told_what_it_lacks()
    {
        _cli.Write("own.csv", "entity,provider,layer\n");

        var outcome = await _cli.RunAsync("concentration", "--csv", "own.csv");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("own.csv:1:8: header: 'provider' is none of entity, supplier, layer, critical.", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("own.csv:1:1: header: does not name the column supplier.", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--spof nobody", "nobody")]
    [InlineData("--switch-off cloud/west", "cloud/west")]
    [InlineData("--switch-off ../../etc", "../../etc")]
    [InlineData("--sovereignty --country UK", "UK")]
    [InlineData("--blast --sovereignty", "--blast and --sovereignty")]
    [InlineData("--csv missing.csv", "there is no such file")]
    [InlineData("--csv own.csv --spof red", "--spof needs the catalogue")]
    [InlineData("--smallest 120", "120")]
    [InlineData("--switch-off cloud --samples 0", "--samples")]
    [InlineData("--switch-off cloud --odds 1,2,0", "--odds")]
    [InlineData("--of 5", "--of")]
    [InlineData("--out x", "--out")]
    [InlineData("--catalogue nowhere", "nowhere")]
    public async Task What_cannot_be_answered_is_bad_usage_and_says_why(string words, string named)
    {
        var outcome = await _cli.RunAsync(["concentration", .. words.Split(' ')]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(named, outcome.Error, StringComparison.Ordinal);
    }

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private void Write(string name, string text, bool packed)
    {
        using var file = File.Create(_cli.PathOf(name));
        using Stream target = packed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        target.Write(Encoding.UTF8.GetBytes(text));
    }

    private async Task<JsonDocument> JsonAsync(params string[] arguments)
    {
        var outcome = await _cli.RunAsync(["concentration", "--json", .. arguments]);
        Assert.Equal("", outcome.Error);
        Assert.Equal(0, outcome.ExitCode);
        return JsonDocument.Parse(outcome.Output);
    }
}
