namespace Groundswell.Detection;

/// <summary>What the windows that end in one bin say.</summary>
/// <param name="Decades">−log10 of the smallest tail probability over the windows.</param>
/// <param name="Window">Index of the length that gave it.</param>
/// <param name="Count">Reports in that window.</param>
/// <param name="Mean">Expected reports in that window.</param>
/// <param name="IsSilent">Far fewer reports than expected: perhaps they do not reach us.</param>
/// <param name="IsEmpty">No report in the longest window, and hardly any expected.</param>
internal readonly record struct Judgement(double Decades, int Window, double Count, double Mean, bool IsSilent, bool IsEmpty = false);
