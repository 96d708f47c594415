using Groundswell.Attribution.CallGraphs;

namespace Groundswell.Cli.CallGraphs;

/// <summary>What was found of an issue.</summary>
/// <param name="Issue">Its path below the data's folder.</param>
/// <param name="Nodes">Names of the graph's nodes.</param>
/// <param name="Blame">Who is to blame; null where its window tells nothing of the target.</param>
internal sealed record IssueFinding(string Issue, IReadOnlyList<string> Nodes, CallBlame? Blame)
{
    private const int MostRanks = 10;

    /// <summary>The likeliest nodes, best first; none where nothing is wrong.</summary>
    public IReadOnlyList<BlamedNode> Causes => Blame is { IsTrouble: true } ? [.. Blame.Nodes.Take(MostRanks)] : [];
}
