using CsCheck;
using Groundswell.Attribution;

namespace Groundswell.Tests.Attribution;

public sealed class CalibrationCurveTests
{
    [Fact]
    public void It_is_straight_between_its_points_and_level_beyond_them()
    {
        var curve = new CalibrationCurve((0, 0.1), (0.5, 0.2), (1, 0.8));

        Assert.Equal([0.1, 0.15, 0.2, 0.5, 0.8], new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(curve.Worth), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(0.1, curve.Worth(-1), 12);
        Assert.Equal(0.8, curve.Worth(2), 12);
    }

    [Fact]
    public void More_is_never_worth_less() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1]).Sample((one, other) =>
        {
            foreach (var curve in new[] { CalibrationCurve.Node, CalibrationCurve.Cases })
            {
                Assert.True(curve.Worth(Math.Min(one, other)) <= curve.Worth(Math.Max(one, other)));
                Assert.InRange(curve.Worth(one), 0, 1);
            }
        });

    [Fact]
    public void Points_that_do_not_reach_from_0_to_1_are_refused()
    {
        Assert.Throws<ArgumentException>("points", () => new CalibrationCurve());
        Assert.Throws<ArgumentException>("points", () => new CalibrationCurve((0, 0)));
        Assert.Throws<ArgumentException>("points", () => new CalibrationCurve((0.1, 0), (1, 1)));
        Assert.Throws<ArgumentException>("points", () => new CalibrationCurve((0, 0), (0.9, 1)));
    }

    [Fact]
    public void Points_that_do_not_rise_are_refused()
    {
        Assert.Throws<ArgumentException>("points", () => new CalibrationCurve((0, 0), (0.5, 0.6), (1, 0.5)));
        Assert.Throws<ArgumentException>("points", () => new CalibrationCurve((0, 0), (0.5, 0.2), (0.5, 0.3), (1, 1)));
        Assert.Throws<ArgumentException>("points", () => new CalibrationCurve((0, 0), (0.5, double.NaN), (1, 1)));
        Assert.Throws<ArgumentException>("points", () => new CalibrationCurve((0, 0), (double.NaN, 0.5), (1, 1)));
        Assert.Throws<ArgumentException>("points", () => new CalibrationCurve((0, -0.1), (1, 1)));
        Assert.Throws<ArgumentException>("points", () => new CalibrationCurve((0, 0), (1, 1.1)));
    }
}
