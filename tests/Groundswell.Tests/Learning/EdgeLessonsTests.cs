using Groundswell.Attribution;
using Groundswell.Learning;
using static Groundswell.Tests.Learning.LearningWorld;

namespace Groundswell.Tests.Learning;

public sealed class EdgeLessonsTests
{
    private const double Usual = 0.45 * 0.95; // degraded, stated

    [Fact]
    public void Nothing_is_learnt_without_an_incident() => Assert.Null(EdgeLessons.Learn(World, []).Weight(Db, "shop"));

    [Fact]
    public void Who_falls_every_time_comes_to_weigh_more_and_who_is_spared_less()
    {
        var memory = EdgeLessons.Learn(World, Outages(Days(10).Select(d => Incident(d + 1, d, Fell(d, 4, "shop", Db), Spared(d, "bank")))));
        Assert.InRange(memory.Weight(Db, "shop")!.Value, 0.8, 1);
        Assert.InRange(memory.Weight(Db, "bank")!.Value, 0, 0.2);
    }

    [Fact]
    public void Who_was_not_watched_teaches_nothing() =>
        Assert.Null(EdgeLessons.Learn(World, Outages(Incident(1, 0, Fell(0, 4, "shop", Db)))).Weight(Db, "bank"));

    [Fact]
    public void The_lag_comes_near_what_was_seen()
    {
        var memory = EdgeLessons.Learn(World, Outages(Days(20).Select(d => Incident(d + 1, d, Fell(d, 20, "shop", Db)))));
        Assert.InRange(memory.LagMinutes(Db, "shop")!.Value, 12, 20);
        Assert.Null(memory.LagMinutes(Db, "bank"));
    }

    [Fact]
    public void An_outage_that_broke_little_teaches_little_of_who_was_spared()
    {
        var mild = EdgeLessons.Learn(World, Outages(Incident(1, 0, Fell(0, 4, "shop", Db, probability: 0.1), Spared(0, "bank"))));
        var whole = EdgeLessons.Learn(World, Outages(Incident(1, 0, Fell(0, 4, "shop", Db), Spared(0, "bank"))));
        Assert.True(whole.Weight(Db, "bank") < mild.Weight(Db, "bank"));
        Assert.InRange(mild.Weight(Db, "bank")!.Value, Usual - 0.05, Usual);
    }

    [Fact]
    public void One_member_of_a_group_teaches_nothing_of_the_group() =>
        Assert.Null(EdgeLessons.Learn(World, Outages(Incident(1, 0, Fell(0, 4, "shop", Db), Spared(0, "twin")))).Weight(Db, "twin"));

    [Fact]
    public void A_dependency_that_the_catalogue_has_no_more_is_forgotten()
    {
        var outages = Outages(Incident(1, 0, Fell(0, 4, "other", Db)));
        var needed = Read("  other: { name: Other, category: shops, dependencies: [{ on: acme/r1/db, criticality: hard, evidence: [{ assumed: likely }] }] }");
        Assert.NotNull(EdgeLessons.Learn(needed, outages).Weight(Db, "other"));
        Assert.Null(EdgeLessons.Learn(Read("  other: { name: Other, category: shops }"), outages).Weight(Db, "other"));
    }

    [Fact]
    public void What_was_learnt_is_in_the_graph()
    {
        var memory = EdgeLessons.Learn(World, Outages(Days(30).Select(d => Incident(d + 1, d, Fell(d, 16, "shop", Db), Failed(d, 5, Queue, Db, isSeen: true), Spared(d, "bank")))));
        var (before, after) = (Forecast(null), Forecast(memory));
        Assert.InRange(before["shop"], Usual - 0.01, Usual + 0.01);
        Assert.InRange(after["shop"], 0.9, 1);
        Assert.True(before.ContainsKey("bank") && !after.ContainsKey("bank"));
    }

    private static Dictionary<string, double> Forecast(IEdgeKnowledge? knowledge)
    {
        var graph = CatalogueGraph.From(World, knowledge);
        return new Forecast(graph.Graph, new AttributionOptions()).Run([new FailingSource(graph.IndexOf(Db), 0, 1)])
            .Where(e => e.IsService).ToDictionary(e => graph.Services[e.Index].ToString(), e => e.Probability);
    }

    private static IEnumerable<int> Days(int count) => Enumerable.Range(0, count);
}
