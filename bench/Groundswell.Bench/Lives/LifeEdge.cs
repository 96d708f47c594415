namespace Groundswell.Bench.Lives;

/// <summary>What fails when something else does.</summary>
/// <param name="Sources">One component, or two of which one must work.</param>
/// <param name="Target">What needs them.</param>
/// <param name="Weight">P(the target fails | the sources fail wholly).</param>
/// <param name="Lag">Median minutes until it does.</param>
/// <param name="Code">The world's kind of edge.</param>
internal sealed record LifeEdge(IReadOnlyList<int> Sources, LifeNode Target, double Weight, double Lag, string Code);
