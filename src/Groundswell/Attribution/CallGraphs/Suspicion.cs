namespace Groundswell.Attribution.CallGraphs;

/// <summary>
/// Where, below the node in trouble, the cause lies. At each node the cause is either its own or lies in one of its callees, and
/// each alternative is as likely as it explains what was seen: a callee to blame has an excess of its own, and that excess is
/// large enough to be the caller's. Blame starts at the target and is handed down by these odds.
/// </summary>
/// <remarks>
/// The rule behind it, that a node in trouble none of whose callees is in trouble is the cause, is that of graph traversal
/// (Chen et al., "CauseInfer", INFOCOM 2014; Liu et al., "MicroHECL", ICSE-SEIP 2021). Here it is soft, and sums of costs take the place of thresholds.
/// </remarks>
internal sealed class Suspicion
{
    private const double LogOwn = -0.6931471805599453; // half of all causes that reach a node are its own
    private const double LogCallees = -0.6931471805599453;

    /// <summary>An address that nobody answers for is mostly another view of a node that is also seen.</summary>
    private const double WeightOfInferred = 0.1;

    /// <summary>A cause may reach its caller on more than one way; this part must come on the way that is looked at.</summary>
    private const double PartExplained = 0.7;

    /// <summary>What lies deeper confirms a callee, though not without end: nodes of a chain repeat one measurement.</summary>
    private const double MostFromBelow = 2;

    /// <summary>
    /// A callee whose own change is beyond doubt is not the likelier to blame for being still further beyond it: of several, the size
    /// of their excess decides. It is a bound for blame; in which rows the fault lasted shows best without.
    /// </summary>
    public const double BeyondDoubt = 8;

    private const double LogUnseen = -20;
    private const double LogNew = -4;

    private readonly double[] _evidence;
    private readonly ExcessCost[] _excess;
    private readonly CallDescent _descent;
    private readonly double _most;

    /// <param name="descent">What the target reaches.</param>
    /// <param name="excess">By node.</param>
    /// <param name="most">What the excess of one callee may say at most for its being real.</param>
    public Suspicion(CallDescent descent, ExcessCost[] excess, double most)
    {
        (_descent, _excess, _most) = (descent, excess, most);
        _evidence = new double[excess.Length];
        foreach (var node in descent.CalleesFirst)
        {
            _evidence[node] = Terms(node).Total;
        }

        Evidence = StudentEvidence.Of(excess[descent.Target].Deviations) + _evidence[descent.Target];
    }

    /// <summary>Natural logarithm of how much likelier all this is with a fault than without.</summary>
    public double Evidence { get; }

    /// <summary>By node, the probability that the cause is its own; they sum to one.</summary>
    public double[] Blame()
    {
        var blame = new double[_excess.Length];
        var handed = new double[_excess.Length];
        handed[_descent.Target] = 1;
        for (var i = _descent.CalleesFirst.Count - 1; i >= 0; i--)
        {
            var node = _descent.CalleesFirst[i];
            var (own, callees, total) = Terms(node);
            blame[node] = handed[node] * Math.Exp(own - total);
            for (var c = 0; c < callees.Length; c++)
            {
                handed[_descent.CalleesOf(node)[c]] += handed[node] * Math.Exp(callees[c] - total);
            }
        }

        return blame;
    }

    private (double Own, double[] Callees, double Total) Terms(int node)
    {
        var callees = _descent.CalleesOf(node);
        if (callees.Length == 0)
        {
            return (0, [], 0);
        }

        var weights = 0.0;
        foreach (var callee in callees)
        {
            weights += WeightOf(callee);
        }

        var terms = new double[callees.Length];
        for (var c = 0; c < terms.Length; c++)
        {
            terms[c] = LogCallees + Math.Log(WeightOf(callees[c]) / weights)
                + Link(_excess[node], _excess[callees[c]]) + Math.Min(MostFromBelow, _evidence[callees[c]]);
        }

        var most = Math.Max(LogOwn, terms.Max());
        return (LogOwn, terms, most + Math.Log(Math.Exp(LogOwn - most) + terms.Sum(t => Math.Exp(t - most))));
    }

    private double WeightOf(int node) => _descent.IsInferred(node) ? WeightOfInferred : 1;

    /// <summary>How much likelier the two are if the callee's excess is the cause of the caller's than if it is chance.</summary>
    private double Link(ExcessCost caller, ExcessCost callee)
    {
        if (callee.IsNew)
        {
            return LogNew;
        }

        if (callee.Amount <= 0 || callee.Spread <= 0)
        {
            return LogUnseen;
        }

        var missing = Math.Max(0, (PartExplained * caller.Amount) - callee.Amount);
        var spread = Math.Sqrt((callee.Spread * callee.Spread) + (PartExplained * PartExplained * caller.Spread * caller.Spread));
        var most = 1.5 * (Math.Max(0, caller.Amount) + caller.Spread);
        var beyond = most > 0 ? Math.Max(0, Math.Log(callee.Amount / most)) : -LogUnseen;
        return Math.Max(LogUnseen, Math.Min(_most, StudentEvidence.Of(callee.Deviations)) - StudentEvidence.Of(missing / spread) - (2 * beyond * beyond));
    }
}
