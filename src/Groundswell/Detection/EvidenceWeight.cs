namespace Groundswell.Detection;

/// <summary>What one kind of evidence says of a service or component being down.</summary>
/// <param name="LogBayesFactor">ln P(seen | down) / P(seen | up).</param>
/// <param name="Information">The mean of that if it were down: how much its silence is worth. 0 or more.</param>
/// <param name="At">The latest that it rests on.</param>
public readonly record struct EvidenceWeight(double LogBayesFactor, double Information, DateTimeOffset At);
