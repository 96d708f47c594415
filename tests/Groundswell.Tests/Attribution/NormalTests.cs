using CsCheck;
using Groundswell.Attribution;

namespace Groundswell.Tests.Attribution;

public sealed class NormalTests
{
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.9, 1.2815515655446)]
    [InlineData(0.025, -1.9599639845401)]
    public void Quantiles_are_those_of_the_tables(double p, double x) => Assert.InRange(Normal.Quantile(p), x - 5e-4, x + 5e-4);

    [Fact]
    public void A_quantile_has_the_share_below_it_that_it_is_of() =>
        Gen.Double[0.001, 0.999].Sample(p => Assert.InRange(Normal.Cumulative(Normal.Quantile(p)), p - 2e-4, p + 2e-4));
}
