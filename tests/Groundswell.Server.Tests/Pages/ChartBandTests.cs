using System.Globalization;
using System.Text.RegularExpressions;

namespace Groundswell.Server.Tests.Pages;

/// <summary>The expected band of a service's charts: drawn by the server for those without scripts, and as figures for the script.</summary>
public sealed partial class ChartBandTests
{
    [Fact]
    public async Task Each_chart_of_a_service_has_its_band_drawn_and_the_same_band_in_figures()
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(40, 2));
        using var response = await PageServingTests.GetAsync(host, "/services/amber-bank", null);
        var page = await PageServingTests.TextAsync(response);

        var charts = Figure().Matches(page).Select(m => m.Value).ToList();

        Assert.Equal(2, charts.Count);
        Assert.All(charts, chart =>
        {
            var reports = Figures(chart, "reports");
            var expected = Figures(chart, "expected");
            var lower = Figures(chart, "lower");
            var upper = Figures(chart, "upper");
            Assert.Equal([reports.Count, reports.Count, reports.Count], [expected.Count, lower.Count, upper.Count]);
            Assert.All(lower.Index(), l => Assert.True(l.Item <= expected[l.Index] && expected[l.Index] <= upper[l.Index]));

            // Up along the upper ends, back along the lower ones: two points a step.
            var band = Assert.Single(Band().Matches(chart)).Groups["d"].Value;
            Assert.Equal(2 * reports.Count, Point().Count(band));
        });
    }

    private static List<double> Figures(string chart, string name) =>
        [.. Regex.Match(chart, $"data-{name}=\"(?<values>[^\"]*)\"").Groups["values"].Value.Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture))];

    [GeneratedRegex("<figure class=\"chart\".*?</figure>", RegexOptions.Singleline)]
    private static partial Regex Figure();

    [GeneratedRegex("<path class=\"c-band\" d=\"(?<d>[^\"]+)\"")]
    private static partial Regex Band();

    [GeneratedRegex(@"-?\d+ -?\d+")]
    private static partial Regex Point();
}
