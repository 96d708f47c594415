using CsCheck;
using Groundswell.Server.Pages.Charts;

namespace Groundswell.Server.Tests.Pages;

public sealed class SparklineTests
{
    [Fact]
    public void A_level_day_is_one_stroke() =>
        Assert.Equal("M0 14h47", Sparkline.Reports(new int[48], Enumerable.Repeat(0f, 48).ToArray()));

    [Fact]
    public void Nothing_known_draws_no_baseline() =>
        Assert.Equal("", Sparkline.Expected(new int[48], Enumerable.Repeat(float.NaN, 48).ToArray()));

    [Fact]
    public void Any_day_is_short_to_write_and_ends_where_its_last_count_says() =>
        Gen.Int[0, 5000].Array[48].Sample(reports =>
        {
            var path = Sparkline.Reports(reports, Enumerable.Repeat(1f, 48).ToArray());
            var (x, y) = End(path);

            var scale = Math.Max(8, reports.Max());
            Assert.True(path.Length < 300, path);
            Assert.Equal(47, x);
            Assert.Equal(14 - (int)Math.Round(reports[^1] / (double)scale * 14, MidpointRounding.AwayFromZero), y);
        });

    [Fact]
    public void An_axis_reaches_over_its_greatest_count_in_few_even_steps() =>
        Gen.Double[1, 1e7].Sample(most =>
        {
            var ticks = AxisTicks.For(most);

            Assert.InRange(ticks.Count, 2, 6);
            Assert.True(ticks[^1] >= Math.Floor(most));
            Assert.Single(ticks.Zip(ticks.Skip(1), (a, b) => b - a).Distinct());
        });

    /// <summary>Walks a path of M, relative l and h, and gives its end.</summary>
    private static (int X, int Y) End(string path)
    {
        var numbers = System.Text.RegularExpressions.Regex.Matches(path, "[Mlh]|-?[0-9]+").Select(m => m.Value).ToList();
        var (x, y) = (int.Parse(numbers[1], System.Globalization.CultureInfo.InvariantCulture), int.Parse(numbers[2], System.Globalization.CultureInfo.InvariantCulture));
        for (var i = 3; i < numbers.Count; i++)
        {
            if (numbers[i] == "h")
            {
                x += int.Parse(numbers[++i], System.Globalization.CultureInfo.InvariantCulture);
            }
            else if (numbers[i] != "l")
            {
                x += int.Parse(numbers[i], System.Globalization.CultureInfo.InvariantCulture);
                y += int.Parse(numbers[++i], System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        return (x, y);
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(2, 12)]
    [InlineData(10, 12)]
    [InlineData(15, 8)]
    [InlineData(29, 4)]
    public void The_half_hour_that_runs_stands_at_its_rate_so_far(int minute, int expected) =>
        Assert.Equal([3, 12, expected], Sparkline.AtRateSoFar([3, 12, 4], new DateTimeOffset(2025, 10, 20, 7, minute, 0, TimeSpan.Zero)));
}
