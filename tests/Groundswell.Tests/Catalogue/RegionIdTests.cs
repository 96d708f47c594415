using CsCheck;
using Groundswell.Catalogue;

namespace Groundswell.Tests.Catalogue;

public sealed class RegionIdTests
{
    [Theory]
    [InlineData("GB")]
    [InlineData("US-CA")]
    [InlineData("FR-75C")]
    [InlineData("ZZ")]
    public void A_region_survives_packing(string text)
    {
        var region = RegionId.Parse(text);

        Assert.Equal(text, region.ToString());
        Assert.Equal(region, RegionId.FromPacked(region.ToPacked()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("G")]
    [InlineData("gb")]
    [InlineData("XX")]
    [InlineData("US-")]
    [InlineData("US-ca")]
    [InlineData("US-CALI")]
    [InlineData("USCA")]
    [InlineData("ZZ-A")]
    public void A_code_that_ISO_3166_lacks_is_refused(string text) => Assert.False(RegionId.TryParse(text, null, out _));

    [Fact]
    public void Any_text_either_survives_the_round_trip_or_is_refused() =>
        Gen.String[Gen.Char["ABCDUSZ-019 a"], 0, 7].Sample(text => !RegionId.TryParse(text, null, out var region) || region.ToString() == text);

    [Fact]
    public void A_subdivision_belongs_to_its_country() => Assert.Equal(RegionId.Parse("US"), RegionId.Parse("US-CA").Country);
}
