namespace Groundswell.Attribution.CallGraphs;

/// <summary>
/// Finds which node of a call graph causes the trouble of another. Costs of calls add up along a graph: seconds that a callee
/// takes more are seconds that its caller takes more. So the excess of each node over its usual is followed down from the target.
/// Not safe for use by more than one thread at a time.
/// </summary>
public sealed class CallBlameFinder
{
    /// <summary>Odds of about four hundred to one, the least to be called trouble however quiet the usual is.</summary>
    private const double LeastEvidence = 6;

    /// <summary>Odds of eight thousand to one, always called trouble: usual rows may hold an outage that nobody told of, and it must not hide the next.</summary>
    private const double EnoughEvidence = 9;

    /// <summary>One in twenty usual windows may pass for trouble.</summary>
    private const double PartAccepted = 0.95;

    private const int MostReferenceWindows = 200;

    private readonly CallDescent _descent;
    private readonly CallLoads _usualLoads;
    private readonly CallTrouble _trouble;
    private readonly UsualCost[] _usual;
    private readonly Dictionary<(int Rows, int? Seen), double> _thresholds = [];

    /// <param name="graph">Who calls whom.</param>
    /// <param name="usual">Loads while nothing was wrong, of the graph's nodes; a day or more tells most.</param>
    /// <param name="target">The node in trouble.</param>
    /// <param name="trouble">What its trouble is, which says what costs are.</param>
    /// <exception cref="ArgumentException">The loads are not those of the graph's nodes.</exception>
    public CallBlameFinder(CallGraph graph, CallLoads usual, int target, CallTrouble trouble)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(target, graph.Names.Count);
        if (usual.Nodes != graph.Names.Count)
        {
            throw new ArgumentException("The usual loads must be of the graph's nodes.", nameof(usual));
        }

        (_usualLoads, _trouble) = (usual, trouble);
        _descent = new CallDescent(graph, target);
        _usual = [.. Enumerable.Range(0, usual.Nodes).Select(node => UsualCost.Of(usual, node, trouble))];
    }

    /// <summary>Who is to blame in a window, and whether anything is wrong in it; null where the window tells nothing of the target.</summary>
    /// <param name="window">Loads of the graph's nodes.</param>
    /// <param name="seen">The row in which the trouble was seen, if known.</param>
    public CallBlame? Find(CallLoads window, int? seen)
    {
        if (Best(window, seen) is not { } best)
        {
            return null;
        }

        var blame = new Suspicion(_descent, best.Excess, Suspicion.BeyondDoubt).Blame();
        return new CallBlame
        {
            Evidence = best.Suspicion.Evidence,
            Threshold = ThresholdOf(window.Rows, seen),
            FirstRow = best.Fault.First,
            LastRow = best.Fault.Last,
            Nodes = [.. _descent.CalleesFirst
                .Select(node => new BlamedNode(node, blame[node], best.Excess[node].Amount))
                .OrderByDescending(n => n.Probability).ThenByDescending(n => n.Excess).ThenBy(n => n.Node)],
        };
    }

    /// <summary>The stretch of rows that speaks most for a fault.</summary>
    private Candidate? Best(CallLoads window, int? seen)
    {
        Candidate? best = null;
        foreach (var fault in FaultRows.Within(window.Rows, seen))
        {
            var excess = new ExcessCost[window.Nodes];
            foreach (var node in _descent.CalleesFirst)
            {
                excess[node] = ExcessCost.Of(window, node, _usual[node], fault, _trouble);
            }

            var target = excess[_descent.Target];
            if (target == ExcessCost.None || target.IsNew)
            {
                continue;
            }

            var suspicion = new Suspicion(_descent, excess, double.PositiveInfinity);
            if (best is null || suspicion.Evidence > best.Suspicion.Evidence)
            {
                best = new Candidate(fault, excess, suspicion);
            }
        }

        return best;
    }

    /// <summary>Windows of the same length out of the usual rows show what evidence comes from nothing.</summary>
    private double ThresholdOf(int rows, int? seen)
    {
        if (_thresholds.TryGetValue((rows, seen), out var known))
        {
            return known;
        }

        var possible = _usualLoads.Rows - rows + 1;
        var step = Math.Max(rows, (possible / MostReferenceWindows) + 1);
        var evidence = new List<double>();
        for (var first = 0; first < possible; first += step)
        {
            if (Best(_usualLoads.Window(first, rows), seen) is { } best)
            {
                evidence.Add(best.Suspicion.Evidence);
            }
        }

        evidence.Sort();
        var threshold = evidence.Count == 0 ? LeastEvidence : Math.Clamp(evidence[(int)(PartAccepted * (evidence.Count - 1))], LeastEvidence, EnoughEvidence);
        _thresholds[(rows, seen)] = threshold;
        return threshold;
    }

    private sealed record Candidate(FaultRows Fault, ExcessCost[] Excess, Suspicion Suspicion);
}
