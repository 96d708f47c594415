namespace Groundswell.Attribution.CallGraphs;

/// <summary>What can be reached from a node by calls. A call back to a node on the way there is left out, so that nothing causes itself.</summary>
internal sealed class CallDescent
{
    private readonly CallGraph _graph;
    private readonly Dictionary<int, int[]> _callees = [];
    private readonly List<int> _calleesFirst = [];

    public CallDescent(CallGraph graph, int target)
    {
        (_graph, Target) = (graph, target);
        Walk();
    }

    public int Target { get; }

    /// <summary>Reached nodes, each after all its callees; the target is last.</summary>
    public IReadOnlyList<int> CalleesFirst => _calleesFirst;

    public ReadOnlySpan<int> CalleesOf(int node) => _callees[node];

    public bool IsInferred(int node) => _graph.IsInferred(node);

    /// <summary>Depth first, with a stack of its own: a long chain of calls must not exhaust the thread's.</summary>
    private void Walk()
    {
        var onWay = new HashSet<int> { Target };
        var stack = new Stack<(int Node, int Next)>([(Target, 0)]);
        var kept = new Dictionary<int, List<int>> { [Target] = [] };
        while (stack.TryPop(out var top))
        {
            var callees = _graph.CalleesOf(top.Node);
            if (top.Next == callees.Length)
            {
                onWay.Remove(top.Node);
                _callees[top.Node] = [.. kept[top.Node]];
                _calleesFirst.Add(top.Node);
                continue;
            }

            var callee = callees[top.Next];
            stack.Push((top.Node, top.Next + 1));
            if (onWay.Contains(callee))
            {
                continue;
            }

            kept[top.Node].Add(callee);
            if (kept.TryAdd(callee, []))
            {
                onWay.Add(callee);
                stack.Push((callee, 0));
            }
        }
    }
}
