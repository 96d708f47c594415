using CsCheck;
using Groundswell.Incidents.Causes;

namespace Groundswell.Tests.Incidents.Causes;

public sealed class KendallTauTests
{
    [Fact]
    public void The_same_order_is_one_and_the_reverse_is_minus_one()
    {
        Assert.Equal(1, KendallTau.Of([1, 2, 3, 4, 5], [10, 20, 30, 40, 50]).Tau, 12);
        Assert.Equal(-1, KendallTau.Of([1, 2, 3, 4, 5], [50, 40, 30, 20, 10]).Tau, 12);
    }

    /// <summary>By hand: 2 pairs agree and 6 do not, one is tied in x, one in y, so τ-b = -4 / √(8 · 8), of a variance with both ties.</summary>
    [Fact]
    public void Ties_count_as_in_tau_b()
    {
        var (tau, deviations) = KendallTau.Of([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]);
        Assert.Equal(-0.47140452079103173, tau, 12);
        Assert.Equal(-4 / Math.Sqrt(((5 * 4 * 15) - 36 - 18) / 18.0 + (4 * 2 / 40.0)), deviations, 12);
    }

    [Fact]
    public void Where_all_are_equal_there_is_no_order() => Assert.Equal((0, 0), KendallTau.Of([3, 3, 3], [1, 2, 3]));

    [Fact]
    public void A_few_things_in_full_order_are_not_beyond_chance_and_ten_are()
    {
        Assert.InRange(KendallTau.Of([1, 2, 3], [1, 2, 3]).Deviations, 0, 1.96);
        Assert.InRange(KendallTau.Of([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).Deviations, 3, 10);
    }

    [Fact]
    public void It_lies_between_minus_one_and_one_and_turning_one_order_around_turns_its_sign() =>
        Gen.Select(Gen.Long[0, 9], Gen.Long[0, 9]).Array[2, 30].Sample(pairs =>
        {
            long[] x = [.. pairs.Select(p => p.Item1)];
            long[] y = [.. pairs.Select(p => p.Item2)];
            var (tau, deviations) = KendallTau.Of(x, y);
            var reversed = KendallTau.Of(x, [.. y.Select(v => -v)]);
            Assert.InRange(tau, -1 - 1e-9, 1 + 1e-9);
            Assert.Equal(tau, -reversed.Tau, 12);
            Assert.Equal(deviations, -reversed.Deviations, 9);
        });
}
