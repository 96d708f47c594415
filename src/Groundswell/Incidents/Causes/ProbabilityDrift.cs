namespace Groundswell.Incidents.Causes;

/// <summary>A probability that differs from the one told last.</summary>
/// <param name="Direction">1 where it is higher, -1 where it is lower.</param>
/// <param name="Since">From when on it has been so in every run.</param>
internal sealed record ProbabilityDrift(int Direction, DateTimeOffset Since);
