using Groundswell.Signals;

namespace Groundswell.Sensing.Probes.Scheduling;

/// <summary>A probe that this machine cannot run, and why.</summary>
public sealed record UnavailableProbe(PlannedProbe Probe, string Reason);
