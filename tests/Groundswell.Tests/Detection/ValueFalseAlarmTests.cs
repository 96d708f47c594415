using static Groundswell.Tests.Detection.SyntheticValues;
using static Groundswell.Tests.Detection.ValueRun;

namespace Groundswell.Tests.Detection;

/// <summary>Streams in which nothing happens, after their first week.</summary>
public sealed class ValueFalseAlarmTests
{
    private const int Weeks = 4;
    private const int Seeds = 30;

    [Theory]
    [InlineData(1)]
    [InlineData(0.3)]
    [InlineData(0.05)]
    public void Quiet_noise_stays_within_its_allowance(double allowed)
    {
        Assert.InRange(FalseCallsPerWeek(allowed, seed => White(seed, Weeks * Week)), 0, allowed);
        Assert.InRange(FalseCallsPerWeek(allowed, seed => Autoregressive(seed, Weeks * Week, 0.9)), 0, allowed);
        Assert.InRange(FalseCallsPerWeek(allowed, seed => Office(seed, Weeks * Week)), 0, allowed);
    }

    [Fact]
    public void Allowing_more_brings_more() =>
        Assert.True(FalseCallsPerWeek(1, seed => White(seed, Weeks * Week)) > FalseCallsPerWeek(0.3, seed => White(seed, Weeks * Week)));

    [Fact]
    public void Noise_with_heavy_tails_comes_to_keep_its_allowance()
    {
        var said = Of(HeavyTailed(1, 60 * Week), FiveMinutes(0.3));

        Assert.InRange(Calls(said, 30 * Week).Length, 0, 9);
    }

    [Theory]
    [InlineData("white")]
    [InlineData("memory")]
    [InlineData("walk")]
    [InlineData("heavy")]
    [InlineData("office")]
    public void The_band_holds_the_next_value_95_times_in_100(string kind)
    {
        var values = kind switch
        {
            "white" => White(1, Weeks * Week),
            "memory" => Autoregressive(1, Weeks * Week, 0.9),
            "walk" => Autoregressive(1, Weeks * Week, 1),
            "heavy" => HeavyTailed(1, Weeks * Week),
            _ => Office(1, Weeks * Week),
        };
        var inside = Of(values).Skip(Day).Average(a => a.Observed >= a.Lower && a.Observed <= a.Upper ? 1.0 : 0);

        Assert.InRange(inside, 0.94, 0.96);
    }

    private static double FalseCallsPerWeek(double allowed, Func<int, double[]> stream) =>
        Enumerable.Range(1, Seeds).Sum(seed => Calls(Of(stream(seed), FiveMinutes(allowed)), Week).Length) / (double)(Seeds * (Weeks - 1));
}
