using CsCheck;
using Groundswell.Attribution;

namespace Groundswell.Tests.Attribution;

public sealed class CoOutageTests
{
    [Theory]
    [InlineData(0.005, 200, 3, 2)]
    [InlineData(0.005, 200, 5, 3)]
    [InlineData(0.005, 200, 8, 3)]
    [InlineData(0.02, 200, 5, 3)]
    [InlineData(0.02, 200, 8, 4)]
    [InlineData(0.02, 200, 12, 5)]
    [InlineData(0.05, 2000, 12, 7)]
    [InlineData(0.05, 2000, 20, 8)]
    public void So_many_joint_failures_of_so_many_incidents_are_worth_a_hint_and_one_fewer_is_not(double baseRate, int priorOneIn, int incidents, int needed)
    {
        Assert.InRange(CoOutage.Posterior(incidents, needed, baseRate, 1.0 / priorOneIn), CoOutage.WorthShowing, 1);
        Assert.InRange(CoOutage.Posterior(incidents, needed - 1, baseRate, 1.0 / priorOneIn), 0, CoOutage.WorthShowing);
    }

    [Fact]
    public void Each_further_joint_failure_speaks_more_for_an_edge() =>
        Gen.Select(Gen.Int[1, 30], Gen.Double[0.001, 0.3]).Sample((incidents, baseRate) =>
            Assert.All(Enumerable.Range(0, incidents), k => Assert.True(CoOutage.LogBayesFactor(incidents, k + 1, baseRate) > CoOutage.LogBayesFactor(incidents, k, baseRate))));

    [Fact]
    public void A_service_that_never_fails_with_it_speaks_against_an_edge() => Assert.True(CoOutage.LogBayesFactor(10, 0, 0.02) < 0);
}
