using CsCheck;
using Groundswell.Concentration;

namespace Groundswell.Tests.Concentration;

public sealed class SupplierFiguresTests
{
    [Fact]
    public void A_site_of_three_suppliers_counts_once_in_a_union_and_thrice_in_the_shares()
    {
        var figures = SupplierFigures.Of(SupplierTable.Of(["a", "b", "c", "d"], 10, [[1, 1, 2], [1], [1], []]));

        Assert.Equal((4, 2, 4), (figures.Suppliers, figures.Entities, figures.Pairs));
        Assert.Equal((2500 * 1) + (2 * 625), figures.Hhi, 1e-9);
        Assert.Equal((2, 1.0), (figures.Top3, figures.Cr3));
        Assert.Equal([0, 1, 2, 3], figures.Largest);
        Assert.Equal(ConcentrationBand.High, figures.Band);
    }

    [Theory]
    [InlineData(0, ConcentrationBand.Unconcentrated)]
    [InlineData(1000, ConcentrationBand.Unconcentrated)]
    [InlineData(1000.5, ConcentrationBand.Moderate)]
    [InlineData(1800, ConcentrationBand.Moderate)]
    [InlineData(1801, ConcentrationBand.High)]
    [InlineData(double.NaN, ConcentrationBand.None)]
    public void Bands_end_where_the_guidelines_end_them(double hhi, ConcentrationBand band) => Assert.Equal(band, Bands.Of(hhi));

    [Fact]
    public void The_index_lies_between_even_shares_and_a_monopoly_and_unions_only_grow() =>
        Gen.Int[0, 30].List[0, 20].List[1, 15].Where(lists => lists.Exists(l => l.Count > 0)).Sample(lists =>
        {
            var figures = SupplierFigures.Of(SupplierTable.Of([.. lists.Select((_, i) => $"s{i}")], 31, lists));

            Assert.InRange(figures.Hhi, (10_000.0 / lists.Count) - 1e-6, 10_000 + 1e-6);
            Assert.True(figures.Top3 <= figures.Top10 && figures.Top10 <= figures.Entities);
            Assert.Equal(lists.SelectMany(l => l).Distinct().Count(), figures.Entities);
        });

    [Fact]
    public void Nobody_supplying_anybody_has_no_index()
    {
        var figures = SupplierFigures.Of(SupplierTable.Of(["a"], 3, [[]]));

        Assert.True(double.IsNaN(figures.Hhi));
        Assert.Equal(ConcentrationBand.None, figures.Band);
    }

    [Fact]
    public void A_union_of_layers_keeps_their_suppliers_apart_and_their_entities_one()
    {
        var dns = SupplierTable.Of(["acme"], 4, [[0, 1]]);
        var cdn = SupplierTable.Of(["acme", "other"], 4, [[1, 2], [3]]);

        var union = SupplierTable.Union([new("dns", dns), new("cdn", cdn)]);

        Assert.Equal(["dns: acme", "cdn: acme", "cdn: other"], union.Suppliers);
        Assert.Equal(4, SupplierFigures.Of(union).Entities);
    }
}
