using Groundswell.Attribution;

namespace Groundswell.Tests.Attribution;

public sealed class AttributionGraphBuilderTests
{
    [Fact]
    public void The_graph_has_what_was_told()
    {
        var builder = new AttributionGraphBuilder(2, 3);
        builder.SetComponent(0, "Tables", "database", "examplia", "north", Mechanism.Application, 1e-3);
        var group = builder.AddGroup(2, [0, 1]);
        builder.AddServiceEdge(0, 0, 0.5, 2);
        builder.AddServiceEdge(group, 2, 0.5, 2);
        builder.AddComponentEdge(0, 1, 0.5, 3);

        var graph = builder.Build();

        Assert.Equal((2, 3, 1, 3), (graph.ComponentCount, graph.ServiceCount, graph.GroupCount, graph.EdgeCount));
        Assert.Equal(("Tables", "examplia", "north"), (graph.ComponentNames[0], graph.Providers[0], graph.Regions[0]));
        Assert.Equal(2, group);
    }

    [Fact]
    public void An_index_of_nothing_is_refused()
    {
        var builder = new AttributionGraphBuilder(2, 3);

        Assert.Throws<ArgumentOutOfRangeException>("source", () => builder.AddServiceEdge(2, 0, 0.5, 2));
        Assert.Throws<ArgumentOutOfRangeException>("source", () => builder.AddServiceEdge(-1, 0, 0.5, 2));
        Assert.Throws<ArgumentOutOfRangeException>("service", () => builder.AddServiceEdge(0, 3, 0.5, 2));
        Assert.Throws<ArgumentOutOfRangeException>("source", () => builder.AddComponentEdge(2, 0, 0.5, 3));
        Assert.Throws<ArgumentOutOfRangeException>("component", () => builder.AddComponentEdge(0, 2, 0.5, 3));
        Assert.Throws<ArgumentOutOfRangeException>("component", () => builder.AddComponentEdge(0, -1, 0.5, 3));
        Assert.Throws<ArgumentOutOfRangeException>("members", () => builder.AddGroup(1, [0, 2]));
        Assert.ThrowsAny<Exception>(() => builder.SetComponent(2, "", "", "", "", Mechanism.Compute, 0.1));
        Assert.ThrowsAny<Exception>(() => builder.SetStray(3, 0.1));
        Assert.ThrowsAny<Exception>(() => builder.SetComplete(3));
    }

    [Fact]
    public void Fewer_than_none_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("components", () => new AttributionGraphBuilder(-1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("services", () => new AttributionGraphBuilder(0, -1));
    }

    [Fact]
    public void A_graph_of_nothing_has_no_causes()
    {
        var graph = new AttributionGraphBuilder(0, 0).Build();

        var result = new CauseFinder(graph).Run(new AttributionEvidence(graph));

        Assert.Equal(1, result.None, 9);
        Assert.Empty(result.Ranked.ToArray());
    }
}
