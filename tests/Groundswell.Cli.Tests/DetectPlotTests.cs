using System.Globalization;
using System.Xml.Linq;

namespace Groundswell.Cli.Tests;

public sealed class DetectPlotTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Each_series_is_drawn_with_its_name_and_what_was_found()
    {
        await DrawAsync(CountFile.Counts());

        Assert.Equal(["acme.svg", "bolt.svg"], Drawn());
        var acme = Read("acme.svg");
        Assert.Equal("acme", acme.Element(Svg + "title")!.Value);
        Assert.Contains("down once", acme.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.NotEmpty(Paths(acme, "down"));
        Assert.NotEmpty(Paths(acme, "onset-line").Concat(Paths(acme, "onset")));
        var bolt = Read("bolt.svg");
        Assert.Contains("never down", bolt.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.Single(Paths(bolt, "strip-down")); // the key's
    }

    [Theory]
    [InlineData("band")]
    [InlineData("expected")]
    [InlineData("value")]
    public async Task A_short_series_shows(string what)
    {
        await DrawAsync(string.Join('\n', CountFile.Counts().Split('\n').Take(401)));

        Assert.Contains(Paths(Read("acme.svg"), what), d => d.Length > 300);
    }

    [Fact]
    public async Task Values_are_drawn_too()
    {
        await DrawAsync(CountFile.Values(), "cpu.load.csv");

        Assert.Equal(["cpu.svg"], Drawn());
    }

    [Fact]
    public async Task However_many_rows_there_are_a_picture_stays_small_and_the_lone_spike_is_in_it()
    {
        var rows = Enumerable.Range(0, 60_000).Select(i => $"acme,{Time(i)},{(i == 31_234 ? 900 : 20 + (i * 7 % 11))}");
        await DrawAsync("series,time,count\n" + string.Join('\n', rows));

        Assert.InRange(new FileInfo(Path.Combine(_cli.PathOf("pictures"), "acme.svg")).Length, 10_000, 100_000);
        Assert.Contains("At most 900.", Read("acme.svg").Element(Svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.Contains(Read("acme.svg").Descendants(Svg + "text"), t => t.Value == "500");
    }

    [Fact]
    public async Task Where_a_few_tower_above_the_rest_the_rest_is_seen_as_well_and_it_is_said()
    {
        var rows = Enumerable.Range(0, 2000).Select(i => $"acme,{Time(i)},{(i == 1234 ? 9000 : 100 + (i * 7 % 11))}");
        await DrawAsync("series,time,count\n" + string.Join('\n', rows));

        var picture = Read("acme.svg");
        Assert.Contains("heights are square roots", picture.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.Contains(picture.Descendants(Svg + "text"), t => t.Value == "500");
    }

    [Fact]
    public async Task Short_spells_stand_at_their_own_times_and_none_leaves_the_page()
    {
        int[] minutes = [3000, 6000, 9000, 12_000, 15_000, 18_000, 21_000, 24_000, 24_300, 24_600, 24_900, 25_200, 25_500, 25_800, 26_100, 28_797];
        var rows = Enumerable.Range(0, 28_800).Select(i => $"acme,{CountFile.TimeOf(i)},{(minutes.Any(m => i >= m && i < m + 3) ? 400 : 20)}");
        await DrawAsync("series,time,count\n" + string.Join('\n', rows), more: ["--false-alarms", "1"]);

        const double Width = 1110;
        var spans = Paths(Read("acme.svg"), "strip-down").Skip(1).Select(Span).ToList();
        Assert.InRange(spans.Count, 10, minutes.Length);
        Assert.All(spans, s => Assert.InRange(s.From, 0, Width));
        Assert.All(spans, s => Assert.InRange(s.To, 0, Width));
        Assert.All(spans, s => Assert.Contains(minutes, m => Math.Abs(s.From - (m / 28_800.0 * Width)) < 2));
    }

    [Fact]
    public async Task Every_onset_is_marked_from_top_to_bottom_however_many_there_are()
    {
        var rows = Enumerable.Range(0, 300 * 48).Select(i => $"{DateTimeOffset.UnixEpoch.AddMinutes(30 * i):yyyy-MM-dd'T'HH:mm:ss'Z'},{(i % 40 == 39 && i > 2000 ? 60 + (i * 13 % 40) : i * 7 % 5).ToString(CultureInfo.InvariantCulture)}");
        await DrawAsync("timestamp,value\n" + string.Join('\n', rows), "stream.csv", ["--false-alarms", "100"]);

        var picture = Read("stream.svg");
        var times = int.Parse(picture.Element(Svg + "desc")!.Value.Split("down ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.InRange(times, 220, 400);
        var lines = Paths(picture, "onset-line").Last();
        Assert.Equal(times, lines.Count(c => c == 'M'));
        Assert.All(lines.Split('M', StringSplitOptions.RemoveEmptyEntries), line => Assert.EndsWith("-10l0 278", line, StringComparison.Ordinal));
        Assert.InRange(lines.Split('M', StringSplitOptions.RemoveEmptyEntries).Max(l => double.Parse(l.Split('-')[0], CultureInfo.InvariantCulture)), 1000, 1110);
    }

    [Fact]
    public async Task A_renderer_without_style_sheets_has_a_colour_for_everything()
    {
        await DrawAsync(CountFile.Counts());

        var text = File.ReadAllText(Path.Combine(_cli.PathOf("pictures"), "acme.svg"));
        Assert.DoesNotContain("var(", text, StringComparison.Ordinal);
        var picture = XElement.Parse(text);
        Assert.NotNull(picture.Attribute("width"));
        Assert.NotNull(picture.Attribute("height"));
        Assert.StartsWith("#", picture.Attribute("fill")!.Value, StringComparison.Ordinal); // of texts
        var drawn = picture.Descendants().Where(e => e.Name.LocalName is "path" || (e.Name.LocalName is "rect" && e.Parent!.Name.LocalName != "clipPath")).ToList();
        Assert.All(drawn, e => Assert.True(e.Attribute("fill")?.Value.StartsWith('#') == true || (e.Attribute("fill")?.Value == "none" && e.Attribute("stroke")?.Value.StartsWith('#') == true), e.ToString()));
        var night = picture.Element(Svg + "style")!.Value.Split("prefers-color-scheme:dark")[1];
        Assert.All(drawn, e => Assert.Contains($".{e.Attribute("class")!.Value}{{", night, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_picture_takes_nothing_from_elsewhere_and_runs_nothing()
    {
        await DrawAsync($"series,time,count\n<script>alert(1)</script>&,{CountFile.TimeOf(0)},1\n");

        var picture = Read(Assert.Single(Drawn()));
        Assert.Equal("<script>alert(1)</script>&", picture.Element(Svg + "title")!.Value);
        Assert.DoesNotContain(picture.DescendantsAndSelf(), e => e.Name.LocalName is "script" or "image" or "use" or "foreignObject");
        Assert.DoesNotContain(picture.DescendantsAndSelf().Attributes(), a => a.Name.LocalName == "href" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain("url(http", File.ReadAllText(Path.Combine(_cli.PathOf("pictures"), Drawn()[0])), StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme:dark", picture.Element(Svg + "style")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_series_lead_to_no_other_folder_and_two_that_look_alike_get_two_pictures()
    {
        string[] names = ["../../up", "a/b", "a\\b", "A-b", "..", ".", "CON", "über", new string('x', 300)];
        await DrawAsync("series,time,count\n" + string.Join('\n', names.Select(n => $"{n},{CountFile.TimeOf(0)},1")));

        var drawn = Drawn();
        Assert.Equal(names.Length, drawn.Count);
        Assert.Equal(names.Length, drawn.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(drawn, name => Assert.Matches("^[A-Za-z0-9_][A-Za-z0-9._-]{0,90}[.]svg$", name));
        Assert.DoesNotContain("CON.svg", drawn);
        Assert.Equal(["counts.csv"], Directory.GetFiles(_cli.Folder).Select(Path.GetFileName));
        Assert.Equal(names.Order(StringComparer.Ordinal), drawn.Select(n => Read(n).Element(Svg + "title")!.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Beyond_the_limit_those_with_the_highest_scores_are_drawn_and_the_rest_is_told()
    {
        var outcome = await DrawAsync(CountFile.Counts(), more: ["--plot-limit", "1"]);

        Assert.Equal(["acme.svg"], Drawn());
        Assert.Contains(outcome.OutputLines, l => l.Contains("1 left out, --plot-limit draws more", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_faulty_file_draws_nothing()
    {
        _cli.Write("counts.csv", CountFile.Counts() + "acme,never,1\n");

        var outcome = await _cli.RunAsync("detect", "counts.csv", "--plot", "pictures");

        Assert.Equal(2, outcome.ExitCode);
        Assert.False(Directory.Exists(_cli.PathOf("pictures")));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")]
    [InlineData("2025-10-20T00:00:00Z", "2025-10-20T00:00:01Z")]
    [InlineData("2025-10-20T00:00:00+14:00", "2029-10-20T00:00:00-12:00")]
    [InlineData("1700-01-01", "2025-01-01")]
    public async Task Any_length_of_time_has_an_axis(string from, string to)
    {
        await DrawAsync($"timestamp,value\n{from},-1e308\n{to},1e308\n", "stream.csv");

        Assert.InRange(Read("stream.svg").Descendants(Svg + "path").Count(p => p.Attribute("class")?.Value == "axis"), 2, 40);
    }

    private static string Time(int fiveMinutes) => DateTimeOffset.UnixEpoch.AddMinutes(5 * fiveMinutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Paths(XElement picture, string name) => picture.Descendants(Svg + "path")
        .Where(p => p.Attribute("class")?.Value.Split(' ').Contains(name) == true)
        .Select(p => p.Attribute("d")!.Value);

    /// <summary>From left to right what a rectangle of a path covers: <c>M{x} {y}h{width}</c> and so on.</summary>
    private static (double From, double To) Span(string path)
    {
        var from = double.Parse(System.Text.RegularExpressions.Regex.Match(path, "^M([0-9.]+)").Groups[1].Value, CultureInfo.InvariantCulture);
        var width = double.Parse(System.Text.RegularExpressions.Regex.Match(path, "h([0-9.]+)").Groups[1].Value, CultureInfo.InvariantCulture);
        return (from, from + width);
    }

    private async Task<Outcome> DrawAsync(string input, string name = "counts.csv", string[]? more = null)
    {
        _cli.Write(name, input);
        var outcome = await _cli.RunAsync(["detect", name, "--plot", "pictures", .. more ?? []]);
        Assert.Equal(0, outcome.ExitCode);
        Assert.All(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("note: ", line, StringComparison.Ordinal)); // of a series that is often called down
        return outcome;
    }

    private List<string> Drawn() => [.. Directory.GetFileSystemEntries(_cli.PathOf("pictures")).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    private XElement Read(string name) => XElement.Load(Path.Combine(_cli.PathOf("pictures"), name));
}
