using Groundswell.Signals;

namespace Groundswell.Sensing.Probes;

/// <summary>Runs one probe once.</summary>
public interface IProbeRunner
{
    /// <summary>What it saw, its retries included; never throws for what a target does.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<ProbeResult> RunAsync(PlannedProbe probe, CancellationToken cancellationToken);

    /// <summary>Why this kind of probe cannot run on this machine; null where it can.</summary>
    string? WhyNot(PlannedProbe probe);
}
