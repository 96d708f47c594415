using Groundswell.Incidents;
using Groundswell.Incidents.Causes;

namespace Groundswell.Storage;

/// <summary>Histories of incidents with a shared cause: events are added, never changed.</summary>
public interface ICauseStore
{
    /// <summary>Adds events, all or none, each to the history of its incident.</summary>
    ValueTask AppendAsync(IReadOnlyList<CauseEntry> events, CancellationToken cancellationToken);

    /// <summary>Every event of incidents that had one at or after <paramref name="since"/> or never ended, oldest first.</summary>
    ValueTask<IReadOnlyList<CauseEntry>> ReadSinceAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>All events of one incident, oldest first; empty if there is none.</summary>
    ValueTask<IReadOnlyList<CauseEvent>> ReadAsync(IncidentId incident, CancellationToken cancellationToken);

    /// <summary>The highest incident number given so far; 0 where there is none.</summary>
    ValueTask<long> ReadHighestNumberAsync(CancellationToken cancellationToken);
}
