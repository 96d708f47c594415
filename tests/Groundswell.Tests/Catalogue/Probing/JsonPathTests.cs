using System.Text.Json;
using CsCheck;
using Groundswell.Catalogue.Probing;

namespace Groundswell.Tests.Catalogue.Probing;

public sealed class JsonPathTests
{
    private const string Text = """{"a":{"b":[1,2,{"c d":"x"}]},"list":[{"n":1},{"n":2}],"none":null}""";

    [Theory]
    [InlineData("$", 1)]
    [InlineData("$.a.b[0]", 1)]
    [InlineData("$.a.b[-1]['c d']", 1)]
    [InlineData("$.a.b[2][\"c d\"]", 1)]
    [InlineData("$.list[*].n", 2)]
    [InlineData("$.*", 3)]
    [InlineData("$.none", 1)]
    [InlineData("$.list[2]", 0)]
    [InlineData("$.list[-3]", 0)]
    [InlineData("$.a.b.c", 0)]
    [InlineData("$.list.n", 0)]
    public void A_place_has_its_values(string path, int expected)
    {
        using var json = JsonDocument.Parse(Text);

        Assert.True(JsonPath.TryParse(path, out var place));
        Assert.Equal(expected, place.Find(json.RootElement).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("$a")]
    [InlineData("$.")]
    [InlineData("$..a")]
    [InlineData("$[")]
    [InlineData("$[]")]
    [InlineData("$[a]")]
    [InlineData("$['a]")]
    [InlineData("$['a'")]
    [InlineData("$[1:2]")]
    [InlineData("$[?(@.a)]")]
    [InlineData("$[99999999999]")]
    [InlineData("$.a b")]
    public void What_is_no_place_is_refused(string path) => Assert.False(JsonPath.TryParse(path, out _));

    [Fact]
    public void No_text_throws() => Gen.String[Gen.Char["$.[]'\"*-019ab "], 0, 30].Sample(text =>
    {
        using var json = JsonDocument.Parse(Text);
        if (JsonPath.TryParse(text, out var path))
        {
            _ = path.Find(json.RootElement);
        }
    });
}
