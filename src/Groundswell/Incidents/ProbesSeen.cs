using Groundswell.Signals;

namespace Groundswell.Incidents;

/// <summary>What a service's own probes saw fail when something was said of it.</summary>
/// <param name="Failure">The class that most of them saw; null where none was named.</param>
/// <param name="Failing">Vantages that saw it fail.</param>
/// <param name="Known">Vantages with a fresh view, failing ones included.</param>
public sealed record ProbesSeen(FailureClass? Failure, int Failing, int Known)
{
    /// <summary>Null unless enough vantages agree that it fails.</summary>
    public static ProbesSeen? Of(ProbeVerdict? verdict) =>
        verdict is { State: ProbeState.Down, Failing: > 0 } ? new ProbesSeen(verdict.Failure, verdict.Failing, verdict.Known) : null;
}
