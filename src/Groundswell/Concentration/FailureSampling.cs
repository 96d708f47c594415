using System.Numerics;

namespace Groundswell.Concentration;

/// <summary>
/// Monte Carlo over failures, 64 samples to a word. In each sample every need either passes a failure on or does not, drawn once;
/// what shares a component falls together by itself, and no probabilities of paths are multiplied, which would count what they share
/// twice. A dependent falls a step after the need that took it. The same seed gives the same numbers.
/// </summary>
internal sealed class FailureSampling
{
    private const int Lanes = 64;

    private readonly DependencyGraph _graph;
    private readonly ulong[] _chances;
    private readonly ulong _seed;
    private readonly NodeLanes _nodes;
    private readonly LaneCounter _counter = new();
    private readonly ulong[] _passed; // of the needs of one service that failed: samples that they passed on
    private readonly int[] _cursors;

    public FailureSampling(DependencyGraph graph, FailureOdds odds, int seed)
    {
        _graph = graph;
        _chances = [.. graph.Kinds.Select(k => LaneChance.Of(odds.Of(k)))];
        _seed = unchecked((ulong)seed);
        _nodes = new NodeLanes(graph, _chances);
        (_passed, _cursors) = (new ulong[graph.MostNeeds], new int[graph.MostNeeds]);
    }

    /// <summary>Components that are down in every sample.</summary>
    public SampledFailures SwitchOff(ReadOnlySpan<int> components, int samples)
    {
        var chances = new double[_graph.Components];
        foreach (var component in components)
        {
            chances[component] = 1;
        }

        return Run(chances, samples, order: true);
    }

    /// <summary>Components that fail each by a chance of its own. Steps are not counted: what fails by itself is in no order.</summary>
    /// <param name="failing">Of each component: the probability that it fails by itself.</param>
    /// <param name="samples">How many to draw, 1 or more.</param>
    public SampledFailures Sample(ReadOnlySpan<double> failing, int samples) => Run(failing, samples, order: false);

    private SampledFailures Run(ReadOnlySpan<double> failing, int samples, bool order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(failing.Length, _graph.Components);
        var result = new SampledFailures(
            samples, new int[_graph.Nodes], new long[_graph.Nodes], new int[_graph.Services], new long[_graph.Services], new int[samples]);
        var chances = new ulong[failing.Length];
        for (var i = 0; i < failing.Length; i++)
        {
            chances[i] = LaneChance.Of(failing[i]);
        }

        for (var first = 0; first < samples; first += Lanes)
        {
            var lanes = samples - first >= Lanes ? ulong.MaxValue : (1UL << (samples - first)) - 1;
            var key = LaneChance.BatchKey(_seed, (ulong)(first / Lanes));
            _nodes.Run(chances, lanes, key);
            CountNodes(result);
            CountServices(result, key, order);
            for (var lane = 0; lane < Lanes && first + lane < samples; lane++)
            {
                result.Totals[first + lane] = _counter[lane];
            }
        }

        return result;
    }

    private void CountNodes(SampledFailures result)
    {
        foreach (var fall in _nodes.Falls)
        {
            var samples = BitOperations.PopCount(fall.Lanes);
            result.Nodes[fall.Node] += samples;
            result.NodeSteps[fall.Node] += (long)fall.Step * samples;
        }
    }

    /// <summary>Nothing needs a service, so each is looked at once, when all else has fallen.</summary>
    private void CountServices(SampledFailures result, ulong key, bool order)
    {
        _counter.Clear();
        var state = _nodes.State;
        var chances = _chances;
        var edge = 0UL;
        for (var service = 0; service < _graph.Services; service++)
        {
            var needs = _graph.Needs(service);
            var kinds = _graph.NeedKinds(service);
            var down = 0UL;
            var hit = 0;
            for (var i = 0; i < needs.Length; i++, edge++)
            {
                var failed = state[needs[i]];
                if (failed == 0)
                {
                    continue;
                }

                var passed = LaneChance.Draw(order ? failed : failed & ~down, chances[kinds[i]], LaneChance.Key(key, edge));
                down |= passed;
                if (order && passed != 0)
                {
                    _passed[hit] = passed;
                    _cursors[hit++] = _nodes.FirstFall(needs[i]);
                }
            }

            if (down != 0)
            {
                _counter.Add(down);
                result.Services[service] += BitOperations.PopCount(down);
                if (order)
                {
                    result.ServiceSteps[service] += SumSteps(hit);
                }
            }
        }
    }

    /// <summary>Over samples: one more than the step of the earliest need that passed its failure on.</summary>
    private long SumSteps(int hit)
    {
        var falls = _nodes.Falls;
        if (hit == 1 && falls[_cursors[0]].Next < 0)
        {
            return (falls[_cursors[0]].Step + 1L) * BitOperations.PopCount(_passed[0]);
        }

        var (sum, seen) = (0L, 0UL);
        for (var step = 0; step <= _nodes.Steps; step++)
        {
            for (var i = 0; i < hit; i++)
            {
                if (_cursors[i] >= 0 && falls[_cursors[i]].Step == step)
                {
                    ref readonly var fall = ref falls[_cursors[i]];
                    var fresh = fall.Lanes & _passed[i] & ~seen;
                    seen |= fresh;
                    sum += (step + 1L) * BitOperations.PopCount(fresh);
                    _cursors[i] = fall.Next;
                }
            }
        }

        return sum;
    }
}
