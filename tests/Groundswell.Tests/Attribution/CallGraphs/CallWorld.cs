using Groundswell.Attribution.CallGraphs;

namespace Groundswell.Tests.Attribution.CallGraphs;

/// <summary>
/// A shop with known latencies: site calls search and pay, search calls db, pay calls bank, site calls mail, which answers later.
/// Loads come from a seed; extra cost at a node is handed to its callers as seconds or failures.
/// </summary>
internal sealed class CallWorld(int seed)
{
    public const int Site = 0, Search = 1, Db = 2, Pay = 3, Bank = 4, Mail = 5, Balancer = 6, Fresh = 7;

    private const int UsualRows = 300;
    private const int WindowRows = 6;

    private static readonly double[] Calls = [500, 800, 820, 100, 100, 40, 60, 0];
    private static readonly double[] Seconds = [0.09, 0.006, 0.004, 0.05, 0.03, 2, 0.01, 0];
    private static readonly double[] Noise = [0.03, 0.05, 0.05, 0.05, 0.05, 0.3, 0.1, 0];
    private static readonly int[][] Callers = [[], [Site], [Search], [Site], [Pay], [Site], [Site], [Search]];

    private readonly Random _random = new(seed);

    public static CallGraph Graph { get; } = new(
        ["site", "search", "db", "pay", "bank", "mail", "balancer", "fresh"],
        [(Site, Search), (Search, Db), (Site, Pay), (Pay, Bank), (Site, Mail), (Site, Balancer), (Search, Fresh)],
        [Balancer]);

    public double[][] CallsOfWindow { get; private set; } = [];

    public double[][] CostsOfWindow { get; private set; } = [];

    public static int[] FaultRows => [2, 3, 4];

    public CallBlameFinder Finder(CallTrouble trouble = CallTrouble.Slowness)
    {
        var (calls, costs) = Loads(UsualRows, trouble);
        return new CallBlameFinder(Graph, new CallLoads(calls, costs), Site, trouble);
    }

    public CallWorld Window(CallTrouble trouble = CallTrouble.Slowness, int rows = WindowRows)
    {
        (CallsOfWindow, CostsOfWindow) = Loads(rows, trouble);
        return this;
    }

    /// <summary>Adds cost a row at a node and all that call it.</summary>
    public CallWorld With(int node, double cost, IEnumerable<int>? rows = null)
    {
        foreach (var row in rows ?? FaultRows)
        {
            if (CallsOfWindow[node][row] > 0)
            {
                CostsOfWindow[node][row] += cost / CallsOfWindow[node][row];
            }
        }

        return Callers[node].Aggregate(this, (world, caller) => world.With(caller, cost, rows));
    }

    public CallLoads Loads() => new(CallsOfWindow, CostsOfWindow);

    private (double[][] Calls, double[][] Costs) Loads(int rows, CallTrouble trouble)
    {
        var calls = Calls.Select(mean => Enumerable.Range(0, rows).Select(_ => Math.Round(mean * Swing(0.03))).ToArray()).ToArray();
        var costs = Enumerable.Range(0, Calls.Length).Select(node => Enumerable.Range(0, rows)
            .Select(row => calls[node][row] == 0 ? double.NaN : trouble is CallTrouble.Slowness ? Seconds[node] * Swing(Noise[node]) : Failed(calls[node][row]))
            .ToArray()).ToArray();
        return (calls, costs);
    }

    private double Failed(double calls) => _random.NextDouble() < 0.2 ? 1 / calls : 0;

    private double Swing(double part) => Math.Exp(part * Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble()));
}
