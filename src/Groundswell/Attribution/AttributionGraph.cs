namespace Groundswell.Attribution;

/// <summary>
/// Who depends on whom, in flat arrays for inference. Immutable. Nodes that fail are <em>sources</em>: the components, then the redundancy
/// groups, which fail when enough of their members have. Everything is addressed by index, in the order in which it was told.
/// </summary>
public sealed class AttributionGraph
{
    internal AttributionGraph(AttributionGraphBuilder.Parts parts)
    {
        ComponentNames = parts.ComponentNames;
        Providers = parts.Providers;
        Regions = parts.Regions;
        Mechanisms = parts.Mechanisms;
        Priors = parts.Priors;
        Stray = parts.Stray;
        ToServices = parts.ToServices;
        ToComponents = parts.ToComponents;
        Parents = parts.ToComponents.Reversed(ComponentCount);
        Members = parts.Members;
        GroupsOf = parts.Members.Reversed(ComponentCount);
        FailsAt = parts.FailsAt;
        Unseen = parts.Unseen;
        var order = new TopologicalOrder(this);
        Rank = order.Rank;
        Cycle = order.Cycle;
    }

    public int ServiceCount => Stray.Length;

    public int ComponentCount => Priors.Length;

    public int GroupCount => FailsAt.Length;

    /// <summary>Edges to services and to components.</summary>
    public int EdgeCount => ToServices.Target.Length + ToComponents.Target.Length;

    /// <summary>By component: what it is called in ranks and sentences.</summary>
    public IReadOnlyList<string> ComponentNames { get; }

    /// <summary>By component: who supplies it.</summary>
    public IReadOnlyList<string> Providers { get; }

    /// <summary>By component: its region, or empty where its provider has none.</summary>
    public IReadOnlyList<string> Regions { get; }

    /// <summary>By component: number of the cycle of dependencies it is part of; components that depend on each other share one.</summary>
    public IReadOnlyList<int> Cycle { get; }

    internal Mechanism[] Mechanisms { get; }

    /// <summary>By component: P(it fails by itself within the window).</summary>
    internal double[] Priors { get; }

    /// <summary>By service: P(it shows symptoms though it is up while something else fails).</summary>
    internal float[] Stray { get; }

    /// <summary>From sources to services.</summary>
    internal Adjacency ToServices { get; }

    /// <summary>From sources to components.</summary>
    internal Adjacency ToComponents { get; }

    /// <summary>From components back to the sources that they depend on.</summary>
    internal Adjacency Parents { get; }

    /// <summary>From groups to their members.</summary>
    internal Adjacency Members { get; }

    /// <summary>From components to the groups they are members of.</summary>
    internal Adjacency GroupsOf { get; }

    /// <summary>By group: how many members must fail for it to fail.</summary>
    internal int[] FailsAt { get; }

    /// <summary>What suppliers need that is not known; none where all is.</summary>
    internal UnseenNeeds? Unseen { get; }

    /// <summary>By source: place in an order in which, but for cycles, causes come before what they break.</summary>
    internal int[] Rank { get; }
}
