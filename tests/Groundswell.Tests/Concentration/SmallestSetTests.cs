using CsCheck;
using Groundswell.Catalogue;
using Groundswell.Concentration;

namespace Groundswell.Tests.Concentration;

public sealed class SmallestSetTests
{
    private const int Entities = 20;

    private static readonly Gen<SupplierTable> Tables = Gen.Int[0, Entities - 1].List[0, 12].List[1, 9]
        .Select(lists => SupplierTable.Of([.. lists.Select((_, i) => $"s{i}")], Entities, lists));

    [Fact]
    public void It_covers_what_it_says_and_each_pick_is_the_best_there_is() => Gen.Select(Tables, Gen.Int[1, Entities]).Sample((table, target) =>
    {
        var covered = new HashSet<int>();
        foreach (var pick in SmallestSet.Of(table, target))
        {
            Assert.True(covered.Count < target);
            Assert.Equal(Enumerable.Range(0, table.Suppliers.Count).Max(s => table.EntitiesOf(s).ToArray().Count(e => !covered.Contains(e))), pick.Added);
            covered.UnionWith(table.EntitiesOf(pick.Supplier).ToArray());
            Assert.Equal(covered.Count, pick.Covered);
        }

        Assert.True(covered.Count >= target || covered.Count == SupplierFigures.Of(table).Entities);
    });

    [Fact]
    public void It_is_as_good_as_greedy_must_be() => Tables.Sample(table =>
    {
        var picks = SmallestSet.Of(table, Entities);
        for (var size = 1; size <= picks.Count; size++)
        {
            Assert.True(picks[size - 1].Covered >= (1 - Math.Exp(-1)) * Best(table, size));
        }
    });

    [Fact]
    public void In_a_graph_it_takes_down_what_it_says_also_through_groups() => Gen.Select(SmallWorld.Any(14), Gen.Enum<Criticality>()).Sample((world, level) =>
    {
        var picks = SmallestSet.Of(world.Build(), [.. Enumerable.Range(0, world.Components).Select(c => (int[])[c])], level, world.Services);
        for (var size = 1; size <= picks.Count; size++)
        {
            int[] off = [.. picks.Take(size).Select(p => p.Supplier)];
            Assert.Equal(world.Fall(off, n => n.Criticality <= level).Count(s => s > 0), picks[size - 1].Covered);
        }

        Assert.Equal(picks.Count, picks.Select(p => p.Supplier).Distinct().Count());
    });

    [Fact]
    public void The_rest_of_a_weakened_group_is_seen()
    {
        // Service 0 falls with the first component; services 1 to 4 only when both members of the group are gone.
        var world = new SmallWorld(
            3, [([0, 1], 1)], [], 7,
            [new(0, 0, Criticality.Hard), new(1, 3, Criticality.Hard), new(2, 3, Criticality.Hard), new(3, 3, Criticality.Hard), new(4, 3, Criticality.Hard),
                new(5, 0, Criticality.Hard), new(6, 2, Criticality.Hard)]);

        Assert.Equal([new CoverStep(0, 2, 2), new CoverStep(1, 4, 6), new CoverStep(2, 1, 7)], SmallestSet.Of(world.Build(), [[0], [1], [2]], Criticality.Hard, 7));
    }

    private static int Best(SupplierTable table, int size) => Enumerable.Range(0, 1 << table.Suppliers.Count)
        .Where(mask => int.PopCount(mask) <= size)
        .Max(mask => Enumerable.Range(0, table.Suppliers.Count).Where(s => (mask >> s & 1) != 0).SelectMany(s => table.EntitiesOf(s).ToArray()).Distinct().Count());
}
