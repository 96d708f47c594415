using CsCheck;
using Groundswell.Attribution.CallGraphs;

namespace Groundswell.Tests.Attribution.CallGraphs;

public sealed class CallBlameFinderTests
{
    private const int Seen = 3;

    [Theory]
    [InlineData(CallWorld.Search)]
    [InlineData(CallWorld.Db)]
    [InlineData(CallWorld.Pay)]
    [InlineData(CallWorld.Bank)]
    [InlineData(CallWorld.Site)]
    public void The_node_whose_own_calls_became_slow_is_named_and_not_its_callers_or_callees(int cause)
    {
        var world = new CallWorld(1);
        var blame = world.Finder().Find(world.Window().With(cause, 15).Loads(), Seen)!;

        Assert.True(blame.IsTrouble);
        Assert.Equal(cause, blame.Nodes[0].Node);
        Assert.InRange(blame.Nodes[0].Excess, 12, 18);
        Assert.Equal((2, 4), (blame.FirstRow, blame.LastRow));
    }

    [Theory]
    [InlineData(CallWorld.Search)]
    [InlineData(CallWorld.Db)]
    [InlineData(CallWorld.Bank)]
    public void The_node_whose_own_calls_fail_is_named(int cause)
    {
        var world = new CallWorld(2);
        var blame = world.Finder(CallTrouble.Failure).Find(world.Window(CallTrouble.Failure).With(cause, 15).Loads(), Seen)!;

        Assert.True(blame.IsTrouble);
        Assert.Equal(cause, blame.Nodes[0].Node);
    }

    [Fact]
    public void Windows_in_which_nothing_is_wrong_are_rarely_called_trouble()
    {
        var world = new CallWorld(3);
        var finder = world.Finder();

        Assert.InRange(Enumerable.Range(0, 100).Count(_ => finder.Find(world.Window().Loads(), Seen)!.IsTrouble), 0, 5);
    }

    [Fact]
    public void An_outage_among_the_usual_rows_does_not_hide_the_next()
    {
        var world = new CallWorld(4);
        world.Window(rows: 300).With(CallWorld.Search, 15, Enumerable.Range(100, 20));
        var finder = new CallBlameFinder(CallWorld.Graph, world.Loads(), CallWorld.Site, CallTrouble.Slowness);

        var blame = finder.Find(world.Window().With(CallWorld.Search, 15).Loads(), Seen)!;

        Assert.True(blame.IsTrouble);
        Assert.Equal(CallWorld.Search, blame.Nodes[0].Node);
    }

    [Fact]
    public void A_node_that_was_changed_since_the_usual_was_measured_is_not_the_cause_of_what_begins_now()
    {
        var world = new CallWorld(5);
        var finder = world.Finder();
        world.Window().With(CallWorld.Bank, 15);
        for (var row = 0; row < world.CostsOfWindow[CallWorld.Mail].Length; row++)
        {
            world.CostsOfWindow[CallWorld.Mail][row] *= 5;
        }

        Assert.Equal(CallWorld.Bank, finder.Find(world.Loads(), Seen)!.Nodes[0].Node);
    }

    [Fact]
    public void A_fault_that_lasts_for_the_whole_window_is_found_where_it_is_beyond_what_drifts()
    {
        var world = new CallWorld(6);
        var blame = world.Finder().Find(world.Window().With(CallWorld.Search, 60, Enumerable.Range(0, 6)).Loads(), Seen)!;

        Assert.True(blame.IsTrouble);
        Assert.Equal(CallWorld.Search, blame.Nodes[0].Node);
    }

    [Fact]
    public void Who_begins_to_call_something_new_is_the_cause_and_what_is_called_is_not()
    {
        var world = new CallWorld(7);
        var finder = world.Finder();
        world.Window();
        foreach (var row in CallWorld.FaultRows)
        {
            (world.CallsOfWindow[CallWorld.Fresh][row], world.CostsOfWindow[CallWorld.Fresh][row]) = (50, 0.01);
        }

        var blame = finder.Find(world.With(CallWorld.Fresh, 15).Loads(), Seen)!;

        Assert.Equal(CallWorld.Search, blame.Nodes[0].Node);
    }

    [Fact]
    public void More_calls_are_no_trouble()
    {
        var world = new CallWorld(8);
        var finder = world.Finder();
        world.Window();
        foreach (var calls in world.CallsOfWindow)
        {
            foreach (var row in CallWorld.FaultRows)
            {
                calls[row] *= 2;
            }
        }

        Assert.False(finder.Find(world.Loads(), Seen)!.IsTrouble);
    }

    [Fact]
    public void An_address_seen_only_by_its_caller_is_a_lesser_suspect_than_the_service_that_shows_the_same()
    {
        var world = new CallWorld(9);
        var blame = world.Finder().Find(world.Window().With(CallWorld.Search, 10).With(CallWorld.Balancer, 10).Loads(), Seen)!;

        Assert.Equal(CallWorld.Search, blame.Nodes[0].Node);
        Assert.InRange(blame.Nodes.Single(n => n.Node == CallWorld.Balancer).Probability, 0, blame.Nodes[0].Probability / 2);
    }

    [Fact]
    public void An_address_seen_only_by_its_caller_is_named_where_nothing_else_shows_it()
    {
        var world = new CallWorld(10);

        Assert.Equal(CallWorld.Balancer, world.Finder().Find(world.Window().With(CallWorld.Balancer, 15).Loads(), Seen)!.Nodes[0].Node);
    }

    [Fact]
    public void A_cause_without_metrics_of_its_own_leaves_the_blame_with_its_caller()
    {
        var world = new CallWorld(11);
        var finder = world.Finder();
        world.Window().With(CallWorld.Bank, 15);
        Array.Fill(world.CostsOfWindow[CallWorld.Bank], double.NaN);
        Array.Fill(world.CallsOfWindow[CallWorld.Bank], double.NaN);

        Assert.Equal(CallWorld.Pay, finder.Find(world.Loads(), Seen)!.Nodes[0].Node);
    }

    [Fact]
    public void A_window_that_tells_nothing_of_the_target_has_no_answer()
    {
        var world = new CallWorld(12);
        var finder = world.Finder();
        world.Window().With(CallWorld.Search, 15);
        Array.Fill(world.CostsOfWindow[CallWorld.Site], double.NaN);

        Assert.Null(finder.Find(world.Loads(), Seen));
        Assert.Null(finder.Find(world.Window(rows: 0).Loads(), null));
    }

    [Fact]
    public void Where_it_is_not_known_when_the_trouble_was_seen_all_rows_are_searched()
    {
        var world = new CallWorld(13);
        var blame = world.Finder().Find(world.Window(rows: 60).With(CallWorld.Pay, 15, [40, 41, 42]).Loads(), null)!;

        Assert.Equal(CallWorld.Pay, blame.Nodes[0].Node);
        Assert.InRange(blame.FirstRow, 39, 41);
    }

    [Fact]
    public void Calls_in_a_circle_end()
    {
        var world = new CallWorld(14);
        var graph = new CallGraph(CallWorld.Graph.Names, [(CallWorld.Site, CallWorld.Search), (CallWorld.Search, CallWorld.Db), (CallWorld.Db, CallWorld.Search), (CallWorld.Db, CallWorld.Site), (CallWorld.Db, CallWorld.Db)], []);
        world.Window(rows: 300);
        var finder = new CallBlameFinder(graph, world.Loads(), CallWorld.Site, CallTrouble.Slowness);

        Assert.Equal(CallWorld.Db, finder.Find(world.Window().With(CallWorld.Db, 15).Loads(), Seen)!.Nodes[0].Node);
    }

    [Fact]
    public void Blame_is_shared_out_wholly_among_what_the_target_reaches() =>
        Gen.Select(Gen.Int[0, 999], Gen.Int[0, 6], Gen.Double[0, 40]).Sample(
            (seed, cause, cost) =>
            {
                var world = new CallWorld(seed);
                var blame = world.Finder().Find(world.Window().With(cause, cost).Loads(), Seen)!;
                Assert.Equal(1, blame.Nodes.Sum(n => n.Probability), 9);
                Assert.Equal(8, blame.Nodes.Count);
                Assert.All(blame.Nodes, n => Assert.InRange(n.Probability, 0, 1));
            },
            iter: 60);
}
