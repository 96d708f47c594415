namespace Groundswell.Signals;

/// <summary>What one probe at one vantage sees has changed.</summary>
public sealed record ProbeChange(ProbeTarget Target, ProbeSighting Sighting);
