namespace Groundswell.Attribution.CallGraphs;

/// <summary>Who calls whom. Nodes are numbered as in <see cref="Names"/>.</summary>
public sealed class CallGraph
{
    /// <summary>More nodes than any observed system of services has; what is larger is refused by readers.</summary>
    public const int MostNodes = 4096;

    private readonly int[][] _callees;
    private readonly bool[] _isInferred;

    /// <param name="names">The nodes.</param>
    /// <param name="calls">Pairs of caller and callee; a node that calls itself says nothing and is left out.</param>
    /// <param name="inferred">Nodes that only their callers saw: an address that was called, without any word from whoever answers there.</param>
    public CallGraph(IReadOnlyList<string> names, IEnumerable<(int Caller, int Callee)> calls, IEnumerable<int> inferred)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(names.Count, MostNodes);
        Names = names;
        _callees = new int[names.Count][];
        var of = calls.Where(c => c.Caller != c.Callee).ToLookup(c => c.Caller, c => c.Callee);
        for (var node = 0; node < _callees.Length; node++)
        {
            _callees[node] = [.. of[node].Distinct().Order()];
        }

        _isInferred = new bool[names.Count];
        foreach (var node in inferred)
        {
            _isInferred[node] = true;
        }
    }

    public IReadOnlyList<string> Names { get; }

    internal ReadOnlySpan<int> CalleesOf(int node) => _callees[node];

    internal bool IsInferred(int node) => _isInferred[node];
}
