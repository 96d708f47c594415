using System.Numerics;
using System.Runtime.InteropServices;

namespace Groundswell.Concentration;

/// <summary>
/// Monte Carlo over failures, 64 samples to a word. In each sample every need either passes a failure on or does not, drawn once;
/// what shares a component falls together by itself, and no probabilities of paths are multiplied, which would count what they share
/// twice. A dependent falls a step after the need that took it; a group falls in the step of the member it could not spare. Samples
/// differ in their seed only: the same seed gives the same numbers.
/// </summary>
internal sealed class FailureSampling
{
    private const int Lanes = 64;
    private const ulong ComponentDraws = 1UL << 40; // keys of draws by component; edges are numbered below, those of services from 0
    private const ulong ComponentEdges = 1UL << 41;

    private readonly DependencyGraph _graph;
    private readonly ulong[] _chances;
    private readonly ulong _seed;
    private readonly ulong[] _state;
    private readonly ulong[] _fresh;
    private readonly ulong[] _next;
    private readonly ulong[] _serviceState;
    private readonly bool[] _isDue;
    private readonly List<int> _frontier = [];
    private readonly List<int> _nextFrontier = [];
    private readonly List<int> _reached = [];
    private readonly List<int> _reachedServices = [];
    private readonly List<int> _dueGroups = [];
    private readonly LaneCounter _counter = new();
    private SampledFailures _result = null!;
    private ulong _batchSeed;

    public FailureSampling(DependencyGraph graph, FailureOdds odds, int seed)
    {
        _graph = graph;
        _chances = [.. graph.Kinds.Select(k => LaneChance.Of(odds.Of(k)))];
        _seed = unchecked((ulong)seed);
        _state = new ulong[graph.Nodes];
        _fresh = new ulong[graph.Nodes];
        _next = new ulong[graph.Nodes];
        _isDue = new bool[graph.Groups];
        _serviceState = new ulong[graph.Services];
    }

    /// <summary>Components that are down in every sample.</summary>
    public SampledFailures SwitchOff(ReadOnlySpan<int> components, int samples)
    {
        var chances = new double[_graph.Components];
        foreach (var component in components)
        {
            chances[component] = 1;
        }

        return Sample(chances, samples);
    }

    /// <param name="chances">Of each component: the probability that it fails by itself.</param>
    /// <param name="samples">How many to draw, 1 or more.</param>
    public SampledFailures Sample(ReadOnlySpan<double> chances, int samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(chances.Length, _graph.Components);
        _result = new SampledFailures(
            samples, new int[_graph.Components], new long[_graph.Components], new int[_graph.Services], new long[_graph.Services], new int[samples]);
        for (var first = 0; first < samples; first += Lanes)
        {
            _batchSeed = (ulong)(first / Lanes);
            var lanes = samples - first >= Lanes ? ulong.MaxValue : (1UL << (samples - first)) - 1;
            Begin(chances, lanes);
            for (var step = 0; _frontier.Count > 0; step++)
            {
                Advance(step);
            }

            Count(first);
            Clear();
        }

        return _result;
    }

    private void Begin(ReadOnlySpan<double> chances, ulong lanes)
    {
        for (var component = 0; component < chances.Length; component++)
        {
            if (chances[component] > 0)
            {
                var down = LaneChance.Draw(lanes, LaneChance.Of(chances[component]), LaneChance.Key(_seed, _batchSeed, ComponentDraws + (ulong)component));
                if (down != 0)
                {
                    _fresh[component] = down;
                    _frontier.Add(component);
                }
            }
        }
    }

    /// <summary>What fell in the last step is down now; its groups fall with it, its dependents a step later.</summary>
    private void Advance(int step)
    {
        foreach (var component in _frontier)
        {
            Enter(component);
            _result.ComponentSteps[component] += (long)step * BitOperations.PopCount(_fresh[component]);
            foreach (var group in _graph.GroupsOf(component))
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
            FailGroup(group);
        }

        _dueGroups.Clear();
        foreach (var node in CollectionsMarshal.AsSpan(_frontier))
        {
            PassOn(node, step + 1);
            _fresh[node] = 0;
        }

        _frontier.Clear();
        foreach (var component in _nextFrontier)
        {
            _fresh[component] = _next[component];
            _next[component] = 0;
            _frontier.Add(component);
        }

        _nextFrontier.Clear();
    }

    private void Enter(int node)
    {
        if (_state[node] == 0)
        {
            _reached.Add(node);
        }

        _state[node] |= _fresh[node];
    }

    private void FailGroup(int group)
    {
        var down = 0UL;
        var fallsAt = _graph.FallsAt(group);
        if (fallsAt == 1)
        {
            foreach (var member in _graph.Members(group))
            {
                down |= _state[member];
            }
        }
        else
        {
            _counter.Clear();
            foreach (var member in _graph.Members(group))
            {
                _counter.Add(_state[member]);
            }

            down = _counter.AtLeast(fallsAt);
        }

        var node = _graph.Components + group;
        down &= ~_state[node];
        if (down != 0)
        {
            _fresh[node] = down;
            Enter(node);
            _frontier.Add(node);
        }
    }

    private void PassOn(int node, int step)
    {
        var lanes = _fresh[node];
        var dependents = _graph.Dependents.Targets(node, Catalogue.Criticality.Soft);
        var kinds = _graph.Dependents.Kinds(node);
        var first = ComponentEdges + (ulong)_graph.Dependents.First(node);
        for (var i = 0; i < dependents.Length; i++)
        {
            var dependent = dependents[i];
            var fallen = Pass(lanes & ~(_state[dependent] | _next[dependent]), kinds[i], first + (ulong)i);
            if (fallen != 0)
            {
                if (_next[dependent] == 0)
                {
                    _nextFrontier.Add(dependent);
                }

                _next[dependent] |= fallen;
            }
        }

        var services = _graph.ServiceDependents.Targets(node, Catalogue.Criticality.Soft);
        kinds = _graph.ServiceDependents.Kinds(node);
        first = (ulong)_graph.ServiceDependents.First(node);
        var steps = _result.ServiceSteps;
        for (var i = 0; i < services.Length; i++)
        {
            ref var state = ref _serviceState[services[i]];
            var fallen = Pass(lanes & ~state, kinds[i], first + (ulong)i);
            if (fallen != 0)
            {
                if (state == 0)
                {
                    _reachedServices.Add(services[i]);
                }

                state |= fallen;
                steps[services[i]] += (long)step * BitOperations.PopCount(fallen);
            }
        }
    }

    private ulong Pass(ulong lanes, ushort kind, ulong edge)
    {
        var chance = _chances[kind];
        return lanes == 0 || chance == 0 ? 0
            : chance >> 32 != 0 ? lanes
            : LaneChance.Draw(lanes, chance, LaneChance.Key(_seed, _batchSeed, edge));
    }

    private void Count(int first)
    {
        foreach (var node in _reached)
        {
            if (node < _graph.Components)
            {
                _result.Components[node] += BitOperations.PopCount(_state[node]);
            }
        }

        _counter.Clear();
        foreach (var service in _reachedServices)
        {
            _counter.Add(_serviceState[service]);
            _result.Services[service] += BitOperations.PopCount(_serviceState[service]);
        }

        for (var lane = 0; lane < Lanes && first + lane < _result.Samples; lane++)
        {
            _result.Totals[first + lane] = _counter[lane];
        }
    }

    private void Clear()
    {
        foreach (var node in _reached)
        {
            _state[node] = 0;
        }

        foreach (var service in _reachedServices)
        {
            _serviceState[service] = 0;
        }

        _reached.Clear();
        _reachedServices.Clear();
    }
}
