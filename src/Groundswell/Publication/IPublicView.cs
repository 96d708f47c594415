using Groundswell.Catalogue;
using Groundswell.Incidents;

namespace Groundswell.Publication;

/// <summary>What pages, API and live updates read. The node fills it; nothing behind it is reachable from the web.</summary>
public interface IPublicView
{
    PublicSnapshot Current { get; }

    /// <summary>Null if the catalogue has no such service.</summary>
    ValueTask<ServiceDetail?> DescribeServiceAsync(ServiceId service, CancellationToken cancellationToken);

    /// <summary>Null if there never was such an incident.</summary>
    ValueTask<IncidentDetail?> DescribeIncidentAsync(IncidentId incident, CancellationToken cancellationToken);

    /// <summary>Completes with the next snapshot whose version is above <paramref name="version"/>.</summary>
    ValueTask<PublicSnapshot> WaitForNewerAsync(long version, CancellationToken cancellationToken);
}
