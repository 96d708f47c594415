namespace Groundswell.Attribution;

/// <summary>The finest name for the likeliest cause that is likely enough.</summary>
/// <param name="Level">How fine it is.</param>
/// <param name="Component">The likeliest component; at coarser levels only its region or provider is meant. -1 for nothing.</param>
/// <param name="Probability">Calibrated probability that a cause lies within what is named.</param>
public readonly record struct CauseName(NameLevel Level, int Component, double Probability);
