using Groundswell.Catalogue;

namespace Groundswell.Concentration;

/// <summary>How many services each component takes down by itself.</summary>
internal static class BlastRadii
{
    /// <returns>By component. Members of a circle fail as one and are followed once.</returns>
    public static int[] All(DependencyGraph graph, Criticality level)
    {
        var cascade = new Cascade(graph, level);
        var radii = new int[graph.Components];
        var known = new int[graph.Components];
        Array.Fill(known, -1);
        for (var component = 0; component < radii.Length; component++)
        {
            ref var radius = ref known[graph.Circles[component]];
            if (radius < 0)
            {
                radius = cascade.Try([component]);
            }

            radii[component] = radius;
        }

        return radii;
    }

    /// <summary>Components whose failure alone takes a service down: its single points of failure.</summary>
    public static int[] SinglePoints(DependencyGraph graph, int service, Criticality level)
    {
        var cascade = new Cascade(graph, level);
        return [.. Enumerable.Range(0, graph.Components).Where(component => cascade.Takes([component], service))];
    }
}
