using Groundswell.Catalogue;

namespace Groundswell.Concentration;

/// <summary>
/// Edges from nodes to numbered targets in flat arrays, those of a node together and the hard ones first: a walk along hard edges
/// alone looks at no other.
/// </summary>
internal sealed class Adjacency
{
    private const int Levels = 3;

    private readonly int[] _starts; // by node * Levels + level
    private readonly int[] _targets;
    private readonly ushort[] _kinds;

    private Adjacency(int[] starts, int[] targets, ushort[] kinds) => (_starts, _targets, _kinds) = (starts, targets, kinds);

    public int Edges => _targets.Length;

    /// <summary>Sorts edges by node and level, by counting: O(nodes + edges). Edges of a node and level keep their order.</summary>
    /// <param name="nodes">Number of nodes.</param>
    /// <param name="from">Node of each edge.</param>
    /// <param name="to">Target of each edge.</param>
    /// <param name="kinds">Index into <paramref name="levels"/>, of each edge.</param>
    /// <param name="levels">Level of each kind.</param>
    public static Adjacency Sort(int nodes, ReadOnlySpan<int> from, ReadOnlySpan<int> to, ReadOnlySpan<ushort> kinds, ReadOnlySpan<Criticality> levels)
    {
        var starts = new int[(nodes * Levels) + 1];
        for (var i = 0; i < from.Length; i++)
        {
            starts[(from[i] * Levels) + (int)levels[kinds[i]] + 1]++;
        }

        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        var targets = new int[from.Length];
        var sorted = new ushort[from.Length];
        var next = starts.AsSpan(0, nodes * Levels).ToArray();
        for (var i = 0; i < from.Length; i++)
        {
            var place = next[(from[i] * Levels) + (int)levels[kinds[i]]]++;
            targets[place] = to[i];
            sorted[place] = kinds[i];
        }

        return new Adjacency(starts, targets, sorted);
    }

    /// <summary>Targets of a node's edges that are at least as critical as <paramref name="level"/>.</summary>
    public ReadOnlySpan<int> Targets(int node, Criticality level)
    {
        var start = _starts[node * Levels];
        return _targets.AsSpan(start, _starts[(node * Levels) + (int)level + 1] - start);
    }

    /// <summary>Kinds of all edges of a node, beside <see cref="Targets"/> with <see cref="Criticality.Soft"/>.</summary>
    public ReadOnlySpan<ushort> Kinds(int node) => _kinds.AsSpan(First(node)..First(node + 1));

    /// <summary>Number of a node's first edge among all edges.</summary>
    public int First(int node) => _starts[node * Levels];
}
