using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Signals;

namespace Groundswell.Publication;

/// <summary>What pages, API and live updates read. The node fills it; nothing behind it is reachable from the web.</summary>
public interface IPublicView
{
    PublicSnapshot Current { get; }

    /// <summary>Null if the catalogue has no such service.</summary>
    ValueTask<ServiceDetail?> DescribeServiceAsync(ServiceId service, CancellationToken cancellationToken);

    /// <summary>Null if there never was such an incident.</summary>
    ValueTask<IncidentDetail?> DescribeIncidentAsync(IncidentId incident, CancellationToken cancellationToken);

    /// <summary>Null if there never was such an incident with a shared cause.</summary>
    ValueTask<CauseDetail?> DescribeCauseAsync(IncidentId incident, CancellationToken cancellationToken);

    /// <summary>What probes of a target saw in the last day, newest first; empty where nothing changed.</summary>
    ValueTask<IReadOnlyList<ProbeChange>> ListProbeChangesAsync(ProbeTarget target, CancellationToken cancellationToken);

    /// <summary>Completes with the next snapshot whose version is above <paramref name="version"/>.</summary>
    ValueTask<PublicSnapshot> WaitForNewerAsync(long version, CancellationToken cancellationToken);
}
