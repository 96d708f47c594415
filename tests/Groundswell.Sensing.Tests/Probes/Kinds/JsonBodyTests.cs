using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Probes.Kinds;

namespace Groundswell.Sensing.Tests.Probes.Kinds;

public sealed class JsonBodyTests
{
    private const string Text = """ {"a":{"b":[1,2,{"c":"x"}],"c":{}},"list":[{"n":1},{"n":[]},[[]]],"none":null,"word":"e\u0301\"","number":-1.5e3,"last":[true]} """;

    [Theory]
    [InlineData("$")]
    [InlineData("$.a")]
    [InlineData("$.a.b[0]")]
    [InlineData("$.a.b[-1].c")]
    [InlineData("$.a.b[*]")]
    [InlineData("$.a.b[7]")]
    [InlineData("$.a.d")]
    [InlineData("$.list[*].n")]
    [InlineData("$.list[1].n[*]")]
    [InlineData("$.list[-1][-1]")]
    [InlineData("$.*")]
    [InlineData("$.*.b")]
    [InlineData("$.none")]
    [InlineData("$.word")]
    [InlineData("$.number")]
    [InlineData("$.last[0]")]
    [InlineData("$.nowhere")]
    public void What_is_said_of_a_beginning_is_true_of_the_whole(string path)
    {
        Assert.True(JsonPath.TryParse(path, out var place));
        using var whole = JsonBody.Parse(Text, isCut: false);
        var (expected, _) = whole.Find(place);
        var decided = 0;
        for (var cut = 2; cut <= Text.Length; cut++)
        {
            using var beginning = JsonBody.Parse(Text[..cut], isCut: true);
            var (found, mayBeMore) = beginning.Find(place);
            if (!mayBeMore)
            {
                decided++;
                Assert.Equal(expected.Select(v => v.GetRawText()), found.Select(v => v.GetRawText()));
            }
        }

        Assert.True(decided > 0);
    }
}
