using Groundswell.Catalogue;

namespace Groundswell.Concentration;

/// <summary>
/// Who needs what, in flat arrays. Nodes are components, numbered from 0, and after them redundancy groups of components; services
/// are numbered by themselves, for nothing needs them. Immutable.
/// </summary>
internal sealed class DependencyGraph
{
    private readonly int[] _memberStarts;
    private readonly int[] _members;
    private readonly int[] _fallsAt;
    private readonly int[] _groupStarts;
    private readonly int[] _groups;
    private readonly int[] _needStarts;
    private readonly int[] _needs;
    private readonly ushort[] _needKinds;

    /// <summary>Takes over the arrays that <see cref="DependencyGraphBuilder"/> made.</summary>
    public DependencyGraph(
        int components, int[] memberStarts, int[] members, int[] fallsAt, int[] needStarts, int[] needs, ushort[] needKinds,
        Adjacency componentNeeds, Adjacency dependents, Adjacency services, NeedKind[] kinds)
    {
        Components = components;
        (_memberStarts, _members, _fallsAt) = (memberStarts, members, fallsAt);
        (_needStarts, _needs, _needKinds) = (needStarts, needs, needKinds);
        (ComponentNeeds, Dependents, ServiceDependents, Kinds) = (componentNeeds, dependents, services, kinds);
        (_groupStarts, _groups) = Invert(components, memberStarts, members);
        Circles = FindCircles();
        for (var service = 0; service < Services; service++)
        {
            MostNeeds = Math.Max(MostNeeds, Needs(service).Length);
        }
    }

    public int Components { get; }

    public int Groups => _fallsAt.Length;

    /// <summary>Components and groups.</summary>
    public int Nodes => Components + Groups;

    public int Services => _needStarts.Length - 1;

    /// <summary>Needs of the service that has most.</summary>
    public int MostNeeds { get; }

    /// <summary>From a component to the nodes that it needs.</summary>
    public Adjacency ComponentNeeds { get; }

    /// <summary>From a node to the components that need it.</summary>
    public Adjacency Dependents { get; }

    /// <summary>From a node to the services that need it.</summary>
    public Adjacency ServiceDependents { get; }

    public IReadOnlyList<NeedKind> Kinds { get; }

    /// <summary>A number for each component; those that need each other hard, in a circle and without redundancy, have the same and fail as one.</summary>
    public IReadOnlyList<int> Circles { get; }

    /// <summary>Components of a group; a group is numbered from 0 here.</summary>
    public ReadOnlySpan<int> Members(int group) => _members.AsSpan(_memberStarts[group].._memberStarts[group + 1]);

    /// <summary>So many members down take the group down: one more than it can spare.</summary>
    public int FallsAt(int group) => _fallsAt[group];

    /// <summary>Groups that a component is a member of, numbered from 0.</summary>
    public ReadOnlySpan<int> GroupsOf(int component) => _groups.AsSpan(_groupStarts[component].._groupStarts[component + 1]);

    /// <summary>Nodes that a service needs.</summary>
    public ReadOnlySpan<int> Needs(int service) => _needs.AsSpan(_needStarts[service].._needStarts[service + 1]);

    /// <summary>Kinds of what a service needs, beside <see cref="Needs"/>.</summary>
    public ReadOnlySpan<ushort> NeedKinds(int service) => _needKinds.AsSpan(_needStarts[service].._needStarts[service + 1]);

    private static (int[] Starts, int[] Groups) Invert(int components, int[] memberStarts, int[] members)
    {
        var starts = new int[components + 1];
        foreach (var member in members)
        {
            starts[member + 1]++;
        }

        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        var groups = new int[members.Length];
        var next = starts.AsSpan(0, components).ToArray();
        for (var group = 0; group + 1 < memberStarts.Length; group++)
        {
            for (var i = memberStarts[group]; i < memberStarts[group + 1]; i++)
            {
                groups[next[members[i]]++] = group;
            }
        }

        return (starts, groups);
    }

    private int[] FindCircles()
    {
        var starts = new int[Components + 1];
        var targets = new List<int>();
        for (var component = 0; component < Components; component++)
        {
            targets.AddRange(Dependents.Targets(component, Criticality.Hard));
            starts[component + 1] = targets.Count;
        }

        return StronglyConnected.Number(starts, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(targets));
    }
}
