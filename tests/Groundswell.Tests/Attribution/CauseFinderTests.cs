using Groundswell.Attribution;

namespace Groundswell.Tests.Attribution;

/// <summary>Which components are named for which symptoms.</summary>
public sealed class CauseFinderTests
{
    [Fact]
    public void A_component_whose_dependants_fail_while_those_of_its_neighbours_do_not_is_named()
    {
        var result = new SmallWorld(30, Mechanism.Compute, Mechanism.Compute, Mechanism.Edge)
            .Serves(0, ..10).Serves(1, 10..20).Serves(2, 5..30)
            .Down(..10).Quiet(10..)
            .Run();

        Assert.Equal(0, result.Ranked[0].Component);
        Assert.InRange(result.Ranked[0].Probability, 0.9, 1);
        Assert.Equal([0], SmallWorld.Roots(result));
        Assert.Equal(Enumerable.Range(0, 10), result.Explained.ToArray().Select(e => e.Service));
    }

    [Fact]
    public void Where_nothing_is_seen_nothing_is_named()
    {
        var result = new SmallWorld(20, Mechanism.Compute, Mechanism.Edge).Serves(0, ..10).Serves(1, 10..).Quiet(..).Run();

        Assert.InRange(result.None, 0.99, 1);
        Assert.All(result.Ranked.ToArray(), cause => Assert.InRange(cause.Probability, 0, 0.1));
        Assert.Empty(result.Down.ToArray());
    }

    [Fact]
    public void Single_services_that_fail_by_themselves_have_no_shared_cause()
    {
        var world = new SmallWorld(40, Mechanism.Compute, Mechanism.Edge, Mechanism.Network, Mechanism.Application)
            .Serves(0, ..10).Serves(1, 10..20).Serves(2, 20..30).Serves(3, 30..)
            .Quiet(..);
        foreach (var component in Enumerable.Range(0, 4))
        {
            var first = component * 10;
            world.Down(first..(first + 1));
        }

        Assert.All(world.Run().Ranked.ToArray(), cause => Assert.InRange(cause.Probability, 0, 0.5));
    }

    [Fact]
    public void Two_causes_at_once_are_both_found()
    {
        var result = new SmallWorld(30, Mechanism.Compute, Mechanism.Edge, Mechanism.Network)
            .Serves(0, ..10).Serves(1, 10..20).Serves(2, 20..)
            .Down(..20).Quiet(20..)
            .Run();

        Assert.Equal([0, 1], result.Ranked[..2].ToArray().Select(c => c.Component).Order());
        Assert.All(result.Ranked[..2].ToArray(), cause => Assert.InRange(cause.Probability, 0.9, 1));
        Assert.Equal([0, 1], SmallWorld.Roots(result));
    }

    [Theory]
    [InlineData(FailureMode.EmptyAnswer, 1)]
    [InlineData(FailureMode.ServerError, 0)]
    public void Probes_tell_a_database_from_the_record_of_its_endpoint_that_nothing_else_needs(FailureMode mode, int cause)
    {
        const int database = 0;
        const int record = 1;
        var world = new SmallWorld(16, Mechanism.Application, Mechanism.EndpointRecord, Mechanism.Network)
            .Breaks(record, database).Serves(database, ..10).Serves(2, 10..)
            .Down(..10).Quiet(10..);
        world.Evidence.AddComponentProbesFailing(database, mode, 3);

        var result = world.Run();

        Assert.Equal(cause, result.Ranked[0].Component);
        var root = Assert.Single(result.Down.ToArray(), d => d.IsRoot);
        Assert.Equal(cause, root.Component);
        Assert.InRange(root.MinutesAgo, SmallWorld.Onset, SmallWorld.Onset + 20);
    }

    [Fact]
    public void What_has_two_suppliers_falls_with_both_and_not_with_one()
    {
        SmallWorld World()
        {
            var world = new SmallWorld(24, Mechanism.Compute, Mechanism.Edge);
            var both = world.Group(2, 0, 1);
            return world.Serves(0, ..8).Serves(1, 8..16).Serves(both, 16..);
        }

        var one = World().Down(..8).Quiet(8..).Run();
        Assert.Equal([0], SmallWorld.Roots(one));
        Assert.DoesNotContain(one.Explained.ToArray(), e => e.Service >= 16);

        var two = World().Down(..).Run();
        Assert.Equal([0, 1], SmallWorld.Roots(two));
        Assert.Equal(8, two.Explained.ToArray().Count(e => e.Service >= 16 && e.Probability > 0.9));

        var spared = World().Down(..8).Quiet(8..16).Down(16..).Run();
        Assert.DoesNotContain(spared.Explained.ToArray(), e => e.Service >= 16 && e.Probability > 0.5);
    }

    [Fact]
    public void Of_two_components_with_the_same_dependants_the_one_whose_probes_are_well_is_cleared()
    {
        var world = Twins(Mechanism.Compute, Mechanism.Compute);
        Assert.InRange(world.ProbabilityOf(1), 0.3, 0.7);

        world.Evidence.AddComponentProbesWell(0, 3);

        Assert.InRange(world.ProbabilityOf(0), 0, 0.2);
        Assert.InRange(world.ProbabilityOf(1), 0.8, 1);
    }

    [Theory]
    [InlineData(FailureMode.Tls, 0)]
    [InlineData(FailureMode.NameServerFailure, 1)]
    public void Of_two_components_with_the_same_dependants_the_one_that_fails_like_this_is_named(FailureMode mode, int cause)
    {
        var world = Twins(Mechanism.Certificates, Mechanism.NameServers);
        for (var service = 0; service < 4; service++)
        {
            world.Evidence.AddServiceProbesFailing(service, mode);
        }

        Assert.InRange(world.ProbabilityOf(cause), 0.9, 1);
    }

    [Fact]
    public void A_notice_raises_the_silence_of_a_feed_lowers_and_a_feed_that_is_not_read_says_nothing()
    {
        var (unread, silent, noticed) = (Twins(Mechanism.Compute, Mechanism.Compute, 60), Twins(Mechanism.Compute, Mechanism.Compute, 60), Twins(Mechanism.Compute, Mechanism.Compute, 60));
        silent.Evidence.SetFeed(0);
        noticed.Evidence.SetNotice(0, 30);

        Assert.Equal(unread.ProbabilityOf(0), unread.ProbabilityOf(1), 6);
        Assert.True(silent.ProbabilityOf(0) < 0.8 * unread.ProbabilityOf(0));
        Assert.InRange(noticed.ProbabilityOf(0), 0.9, 1);
    }

    [Fact]
    public void A_service_that_failed_before_the_cause_is_not_its_work()
    {
        double Explained(int onset)
        {
            var result = new SmallWorld(20, Mechanism.Compute, Mechanism.Edge)
                .Serves(0, ..10).Serves(1, 10..).Down(..9).Down(9..10, onset).Quiet(10..)
                .Run();
            return result.Explained.ToArray().Where(e => e.Service == 9).Select(e => e.Probability).SingleOrDefault();
        }

        Assert.InRange(Explained(SmallWorld.Onset), 0.95, 1);
        Assert.True(Explained(90) < Explained(SmallWorld.Onset) - 0.1, $"{Explained(90)}");
    }

    [Theory]
    [InlineData(18, false)]
    [InlineData(90, true)]
    public void A_component_that_failed_long_before_what_it_needs_failed_by_itself(int onset, bool isRoot)
    {
        var result = new SmallWorld(30, Mechanism.Network, Mechanism.Application, Mechanism.Edge)
            .Breaks(0, 1).Serves(0, ..10).Serves(1, 10..20).Serves(2, 20..)
            .Down(..10).Down(10..20, onset).Quiet(20..)
            .Run();

        Assert.Equal(isRoot ? [0, 1] : [0], SmallWorld.Roots(result));
        Assert.Equal([0, 1], result.Down.ToArray().Select(d => d.Component).Order());
    }

    [Fact]
    public void A_cause_that_can_fail_one_service_only_is_not_shared()
    {
        SmallWorld World(int least)
        {
            var world = new SmallWorld(10, Mechanism.Compute, Mechanism.Edge) { Options = new AttributionOptions { LeastServices = least } }
                .Serves(0, ..1).Serves(1, 1..).Down(..1).Quiet(1..);
            world.Evidence.AddComponentProbesFailing(0, FailureMode.ServerError, 3);
            return world;
        }

        Assert.InRange(World(1).ProbabilityOf(0), 0.9, 1);
        Assert.InRange(World(2).ProbabilityOf(0), 0, 0.1);
    }

    [Fact]
    public void Components_that_need_each_other_are_no_trouble()
    {
        var world = new SmallWorld(40, Mechanism.Compute, Mechanism.Application, Mechanism.Network, Mechanism.Edge)
            .Breaks(0, 1).Breaks(1, 2).Breaks(2, 0).Breaks(1, 1)
            .Serves(0, ..10).Serves(1, 10..20).Serves(2, 20..30).Serves(3, 30..);
        var cycle = world.Evidence.Graph.Cycle;
        Assert.Equal([cycle[0], cycle[0]], [cycle[1], cycle[2]]);
        Assert.NotEqual(cycle[0], cycle[3]);

        var result = world.Down(..10, 26).Down(10..20, 22).Down(20..30, 18).Quiet(30..).Run();

        Assert.Equal(0, result.Ranked[0].Component);
        Assert.Equal([0, 1, 2], result.Down.ToArray().Select(d => d.Component).Order());
    }

    [Fact]
    public void Evidence_about_another_graph_is_refused()
    {
        var (world, other) = (Twins(Mechanism.Compute, Mechanism.Edge), Twins(Mechanism.Compute, Mechanism.Edge));

        Assert.Throws<ArgumentException>("evidence", () => world.Finder.Run(other.Evidence));
        Assert.Throws<ArgumentException>("evidence", () => world.Finder.Weigh(other.Evidence, 0, new double[6]));
    }

    /// <summary>Ten services that fail need two components alike; others that need neither do not.</summary>
    private static SmallWorld Twins(Mechanism one, Mechanism other, int onset = SmallWorld.Onset) =>
        new SmallWorld(20, one, other, Mechanism.Edge).Serves(0, ..10).Serves(1, ..10).Serves(2, 10..).Down(..10, onset).Quiet(10..);
}
