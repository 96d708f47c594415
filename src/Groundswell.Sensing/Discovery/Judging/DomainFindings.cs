using Groundswell.Sensing.Discovery.Observing;

namespace Groundswell.Sensing.Discovery.Judging;

/// <summary>What follows from an observation.</summary>
/// <param name="Observation">What was seen.</param>
/// <param name="Findings">By function, the surest first.</param>
public sealed record DomainFindings(DomainObservation Observation, IReadOnlyList<Finding> Findings);
