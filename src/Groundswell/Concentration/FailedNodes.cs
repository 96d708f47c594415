namespace Groundswell.Concentration;

/// <summary>All that fell at once.</summary>
/// <param name="Nodes">Components and groups, what was switched off first.</param>
/// <param name="Services">In no order.</param>
internal sealed record FailedNodes(int[] Nodes, int[] Services);
