namespace Groundswell.Attribution.CallGraphs;

/// <summary>A node that may be the cause.</summary>
/// <param name="Node">Its number in the graph.</param>
/// <param name="Probability">That the cause is its own, from 0 to 1.</param>
/// <param name="Excess">What its calls cost a row beyond the usual while the fault lasted: seconds or failures.</param>
public sealed record BlamedNode(int Node, double Probability, double Excess);
