namespace Groundswell.Attribution;

/// <summary>Edges by the node that they leave, in flat arrays: those of node n are <c>Start[n] .. Start[n + 1]</c>.</summary>
/// <param name="Start">Nodes + 1.</param>
/// <param name="Target">Where each edge leads.</param>
/// <param name="Weight">P(the target fails | the source has failed wholly).</param>
/// <param name="Lag">Class of its lag; see <see cref="LagTables"/>.</param>
internal sealed record Adjacency(int[] Start, int[] Target, float[] Weight, byte[] Lag)
{
    /// <summary>The same edges by the node that they enter; in the order of their sources.</summary>
    public Adjacency Reversed(int targets)
    {
        var start = new int[targets + 1];
        foreach (var target in Target)
        {
            start[target + 1]++;
        }

        for (var i = 0; i < targets; i++)
        {
            start[i + 1] += start[i];
        }

        var next = start[..targets];
        var (sources, weights, lags) = (new int[Target.Length], new float[Target.Length], new byte[Target.Length]);
        for (var source = 0; source + 1 < Start.Length; source++)
        {
            for (var edge = Start[source]; edge < Start[source + 1]; edge++)
            {
                var at = next[Target[edge]]++;
                (sources[at], weights[at], lags[at]) = (source, Weight[edge], Lag[edge]);
            }
        }

        return new Adjacency(start, sources, weights, lags);
    }
}
