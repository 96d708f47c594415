using System.Diagnostics.Metrics;
using Groundswell.Server.Hosting.Connections;
using Groundswell.Server.Ingest;
using Groundswell.Server.Ingest.Budgets;

namespace Groundswell.Server.Hosting;

/// <summary>What turns people away before anything of them is stored, and what makes many look like one.</summary>
internal sealed class DoorHealth
{
    private const double NearlyAll = 0.9;

    private readonly PeerWatch _peers;
    private readonly DiskRoom _disk;
    private readonly ConnectionBook _connections;

    public DoorHealth(PeerWatch peers, DiskRoom disk, ConnectionBook connections, IMeterFactory factory)
    {
        (_peers, _disk, _connections) = (peers, disk, connections);
        var meter = factory.Create("Groundswell.Connections");
        meter.CreateObservableGauge("groundswell.connections.open", () => connections.Count, description: "Connections that are open");
        meter.CreateObservableCounter("groundswell.connections.refused", () => connections.Refused, description: "Connections that were turned away, or ended for others, as too many were open");
    }

    /// <summary>Why no report is taken; null where they are.</summary>
    public string? FindTrouble() => _disk.TakesAny ? null : $"{_disk.Trouble}.";

    /// <summary>In sentences; none where nothing is odd.</summary>
    public IEnumerable<string> FindWarnings()
    {
        foreach (var warning in _peers.FindWarnings())
        {
            yield return warning;
        }

        if (_disk is { TakesAny: true, Trouble: { } trouble })
        {
            yield return $"{trouble}.";
        }

        if (_connections.Count > _connections.Most * NearlyAll)
        {
            yield return $"{_connections.Count} connections are open, of {_connections.Most} that may be (connections.most; the system's limit of open files, ulimit -n): idle ones are ended for new ones.";
        }
    }
}
