using CsCheck;
using Groundswell.Catalogue;
using Groundswell.Concentration;

namespace Groundswell.Tests.Concentration;

public sealed class CatalogueConcentrationTests
{
    private static readonly string[] Countries = ["GB", "US", "DE", "ZZ"];

    /// <summary>Catalogues of five services, four providers with two components each, and needs at random.</summary>
    private static readonly Gen<ServiceCatalogue> Catalogues =
        from countries in Gen.Int[0, 3].Array[4]
        from homes in Gen.Int[0, 2].Array[5]
        from kinds in Gen.Enum<ComponentKind>().Array[8]
        from needs in Gen.Select(Gen.Int[0, 7], Gen.Int[0, 7], Gen.Enum<Criticality>()).List[0, 8]
        from serviceNeeds in Gen.Select(Gen.Int[0, 4], Gen.Int[0, 7], Gen.Enum<Criticality>(), Gen.Bool).List[0, 16]
        select Make(countries, homes, kinds, needs, serviceNeeds);

    [Fact]
    public void Shares_by_jurisdiction_add_up_to_one_in_all_and_in_each_layer() => Catalogues.Sample(catalogue =>
    {
        var graph = new CatalogueGraph(catalogue);
        foreach (var sovereignty in Layers.All.Select(l => Sovereignty.Of(graph, l)).Append(Sovereignty.Of(graph)))
        {
            Assert.Equal(sovereignty.Pairs, sovereignty.Shares.Sum(s => s.Pairs));
            Assert.Equal(sovereignty.Pairs == 0 ? 0 : 1, sovereignty.Shares.Sum(s => s.Share), 1e-9);
            Assert.All(sovereignty.Countries, c => Assert.InRange(c.DomesticPairs, 0, c.Pairs));
            Assert.All(sovereignty.Countries, c => Assert.InRange(c.WhollyDomestic, 0, c.Supplied));
        }
    });

    [Fact]
    public void No_service_counts_twice_for_a_provider_and_critical_use_is_never_more_than_what_falls() => Catalogues.Sample(catalogue =>
    {
        var graph = new CatalogueGraph(catalogue);
        foreach (var suppliers in Layers.All.Select(l => CatalogueSuppliers.Of(graph, l)))
        {
            foreach (var provider in Enumerable.Range(0, suppliers.Used.Suppliers.Count))
            {
                var used = suppliers.Used.EntitiesOf(provider).ToArray();
                Assert.Equal(used.Distinct(), used);
                Assert.Subset(Of(suppliers.Used), Of(suppliers.Critical));
                Assert.Subset(Of(suppliers.CriticalInAll), Of(suppliers.Critical));
                Assert.Subset(Of(suppliers.Hit), Of(suppliers.CriticalInAll));

                HashSet<int> Of(SupplierTable table) => [.. table.EntitiesOf(provider)];
            }

            Assert.InRange(suppliers.Covered, 0, SupplierFigures.Of(suppliers.Used).Entities);
        }
    });

    [Fact]
    public void A_report_its_switch_offs_and_its_single_points_tell_the_same() => Catalogues.Sample(catalogue =>
    {
        var graph = new CatalogueGraph(catalogue);
        var report = ConcentrationReport.Of(graph);
        foreach (var radius in report.Components.Concat(report.Providers))
        {
            var result = WhatIf.Run(graph, WhatIfTarget.Find(graph, radius.Id)!, FailureOdds.Default, 128);
            Assert.Equal(radius.Falls, result.HardServices);
            Assert.Equal(radius.Falls, result.Services.Count(s => s.IsHard && s.Probability == 1));
            Assert.InRange(result.Expected, radius.Falls, report.Services);
        }

        var points = catalogue.Services.Keys.Sum(s => ConcentrationReport.SinglePoints(graph, s)!.Count);
        Assert.Equal(report.Components.Sum(c => c.Falls), points);
        Assert.Equal(report.SmallestFalls.Sum(p => p.Added), report.SmallestFalls.Select(p => p.Covered).LastOrDefault());
    }, iter: 40);

    [Fact]
    public void Of_what_falls_only_the_first_are_described_and_all_are_counted()
    {
        var catalogue = Make([0, 0, 0, 0], [0, 0, 0, 0, 0], [.. Enumerable.Repeat(ComponentKind.Dns, 8)], [], [.. Enumerable.Range(0, 5).Select(s => (s, 0, Criticality.Hard, false))]);
        var graph = new CatalogueGraph(catalogue);

        var result = WhatIf.Run(graph, WhatIfTarget.Find(graph, "p0")!, FailureOdds.Default, listed: 2);

        Assert.Equal((2, 5), (result.Services.Count, result.ServicesReached));
    }

    [Fact]
    public void A_chain_of_suppliers_ranks_each_by_the_shortest_way()
    {
        // p0 is needed by the service itself and by p1, which the service needs too; p2 stands behind p0.
        var catalogue = Make(
            [0, 1, 2, 3], [0, 0, 0, 0, 0], [.. Enumerable.Repeat(ComponentKind.Compute, 8)],
            [(2, 0, Criticality.Hard), (0, 4, Criticality.Soft)], [(0, 0, Criticality.Hard, false), (0, 2, Criticality.Hard, false)]);
        var graph = new CatalogueGraph(catalogue);

        var chain = SupplyChain.Of(graph, catalogue.Services[ServiceId.Parse("s0")]);

        Assert.Equal([new SupplyLink("p0", null, 1), new("p1", null, 1), new("p0", "p1", 2), new("p2", "p0", 2)], chain);
    }

    [Theory]
    [InlineData("")]
    [InlineData("p9")]
    [InlineData("p0/r9")]
    [InlineData("p0/r0/c9")]
    [InlineData("p0/r0/c0/x")]
    [InlineData("P0")]
    [InlineData(null)]
    public void What_is_no_part_of_the_catalogue_cannot_be_switched_off(string? id) =>
        Assert.Null(WhatIfTarget.Find(new CatalogueGraph(Make([0, 0, 0, 0], [0, 0, 0, 0, 0], [.. Enumerable.Repeat(ComponentKind.Cdn, 8)], [], [])), id));

    private static ServiceCatalogue Make(
        int[] countries, int[] homes, ComponentKind[] kinds, IReadOnlyList<(int Dependent, int On, Criticality Criticality)> needs,
        IReadOnlyList<(int Dependent, int On, Criticality Criticality, bool Grouped)> serviceNeeds) => new(
        [
            .. homes.Select((home, s) => new Service
            {
                Id = ServiceId.Parse($"s{s}"),
                Name = $"S{s}",
                Category = "shops",
                Symptoms = [],
                HomeCountries = home == 2 ? [] : [RegionId.Parse(Countries[home])],
                Dependencies = [.. serviceNeeds.Where(n => n.Dependent == s).DistinctBy(n => n.On).Select(n => Need(n.On, n.Criticality) with { Group = n.Grouped ? "g" : null })],
            }),
        ],
        [],
        [],
        [.. countries.Select((c, p) => new Provider { Id = $"p{p}", Name = $"P{p}", Jurisdiction = RegionId.Parse(Countries[c]) })],
        [
            .. kinds.Select((kind, c) => new Component
            {
                Id = IdOf(c),
                Name = $"C{c}",
                Kind = kind,
                Dependencies = [.. needs.Where(n => n.Dependent == c && n.On != c).DistinctBy(n => n.On).Select(n => Need(n.On, n.Criticality))],
            }),
        ]);

    private static ComponentId IdOf(int component) => ComponentId.Parse($"p{component / 2}/r{component % 2}/c{component}");

    private static Dependency Need(int on, Criticality criticality) => new() { On = IdOf(on), Criticality = criticality, Evidence = [new(EvidenceKind.Assumed, "made up")] };
}
