using System.Diagnostics.Metrics;

namespace Groundswell.Server.Hosting;

/// <summary>What <see cref="NodeHealth"/> knows, as figures.</summary>
internal sealed class NodeMetrics
{
    public const string MeterName = "Groundswell.Node";

    public NodeMetrics(IMeterFactory factory, NodeHealth health)
    {
        var meter = factory.Create(MeterName);
        meter.CreateObservableGauge(
            "groundswell.node.failing", () => health.Parts.Select(p => Of(p.Reason is null ? 0 : 1, p.Name)), description: "Whether a part of the node refuses its work, by part");
        meter.CreateObservableGauge("groundswell.node.waiting", () => health.Waiting.Select(w => Of(w.Count, w.Name)), description: "What waits for the disk, the shards or a tick, by part");
        meter.CreateObservableCounter("groundswell.node.lost", () => health.Losses.Select(l => Of(l.Count, l.Name)), description: "What was dropped or left out, by part");
    }

    private static Measurement<long> Of(long value, string part) => new(value, KeyValuePair.Create<string, object?>("part", part));
}
