namespace Groundswell.Attribution;

/// <summary>What one family of evidence is worth.</summary>
/// <param name="Family">Which.</param>
/// <param name="ForCause">ln of how much it raises the odds of the cause against no shared cause; below 0 it speaks against it.</param>
/// <param name="OverRival">ln of how much it raises the odds of the cause against the next best; 0 where there is none.</param>
public readonly record struct Contribution(EvidenceFamily Family, double ForCause, double OverRival);
