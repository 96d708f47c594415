namespace Groundswell.Attribution.CallGraphs;

/// <summary>How much a deviation speaks against chance.</summary>
internal static class StudentEvidence
{
    /// <summary>Tails as heavy as those of five-minute sums of latencies; with normal tails one odd row would outweigh everything.</summary>
    private const double DegreesOfFreedom = 8;

    /// <summary>Logarithm of Student's density at its centre over that at the deviation; 0 for a deviation downwards.</summary>
    public static double Of(double deviations) =>
        deviations <= 0 ? 0 : (DegreesOfFreedom + 1) / 2 * Math.Log(1 + (deviations * deviations / DegreesOfFreedom));
}
