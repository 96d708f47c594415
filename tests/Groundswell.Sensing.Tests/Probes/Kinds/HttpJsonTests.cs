using System.Text;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Tests.Probes.Servers;
using Groundswell.Signals;

namespace Groundswell.Sensing.Tests.Probes.Kinds;

public sealed class HttpJsonTests
{
    private const string Page = """
        {"yes":true,"no":false,"none":null,"word":"true","one":1.0,"hundred":1E2,"big":12345678901234567890123,"tiny":0.1,"minus":-0.50,
        "part":{"a": [1, true]},"list":[true,"x",null],"half":"\ud800","text":"caf\u00e9"}
        """;

    [Theory]
    [InlineData("$.yes", TextMatch.Equals, "true", true)]
    [InlineData("$.yes", TextMatch.Equals, "True", true)] // as YAML may have it
    [InlineData("$.yes", TextMatch.Equals, "false", false)]
    [InlineData("$.yes", TextMatch.Contains, "tru", true)]
    [InlineData("$.yes", TextMatch.Contains, "True", false)]
    [InlineData("$.yes", TextMatch.Lacks, "true", false)]
    [InlineData("$.yes", TextMatch.Lacks, "True", true)]
    [InlineData("$.yes", TextMatch.Matches, "^true$", true)]
    [InlineData("$.no", TextMatch.Equals, "false", true)]
    [InlineData("$.none", TextMatch.Equals, "null", true)]
    [InlineData("$.none", TextMatch.Equals, "", false)]
    [InlineData("$.word", TextMatch.Equals, "true", true)]
    [InlineData("$.word", TextMatch.Equals, "True", false)]
    [InlineData("$.one", TextMatch.Equals, "1.0", true)]
    [InlineData("$.one", TextMatch.Equals, "1", true)]
    [InlineData("$.one", TextMatch.Equals, "1.01", false)]
    [InlineData("$.one", TextMatch.Equals, "", false)]
    [InlineData("$.hundred", TextMatch.Equals, "1E2", true)]
    [InlineData("$.hundred", TextMatch.Equals, "1e2", true)]
    [InlineData("$.hundred", TextMatch.Equals, "100", true)]
    [InlineData("$.hundred", TextMatch.Matches, "^1E2$", true)]
    [InlineData("$.big", TextMatch.Equals, "12345678901234567890123", true)]
    [InlineData("$.big", TextMatch.Equals, "12345678901234567890124", false)]
    [InlineData("$.tiny", TextMatch.Equals, "1e-1", true)]
    [InlineData("$.minus", TextMatch.Equals, "-0.5", true)]
    [InlineData("$.part", TextMatch.Equals, "{\"a\": [1, true]}", true)]
    [InlineData("$.part.a[*]", TextMatch.Equals, "true", true)]
    [InlineData("$.list[*]", TextMatch.Lacks, "null", false)]
    [InlineData("$.list[*]", TextMatch.Equals, "null", true)]
    [InlineData("$.half", TextMatch.Equals, "\uFFFD", true)]
    [InlineData("$.text", TextMatch.Equals, "café", true)]
    public async Task Values_are_compared_as_the_page_has_them(string path, TextMatch match, string text, bool holds) =>
        Assert.Equal(holds ? null : FailureClass.Content, (await RunAsync(Encoding.UTF8.GetBytes(Page), At(path, match, text))).Failure);

    [Fact]
    public async Task What_was_found_is_shown_as_the_page_has_it()
    {
        var result = await RunAsync("""{"up":true}"""u8.ToArray(), At("$.up", TextMatch.Equals, "false"));

        Assert.Equal("$.up is 'true', not as asked: equals 'false'", result.Detail);
    }

    public static TheoryData<string, string, byte[]> Writings => new()
    {
        { "a byte order mark", "application/json", [0xEF, 0xBB, 0xBF, .. Known] },
        { "white space around it", "application/json", [.. "\r\n\t "u8, .. Known, .. "\n\n"u8] },
        { "UTF-16 with a mark", "application/json", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(KnownText)] },
        { "UTF-16 without one", "application/json", Encoding.BigEndianUnicode.GetBytes(KnownText) },
        { "UTF-8, declared as something else", "application/json; charset=iso-8859-1", Known },
        { "what it declares", "application/json; charset=iso-8859-1", Encoding.Latin1.GetBytes(KnownText) },
        { "no type", "text/plain", Known },
    };

    private static string KnownText => """{"state":"café"}""";

    private static byte[] Known => Encoding.UTF8.GetBytes(KnownText);

    [Theory]
    [MemberData(nameof(Writings))]
    public async Task JSON_is_read_in_every_writing_that_the_standard_allows(string writing, string type, byte[] body)
    {
        var result = await RunAsync(body, At("$.state", TextMatch.Equals, "café"), $"Content-Type: {type}");

        Assert.True(result.Failure is null, $"{writing}: {result.Detail}");
    }

    [Theory]
    [InlineData("{\"a\":1,}")]
    [InlineData("{a:1}")]
    [InlineData("{\"a\":True}")]
    [InlineData("{\"a\":1} more")]
    [InlineData("{\"a\":1")]
    public async Task What_clients_do_not_take_for_JSON_is_none(string body)
    {
        var result = await RunAsync(Encoding.UTF8.GetBytes(body), At("$.a", TextMatch.Contains, "1"));

        Assert.Equal((FailureClass.Content, "the body is not JSON"), (result.Failure, result.Detail));
    }

    [Theory]
    [InlineData("$.status", TextMatch.Equals, "ok", null, false)] // there, and right
    [InlineData("$.status", TextMatch.Equals, "bad", FailureClass.Content, false)] // there, and wrong
    [InlineData("$.first.x", TextMatch.Equals, "1", null, false)]
    [InlineData("$.first.y", TextMatch.Equals, "1", FailureClass.Content, false)] // what is closed has no more
    [InlineData("$.list[*].n", TextMatch.Equals, "3", null, false)]
    [InlineData("$.list[*].n", TextMatch.Equals, "-1", null, true)] // may come
    [InlineData("$.list[*].n", TextMatch.Lacks, "-1", null, false)] // not in what was read
    [InlineData("$.list[*].n", TextMatch.Lacks, "3", FailureClass.Content, false)]
    [InlineData("$.list[0].n", TextMatch.Equals, "1", FailureClass.Content, false)]
    [InlineData("$.list[-1].n", TextMatch.Equals, "0", null, true)] // the last one is not there yet
    [InlineData("$.last", TextMatch.Equals, "x", null, true)]
    [InlineData("$.last", TextMatch.Lacks, "x", null, true)]
    public async Task JSON_over_the_limit_is_judged_by_what_was_read(string path, TextMatch match, string text, FailureClass? expected, bool isUnjudged)
    {
        var page = $$"""{"status":"ok","first":{"x":1},"list":[{{string.Join(',', Enumerable.Range(0, 1000).Select(i => $"{{\"n\":{i}}}"))}}],"last":"x"}""";

        var result = await RunAsync(Encoding.UTF8.GetBytes(page), At(path, match, text), limit: 1024);

        Assert.Equal((expected, isUnjudged), (result.Failure, result.IsUnjudged));
        Assert.Equal(isUnjudged, result.Detail.Contains("(body-limit)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_read_and_is_no_JSON_is_none_whatever_follows()
    {
        var result = await RunAsync([.. "<html>"u8, .. new byte[5000]], At("$.a", TextMatch.Equals, "1"), limit: 1024);

        Assert.Equal((FailureClass.Content, "the body, of which only the beginning was read is not JSON"), (result.Failure, result.Detail));
    }

    private static BodyCondition.At At(string path, TextMatch match, string text)
    {
        Assert.True(JsonPath.TryParse(path, out var place));
        return new BodyCondition.At(place, new TextCondition(match, text));
    }

    private static async Task<ProbeResult> RunAsync(byte[] body, BodyCondition condition, string header = "Content-Type: application/json", int limit = ProbeCheck.DefaultBodyLimit)
    {
        await using var server = new RawServer(Serve.Octets(body, header));
        return await Probing.RunAsync(new ProbeCheck.Http(new Uri($"http://127.0.0.1:{server.Port}/")) { BodyConditions = [condition], BodyLimit = limit });
    }
}
