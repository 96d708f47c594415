using CsCheck;
using Groundswell.Catalogue;
using Groundswell.Concentration;

namespace Groundswell.Tests.Concentration;

public sealed class CascadeTests
{
    private static readonly Gen<(SmallWorld World, Criticality Level)> Worlds = Gen.Select(SmallWorld.Any(14), Gen.Enum<Criticality>());

    [Fact]
    public void Single_failures_are_those_of_brute_force_also_in_circles_and_groups() => Worlds.Sample((world, level) =>
    {
        var graph = world.Build();
        var radii = BlastRadii.All(graph, level);
        var single = Enumerable.Range(0, world.Services).Select(s => BlastRadii.SinglePoints(graph, s, level)).ToList();
        for (var component = 0; component < world.Components; component++)
        {
            var fallen = Fallen(world, [component], level);
            Assert.Equal(fallen.Count, radii[component]);
            Assert.Equal(fallen, [.. Enumerable.Range(0, world.Services).Where(s => single[s].Contains(component))]);
        }
    });

    [Fact]
    public void Several_failures_at_once_are_those_of_brute_force_and_trying_leaves_no_trace() =>
        Gen.Select(Worlds, Gen.Int[0, 127]).Sample((drawn, mask) =>
        {
            var (world, level) = drawn;
            var cascade = new Cascade(world.Build(), level);
            int[] off = [.. Enumerable.Range(0, world.Components).Where(c => (mask >> c & 1) != 0)];
            for (var component = 0; component < world.Components; component++)
            {
                cascade.Try([component]);
            }

            Assert.Equal(Fallen(world, off, level), cascade.Fallen(off).Order());
            Assert.Equal(Fallen(world, off, level), cascade.Fail(off).Order());
            Assert.Equal(0, cascade.Try(off));
        });

    [Fact]
    public void The_more_fails_the_more_falls() => Gen.Select(Worlds, Gen.Int[0, 127], Gen.Int[0, 6]).Sample((drawn, mask, more) =>
    {
        var (world, level) = drawn;
        var cascade = new Cascade(world.Build(), level);
        int[] off = [.. Enumerable.Range(0, world.Components).Where(c => (mask >> c & 1) != 0)];
        int[] larger = [.. off, more % world.Components];

        Assert.Subset(cascade.Fallen(larger).ToHashSet(), cascade.Fallen(off).ToHashSet());
        Assert.True(new Cascade(world.Build(), Criticality.Soft).Try(off) >= cascade.Try(off));
    });

    [Fact]
    public void What_falls_directly_falls_in_all() => Worlds.Sample((world, level) =>
    {
        var cascade = new Cascade(world.Build(), level);
        for (var component = 0; component < world.Components; component++)
        {
            Assert.Subset(cascade.Fallen([component]).ToHashSet(), cascade.FallenDirectly([component]).ToHashSet());
            Assert.Equal(cascade.FallenDirectly([component]).Length, cascade.TryDirect([component]));
        }
    });

    [Fact]
    public void A_need_with_a_fallback_is_not_certain_to_pass_a_failure_on()
    {
        var builder = new DependencyGraphBuilder(1);
        builder.AddService();
        builder.AddServiceNeed(0, Criticality.Hard, fallback: 0.75);
        var graph = builder.Build();

        Assert.Equal(0, new Cascade(graph, Criticality.Hard).Try([0]));
        Assert.Equal(1, new Cascade(graph, Criticality.Degraded).Try([0]));
        Assert.Equal(0.25, (double)new FailureSampling(graph, FailureOdds.Default, 1).SwitchOff([0], 100_000).Services[0] / 100_000, 0.01);
    }

    private static List<int> Fallen(SmallWorld world, int[] off, Criticality level) =>
        [.. world.Fall(off, n => n.Criticality <= level).Index().Where(s => s.Item > 0).Select(s => s.Index)];
}
