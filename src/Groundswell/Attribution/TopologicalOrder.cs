namespace Groundswell.Attribution;

/// <summary>Strongly connected components of the sources, by Tarjan's algorithm (1972) without recursion, and an order of them.</summary>
internal sealed class TopologicalOrder
{
    private readonly AttributionGraph _graph;
    private readonly int[] _index;
    private readonly int[] _low;
    private readonly int[] _stack;
    private readonly int[] _path;
    private readonly int[] _nextEdge;
    private int _onStack;
    private int _visited;
    private int _finished;
    private int _cycles;

    public TopologicalOrder(AttributionGraph graph)
    {
        _graph = graph;
        var sources = graph.ComponentCount + graph.GroupCount;
        (_index, _low, _stack, _path, _nextEdge) = (new int[sources], new int[sources], new int[sources], new int[sources], new int[sources]);
        (Rank, Cycle) = (new int[sources], new int[sources]);
        Array.Fill(Cycle, -1);
        for (var source = 0; source < sources; source++)
        {
            if (_index[source] == 0)
            {
                Visit(source);
            }
        }

        // Tarjan finishes what is broken before what breaks it.
        for (var source = 0; source < sources; source++)
        {
            Rank[source] = sources - 1 - Rank[source];
        }
    }

    public int[] Rank { get; }

    public int[] Cycle { get; }

    private void Visit(int root)
    {
        var depth = 0;
        Enter(root, ref depth);
        while (depth > 0)
        {
            var source = _path[depth - 1];
            var target = Next(source, _nextEdge[source]);
            if (target < 0)
            {
                depth--;
                Leave(source);
                if (depth > 0)
                {
                    _low[_path[depth - 1]] = Math.Min(_low[_path[depth - 1]], _low[source]);
                }

                continue;
            }

            _nextEdge[source]++;
            if (_index[target] == 0)
            {
                Enter(target, ref depth);
            }
            else if (Cycle[target] < 0)
            {
                _low[source] = Math.Min(_low[source], _index[target]);
            }
        }
    }

    private void Enter(int source, ref int depth)
    {
        _index[source] = _low[source] = ++_visited;
        _stack[_onStack++] = source;
        _path[depth++] = source;
    }

    private void Leave(int source)
    {
        if (_low[source] != _index[source])
        {
            return;
        }

        int member;
        do
        {
            member = _stack[--_onStack];
            Cycle[member] = _cycles;
            Rank[member] = _finished++;
        }
        while (member != source);
        _cycles++;
    }

    /// <summary>The source's edge of that number: to a component, then to a group that it is a member of; negative after the last.</summary>
    private int Next(int source, int edge)
    {
        var (children, groups) = (_graph.ToComponents, _graph.GroupsOf);
        var count = children.Start[source + 1] - children.Start[source];
        if (edge < count)
        {
            return children.Target[children.Start[source] + edge];
        }

        edge -= count;
        return source < _graph.ComponentCount && edge < groups.Start[source + 1] - groups.Start[source]
            ? _graph.ComponentCount + groups.Target[groups.Start[source] + edge]
            : -1;
    }
}
