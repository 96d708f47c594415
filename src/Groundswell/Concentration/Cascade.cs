using Groundswell.Catalogue;

namespace Groundswell.Concentration;

/// <summary>
/// Lets components fail and follows what must fall with them: a dependent falls with any of its needs, a group with as many members
/// as it cannot spare. The walk goes forward from what failed, so circles come to their least fixpoint by themselves and only what is
/// reached costs. Exact for needs that pass a failure on for certain. Not for several threads at once.
/// </summary>
/// <param name="graph">Who needs what.</param>
/// <param name="level">The weakest need that passes a failure on: <see cref="Criticality.Hard"/> for what falls, <see cref="Criticality.Degraded"/> for what is hit at all.</param>
internal sealed class Cascade(DependencyGraph graph, Criticality level)
{
    private const int ForGood = int.MaxValue;

    private readonly int[] _nodeMarks = new int[graph.Nodes]; // down in the trial of that number, or for good
    private readonly int[] _serviceMarks = new int[graph.Services];
    private readonly int[] _downMembers = new int[graph.Groups];
    private readonly int[] _queue = new int[graph.Nodes];
    private int _trial;
    private int _queued;

    /// <summary>How many more services fall if these components fail too. Nothing stays down.</summary>
    public int Try(ReadOnlySpan<int> components)
    {
        Spread(components, ++_trial, direct: false);
        var fallen = CountServices(_trial);
        Undo();
        return fallen;
    }

    /// <summary>As <see cref="Try"/>, without what falls through other components.</summary>
    public int TryDirect(ReadOnlySpan<int> components)
    {
        Spread(components, ++_trial, direct: true);
        var fallen = CountServices(_trial);
        Undo();
        return fallen;
    }

    /// <summary>The services that fall if these components fail too, in no order. Nothing stays down.</summary>
    public int[] Fallen(ReadOnlySpan<int> components)
    {
        Spread(components, ++_trial, direct: false);
        var fallen = ListServices(_trial);
        Undo();
        return fallen;
    }

    /// <summary>Whether a service falls if these components fail too. Looks at no other service.</summary>
    public bool Takes(ReadOnlySpan<int> components, int service)
    {
        Spread(components, ++_trial, direct: false);
        var needs = graph.Needs(service);
        var kinds = graph.NeedKinds(service);
        var falls = false;
        for (var i = 0; i < needs.Length && !falls; i++)
        {
            falls = _nodeMarks[needs[i]] >= _trial && graph.Kinds[kinds[i]].Level <= level;
        }

        Undo();
        return falls;
    }

    /// <summary>Takes components down for good.</summary>
    /// <returns>The services that fell with them.</returns>
    public int[] Fail(ReadOnlySpan<int> components)
    {
        Spread(components, ForGood, direct: false);
        return ListServices(ForGood);
    }

    /// <summary>Members that still work, of groups that have lost some and still stand: what is weaker now than it was.</summary>
    public IEnumerable<int> Weakened()
    {
        for (var group = 0; group < graph.Groups; group++)
        {
            if (_downMembers[group] == 0 || _nodeMarks[graph.Components + group] == ForGood)
            {
                continue;
            }

            foreach (var member in graph.Members(group).ToArray())
            {
                if (_nodeMarks[member] != ForGood)
                {
                    yield return member;
                }
            }
        }
    }

    private void Spread(ReadOnlySpan<int> components, int mark, bool direct)
    {
        _queued = 0;
        foreach (var component in components)
        {
            Enqueue(component, mark);
        }

        for (var i = 0; i < _queued; i++)
        {
            var node = _queue[i];
            if (node < graph.Components)
            {
                foreach (var group in graph.GroupsOf(node))
                {
                    if (++_downMembers[group] >= graph.FallsAt(group))
                    {
                        Enqueue(graph.Components + group, mark);
                    }
                }
            }

            if (!direct)
            {
                foreach (var dependent in graph.Dependents.Targets(node, level))
                {
                    Enqueue(dependent, mark);
                }
            }
        }
    }

    private void Enqueue(int node, int mark)
    {
        if (_nodeMarks[node] < mark)
        {
            _nodeMarks[node] = mark;
            _queue[_queued++] = node;
        }
    }

    private void Undo()
    {
        foreach (var node in _queue.AsSpan(0, _queued))
        {
            if (node < graph.Components)
            {
                foreach (var group in graph.GroupsOf(node))
                {
                    _downMembers[group]--;
                }
            }
        }
    }

    private int CountServices(int mark)
    {
        var marks = _serviceMarks;
        var fallen = 0;
        foreach (var node in _queue.AsSpan(0, _queued))
        {
            foreach (var service in graph.ServiceDependents.Targets(node, level))
            {
                ref var last = ref marks[service];
                if (last < mark)
                {
                    last = mark;
                    fallen++;
                }
            }
        }

        return fallen;
    }

    private int[] ListServices(int mark)
    {
        var fallen = new List<int>();
        foreach (var node in _queue.AsSpan(0, _queued))
        {
            foreach (var service in graph.ServiceDependents.Targets(node, level))
            {
                if (_serviceMarks[service] < mark)
                {
                    _serviceMarks[service] = mark;
                    fallen.Add(service);
                }
            }
        }

        return [.. fallen];
    }
}
