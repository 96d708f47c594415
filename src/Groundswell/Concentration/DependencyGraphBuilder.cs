using System.Runtime.InteropServices;
using Groundswell.Catalogue;

namespace Groundswell.Concentration;

/// <summary>Collects who needs what. Groups come before what needs them; services come one after the other, each followed by its needs.</summary>
/// <param name="components">Number of components; they are known before their needs, which may form circles.</param>
internal sealed class DependencyGraphBuilder(int components)
{
    private readonly List<int> _memberStarts = [0];
    private readonly List<int> _members = [];
    private readonly List<int> _fallsAt = [];
    private readonly List<int> _dependents = [];
    private readonly List<int> _dependencies = [];
    private readonly List<ushort> _dependencyKinds = [];
    private readonly List<int> _needStarts = [0];
    private readonly List<int> _needs = [];
    private readonly List<ushort> _needKinds = [];
    private readonly List<NeedKind> _kinds = [new(Criticality.Hard, 0), new(Criticality.Degraded, 0), new(Criticality.Soft, 0)];
    private readonly Dictionary<NeedKind, ushort> _numbers = new() { [new(Criticality.Hard, 0)] = 0, [new(Criticality.Degraded, 0)] = 1, [new(Criticality.Soft, 0)] = 2 };

    /// <summary>Components that stand in for each other: the group works while <paramref name="needed"/> of them do.</summary>
    /// <returns>The group's node.</returns>
    public int AddGroup(ReadOnlySpan<int> members, int needed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(needed, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(needed, members.Length);
        _members.AddRange(members);
        _memberStarts.Add(_members.Count);
        _fallsAt.Add(members.Length - needed + 1);
        return components + _fallsAt.Count - 1;
    }

    /// <summary>A component needs a node.</summary>
    public void AddNeed(int component, int node, Criticality criticality, double fallback = 0)
    {
        _dependents.Add(component);
        _dependencies.Add(node);
        _dependencyKinds.Add(Number(criticality, fallback));
    }

    /// <summary>The service added last needs a node.</summary>
    public void AddServiceNeed(int node, Criticality criticality, double fallback = 0)
    {
        _needs.Add(node);
        _needKinds.Add(Number(criticality, fallback));
        _needStarts[^1] = _needs.Count;
    }

    /// <returns>The service's number.</returns>
    public int AddService()
    {
        _needStarts.Add(_needs.Count);
        return _needStarts.Count - 2;
    }

    public DependencyGraph Build()
    {
        var nodes = components + _fallsAt.Count;
        Criticality[] levels = [.. _kinds.Select(k => k.Level)];
        var dependents = Adjacency.Sort(nodes, Span(_dependencies), Span(_dependents), Span(_dependencyKinds), levels);
        var componentNeeds = Adjacency.Sort(components, Span(_dependents), Span(_dependencies), Span(_dependencyKinds), levels);
        var services = new int[_needs.Count];
        for (var service = 0; service + 1 < _needStarts.Count; service++)
        {
            services.AsSpan(_needStarts[service].._needStarts[service + 1]).Fill(service);
        }

        var serviceDependents = Adjacency.Sort(nodes, Span(_needs), services, Span(_needKinds), levels);
        return new DependencyGraph(
            components, [.. _memberStarts], [.. _members], [.. _fallsAt], [.. _needStarts], [.. _needs], [.. _needKinds],
            componentNeeds, dependents, serviceDependents, [.. _kinds]);
    }

    private static Span<T> Span<T>(List<T> list) => CollectionsMarshal.AsSpan(list);

    private ushort Number(Criticality criticality, double fallback)
    {
        if (fallback == 0)
        {
            return (ushort)criticality;
        }

        var kind = new NeedKind(criticality, fallback);
        if (!_numbers.TryGetValue(kind, out var number))
        {
            number = checked((ushort)_kinds.Count);
            _kinds.Add(kind);
            _numbers[kind] = number;
        }

        return number;
    }
}
