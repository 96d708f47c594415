using Groundswell.Incidents;

namespace Groundswell.Learning;

/// <summary>A time when both failed.</summary>
/// <param name="Cause">The component's incident.</param>
/// <param name="Own">The service's own.</param>
/// <param name="Onset">When the service began to fail.</param>
/// <param name="After">How long after the component; below zero where it was a little before.</param>
public sealed record HintCase(IncidentId Cause, IncidentId Own, DateTimeOffset Onset, TimeSpan After);
