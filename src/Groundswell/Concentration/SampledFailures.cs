namespace Groundswell.Concentration;

/// <summary>What many samples of one switch-off came to.</summary>
/// <param name="Samples">How many were drawn.</param>
/// <param name="Components">By component: in how many samples it was down.</param>
/// <param name="ComponentSteps">By component: steps from what was switched off until it fell, summed over those samples.</param>
/// <param name="Services">By service: in how many samples it was down.</param>
/// <param name="ServiceSteps">By service: as for components.</param>
/// <param name="Totals">By sample: how many services were down.</param>
internal sealed record SampledFailures(int Samples, int[] Components, long[] ComponentSteps, int[] Services, long[] ServiceSteps, int[] Totals);
