using System.Globalization;
using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Storage;

namespace Groundswell.Server.Sqlite;

/// <summary>Incidents in the embedded store: a row an event, in order; rows are only ever added.</summary>
internal sealed class SqliteIncidents(StorePath path) : IIncidentStore, IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS incident_events(
          sequence INTEGER PRIMARY KEY, incident INTEGER NOT NULL, service TEXT NOT NULL, at INTEGER NOT NULL, content TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS incident_events_of ON incident_events(incident, sequence);
        CREATE TABLE IF NOT EXISTS incidents(
          incident INTEGER PRIMARY KEY, service TEXT NOT NULL, last INTEGER NOT NULL, ended INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS incidents_of ON incidents(service, incident);
        CREATE INDEX IF NOT EXISTS incidents_by_end ON incidents(ended, last);
        """;

    private readonly Lock _gate = new();
    private readonly SqliteFile _file = SqliteFile.Open(path, Schema);

    public ValueTask AppendAsync(IReadOnlyList<IncidentEntry> events, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            using var transaction = _file.Connection.BeginTransaction();
            using var add = _file.Prepare("INSERT INTO incident_events(incident, service, at, content) VALUES(?1, ?2, ?3, ?4)");
            using var note = _file.Prepare("INSERT OR REPLACE INTO incidents VALUES(?1, ?2, ?3, ?4)");
            foreach (var entry in events)
            {
                var at = entry.Event.At.ToUnixTimeMilliseconds();
                add.Bind(1, entry.Incident.Number);
                add.Bind(2, entry.Service.ToString());
                add.Bind(3, at);
                add.Bind(4, IncidentEventJson.Write(entry.Event));
                add.Run();
                note.Bind(1, entry.Incident.Number);
                note.Bind(2, entry.Service.ToString());
                note.Bind(3, at);
                note.Bind(4, entry.Event is IncidentEvent.Resolved or IncidentEvent.Withdrawn ? 1 : 0);
                note.Run();
            }

            transaction.Commit();
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<IncidentEntry>> ReadSinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            using var rows = _file.Prepare("""
                SELECT incident, service, content FROM incident_events
                WHERE incident IN (SELECT incident FROM incidents WHERE ended=0 OR last>=?1) ORDER BY sequence
                """);
            rows.Bind(1, since.ToUnixTimeMilliseconds());
            var entries = new List<IncidentEntry>();
            while (rows.Read())
            {
                entries.Add(new IncidentEntry(new IncidentId(rows.Int64(0)), ServiceId.Parse(rows.Text(1)), IncidentEventJson.Read(rows.Text(2))));
            }

            return ValueTask.FromResult<IReadOnlyList<IncidentEntry>>(entries);
        }
    }

    public ValueTask<IReadOnlyList<IncidentEvent>> ReadAsync(IncidentId incident, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            using var rows = _file.Prepare("SELECT content FROM incident_events WHERE incident=?1 ORDER BY sequence");
            rows.Bind(1, incident.Number);
            var events = new List<IncidentEvent>();
            while (rows.Read())
            {
                events.Add(IncidentEventJson.Read(rows.Text(0)));
            }

            return ValueTask.FromResult<IReadOnlyList<IncidentEvent>>(events);
        }
    }

    public ValueTask<IReadOnlyList<IncidentId>> ListAsync(ServiceId service, int most, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            using var rows = _file.Prepare(string.Create(
                CultureInfo.InvariantCulture, $"SELECT incident FROM incidents WHERE service=?1 ORDER BY incident DESC LIMIT {most}"));
            rows.Bind(1, service.ToString());
            var ids = new List<IncidentId>();
            while (rows.Read())
            {
                ids.Add(new IncidentId(rows.Int64(0)));
            }

            return ValueTask.FromResult<IReadOnlyList<IncidentId>>(ids);
        }
    }

    public ValueTask<long> ReadHighestNumberAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            using var row = _file.Prepare("SELECT max(incident) FROM incidents");
            return ValueTask.FromResult(row.Read() && !row.IsNull(0) ? row.Int64(0) : 0);
        }
    }

    public void Dispose() => _file.Dispose();
}
