using Groundswell.Signals;

namespace Groundswell.Sensing.Probes.Scheduling;

/// <summary>Where results go: a node's store, or an agent's queue to its node.</summary>
public interface IProbeSink
{
    /// <summary>Takes results, in no order; called by one caller at a time. What it throws ends the scheduler.</summary>
    Task TakeAsync(IReadOnlyList<ProbeResult> results, CancellationToken cancellationToken);
}
