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
    public int[] Fallen(ReadOnlySpan<int> components) => Fallen(components, direct: false);

    /// <summary>As <see cref="Fallen(ReadOnlySpan{int})"/>, without what falls through other components.</summary>
    public int[] FallenDirectly(ReadOnlySpan<int> components) => Fallen(components, direct: true);

    /// <summary>All that falls if these components fail too. Nothing stays down.</summary>
    public FailedNodes Follow(ReadOnlySpan<int> components)
    {
        Spread(components, ++_trial, direct: false);
        var fallen = new FailedNodes(_queue[.._queued], ListServices(_trial));
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

    /// <summary>Groups that lost members with what failed last and still stand.</summary>
    public IEnumerable<int> Weakened() => _queue.Take(_queued)
        .Where(node => node < graph.Components)
        .SelectMany(component => graph.GroupsOf(component).ToArray())
        .Distinct()
        .Where(group => !IsDown(graph.Components + group));

    /// <summary>How many more services fall if a group falls.</summary>
    public int TryGroup(int group) => Try([graph.Components + group]);

    /// <summary>Whether a node is down for good.</summary>
    public bool IsDown(int node) => _nodeMarks[node] == ForGood;

    private int[] Fallen(ReadOnlySpan<int> components, bool direct)
    {
        Spread(components, ++_trial, direct);
        var fallen = ListServices(_trial);
        Undo();
        return fallen;
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
