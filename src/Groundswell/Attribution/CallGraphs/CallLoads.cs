namespace Groundswell.Attribution.CallGraphs;

/// <summary>What each node of a <see cref="CallGraph"/> was asked and what a call cost, row by row; rows are equally wide in time. NaN is not known.</summary>
public sealed class CallLoads
{
    private readonly double[][] _calls;
    private readonly double[][] _costs;

    /// <param name="calls">By node and row: how many calls.</param>
    /// <param name="costs">By node and row: the mean cost of a call, in seconds or as the part that failed, by the <see cref="CallTrouble"/> that is looked into. A row without calls has none.</param>
    /// <exception cref="ArgumentException">The two differ in their shapes.</exception>
    public CallLoads(double[][] calls, double[][] costs)
    {
        if (calls.Length != costs.Length)
        {
            throw new ArgumentException("Calls and costs must be of the same nodes.", nameof(costs));
        }

        Rows = calls.Length == 0 ? 0 : calls[0].Length;
        if (calls.Concat(costs).Any(series => series.Length != Rows))
        {
            throw new ArgumentException("All nodes must have the same rows.", nameof(calls));
        }

        (_calls, _costs) = (calls, costs);
    }

    public int Nodes => _calls.Length;

    public int Rows { get; }

    /// <summary>Rows from <paramref name="first"/>, as a window of their own.</summary>
    internal CallLoads Window(int first, int count) =>
        new([.. _calls.Select(series => series[first..(first + count)])], [.. _costs.Select(series => series[first..(first + count)])]);

    internal ReadOnlySpan<double> CallsOf(int node) => _calls[node];

    /// <summary>The calls of a row that also says what they cost; false where it does not, or where nobody called.</summary>
    internal bool TryGet(int node, int row, out double calls, out double cost)
    {
        (calls, cost) = (_calls[node][row], _costs[node][row]);
        return double.IsFinite(calls) && double.IsFinite(cost) && calls > 0;
    }
}
