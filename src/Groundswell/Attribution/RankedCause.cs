namespace Groundswell.Attribution;

/// <summary>One component as a cause.</summary>
/// <param name="Component">Its index.</param>
/// <param name="Probability">Calibrated probability that it failed by itself and is behind what is seen.</param>
/// <param name="Raw">The same before calibration.</param>
public readonly record struct RankedCause(int Component, double Probability, double Raw);
