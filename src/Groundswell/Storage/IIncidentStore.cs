using Groundswell.Incidents;

namespace Groundswell.Storage;

/// <summary>Incidents' histories: events are added, never changed.</summary>
public interface IIncidentStore
{
    /// <summary>Adds events, all or none, each to the history of its incident.</summary>
    ValueTask AppendAsync(IReadOnlyList<IncidentEntry> events, CancellationToken cancellationToken);

    /// <summary>Every event of incidents that had one at or after <paramref name="since"/> or never ended, oldest first.</summary>
    ValueTask<IReadOnlyList<IncidentEntry>> ReadSinceAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>All events of one incident, oldest first; empty if there is none.</summary>
    ValueTask<IReadOnlyList<IncidentEvent>> ReadAsync(IncidentId incident, CancellationToken cancellationToken);

    /// <summary>Numbers of a service's incidents, newest first.</summary>
    ValueTask<IReadOnlyList<IncidentId>> ListAsync(Catalogue.ServiceId service, int most, CancellationToken cancellationToken);

    /// <summary>The highest incident number given so far; 0 where there is none.</summary>
    ValueTask<long> ReadHighestNumberAsync(CancellationToken cancellationToken);
}
