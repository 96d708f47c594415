using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Incidents.Causes;

/// <summary>A component that is held to fail in an incident.</summary>
/// <param name="Component">Which.</param>
/// <param name="Parent">The failing component that took it down; null for a cause.</param>
/// <param name="Onset">Estimated start of its failure.</param>
/// <param name="Failure">How its probes fail; null where it has none, or none that fails.</param>
/// <param name="Seen">Which vantages see that, in words; empty where <paramref name="Failure"/> is null.</param>
public sealed record FailingComponent(ComponentId Component, ComponentId? Parent, DateTimeOffset Onset, FailureClass? Failure = null, string Seen = "")
{
    /// <summary><see cref="Onset"/> was seen by probes, or told from the onsets of services; otherwise it is the time of the first evidence.</summary>
    public bool IsMeasured { get; init; }
}
