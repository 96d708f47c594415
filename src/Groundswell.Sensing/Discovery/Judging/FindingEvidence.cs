namespace Groundswell.Sensing.Discovery.Judging;

/// <summary>One thing that was seen, and how sure it makes us.</summary>
/// <param name="Seen">As a clause: <c>NS ns-1.awsdns-05.com</c>.</param>
/// <param name="Confidence">0 to 1, by the kind of what was seen.</param>
public sealed record FindingEvidence(string Seen, double Confidence);
