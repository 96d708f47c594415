namespace Groundswell.Incidents.Causes;

/// <summary>One piece of evidence in words.</summary>
/// <param name="Kind">What sort of evidence it is.</param>
/// <param name="Text">A clause, such as <c>58 of 71 services that depend on it are down</c>.</param>
/// <param name="Weight">Natural logarithm of how many times likelier it makes the cause; negative where it speaks against it.</param>
public sealed record CauseEvidence(CauseEvidenceKind Kind, string Text, double Weight);
