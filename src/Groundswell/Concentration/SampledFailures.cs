namespace Groundswell.Concentration;

/// <summary>What many samples of one switch-off came to.</summary>
/// <param name="Samples">How many were drawn.</param>
/// <param name="Nodes">By component, and after them by group: in how many samples it was down.</param>
/// <param name="NodeSteps">By node: steps from what was switched off until it fell, summed over those samples.</param>
/// <param name="Services">By service: in how many samples it was down.</param>
/// <param name="ServiceSteps">By service: as for components.</param>
/// <param name="Totals">By sample: how many services were down.</param>
internal sealed record SampledFailures(int Samples, int[] Nodes, long[] NodeSteps, int[] Services, long[] ServiceSteps, int[] Totals);
