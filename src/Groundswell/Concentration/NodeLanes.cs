using System.Runtime.InteropServices;

namespace Groundswell.Concentration;

/// <summary>
/// Components and groups in 64 samples at once: which are down, and since which step. What falls in one step is passed on in the
/// next, so circles end by themselves; a group falls in the step of the member that it could not spare.
/// </summary>
internal sealed class NodeLanes(DependencyGraph graph, ulong[] chances)
{
    private const int None = -1;
    private const ulong ComponentDraws = 1UL << 40; // keys of draws by component; edges of services are numbered from 0
    private const ulong ComponentEdges = 1UL << 41;

    private readonly ulong[] _state = new ulong[graph.Nodes];
    private readonly ulong[] _next = new ulong[graph.Nodes];
    private readonly int[] _firstFall = Filled(graph.Nodes);
    private readonly int[] _lastFall = new int[graph.Nodes];
    private readonly bool[] _isDue = new bool[graph.Groups];
    private readonly List<LaneFall> _falls = [];
    private readonly List<int> _falling = [];
    private readonly List<int> _dueGroups = [];
    private readonly LaneCounter _counter = new();
    private ulong _key;

    /// <summary>Samples in which each node is down.</summary>
    public ReadOnlySpan<ulong> State => _state;

    /// <summary>The last step in which anything fell.</summary>
    public int Steps { get; private set; }

    /// <summary>Falls of the batch in the order of their steps.</summary>
    public ReadOnlySpan<LaneFall> Falls => CollectionsMarshal.AsSpan(_falls);

    /// <summary>Index of a node's first fall in <see cref="Falls"/>; each names the next. Negative for none.</summary>
    public int FirstFall(int node) => _firstFall[node];

    /// <param name="failing">Of each component: the chance that it fails by itself.</param>
    /// <param name="lanes">Samples to run.</param>
    /// <param name="key">The batch's.</param>
    public void Run(ReadOnlySpan<ulong> failing, ulong lanes, ulong key)
    {
        Clear();
        _key = key;
        for (var component = 0; component < failing.Length; component++)
        {
            if (failing[component] != 0)
            {
                Offer(component, LaneChance.Draw(lanes, failing[component], LaneChance.Key(key, ComponentDraws + (ulong)component)));
            }
        }

        var done = 0;
        for (Steps = 0; _falling.Count > 0; Steps++)
        {
            foreach (var component in _falling)
            {
                Fall(component, _next[component]);
                _next[component] = 0;
            }

            _falling.Clear();
            FailGroups(done);
            for (var last = _falls.Count; done < last; done++)
            {
                PassOn(_falls[done]);
            }
        }

        Steps--;
    }

    private static int[] Filled(int nodes)
    {
        var filled = new int[nodes];
        Array.Fill(filled, None);
        return filled;
    }

    private void Offer(int component, ulong lanes)
    {
        if (lanes == 0)
        {
            return;
        }

        if (_next[component] == 0)
        {
            _falling.Add(component);
        }

        _next[component] |= lanes;
    }

    private void Fall(int node, ulong lanes)
    {
        if (_state[node] == 0)
        {
            _firstFall[node] = _falls.Count;
        }
        else
        {
            CollectionsMarshal.AsSpan(_falls)[_lastFall[node]].Next = _falls.Count;
        }

        _lastFall[node] = _falls.Count;
        _falls.Add(new LaneFall { Node = node, Step = Steps, Lanes = lanes, Next = None });
        _state[node] |= lanes;
    }

    private void FailGroups(int firstFall)
    {
        for (var i = firstFall; i < _falls.Count; i++)
        {
            foreach (var group in graph.GroupsOf(_falls[i].Node))
            {
                if (!_isDue[group])
                {
                    _isDue[group] = true;
                    _dueGroups.Add(group);
                }
            }
        }

        foreach (var group in _dueGroups)
        {
            _isDue[group] = false;
            var node = graph.Components + group;
            var down = Down(group) & ~_state[node];
            if (down != 0)
            {
                Fall(node, down);
            }
        }

        _dueGroups.Clear();
    }

    private ulong Down(int group)
    {
        var members = graph.Members(group);
        var fallsAt = graph.FallsAt(group);
        if (fallsAt == members.Length)
        {
            var all = ulong.MaxValue;
            foreach (var member in members)
            {
                all &= _state[member];
            }

            return all;
        }

        _counter.Clear();
        foreach (var member in members)
        {
            _counter.Add(_state[member]);
        }

        return _counter.AtLeast(fallsAt);
    }

    private void PassOn(LaneFall fall)
    {
        var dependents = graph.Dependents.Targets(fall.Node, Catalogue.Criticality.Soft);
        var kinds = graph.Dependents.Kinds(fall.Node);
        var first = ComponentEdges + (ulong)graph.Dependents.First(fall.Node);
        for (var i = 0; i < dependents.Length; i++)
        {
            var open = fall.Lanes & ~(_state[dependents[i]] | _next[dependents[i]]);
            if (open != 0)
            {
                Offer(dependents[i], LaneChance.Draw(open, chances[kinds[i]], LaneChance.Key(_key, first + (ulong)i)));
            }
        }
    }

    private void Clear()
    {
        foreach (var fall in _falls)
        {
            _state[fall.Node] = 0;
            _firstFall[fall.Node] = None;
        }

        _falls.Clear();
    }
}
