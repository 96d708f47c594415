using Groundswell.Sensing.Probes.Scheduling;
using Groundswell.Signals;

namespace Groundswell.Sensing.Tests.Probes.Scheduling;

/// <summary>Keeps every batch.</summary>
internal sealed class KeptResults : IProbeSink
{
    public List<IReadOnlyList<ProbeResult>> Batches { get; } = [];

    public IEnumerable<ProbeResult> All => Batches.SelectMany(b => b);

    public Task TakeAsync(IReadOnlyList<ProbeResult> results, CancellationToken cancellationToken)
    {
        Batches.Add(results);
        return Task.CompletedTask;
    }
}
