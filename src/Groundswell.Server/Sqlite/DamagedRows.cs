using Groundswell.Incidents;

namespace Groundswell.Server.Sqlite;

/// <summary>What of the stored rows is not as it was written, and was passed over.</summary>
internal sealed class DamagedRows(SqliteRollups rollups, SqliteIncidents incidents, SqliteCauses causes)
{
    public int Detectors => rollups.DamagedDetectors;

    public IReadOnlyList<IncidentId> Incidents => [.. incidents.Damaged, .. causes.Damaged];
}
