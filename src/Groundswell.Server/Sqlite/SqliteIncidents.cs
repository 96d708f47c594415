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
          sequence INTEGER PRIMARY KEY, incident INTEGER NOT NULL, service TEXT NOT NULL, at INTEGER NOT NULL, content TEXT NOT NULL, crc INTEGER);
        CREATE INDEX IF NOT EXISTS incident_events_of ON incident_events(incident, sequence);
        CREATE TABLE IF NOT EXISTS incidents(
          incident INTEGER PRIMARY KEY, service TEXT NOT NULL, last INTEGER NOT NULL, ended INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS incidents_of ON incidents(service, incident);
        CREATE INDEX IF NOT EXISTS incidents_by_end ON incidents(ended, last);
        """;

    private readonly Lock _gate = new();
    private readonly SqliteFile _file = Open(path);
    private IReadOnlyList<IncidentId>? _damaged;

    /// <summary>Incidents whose stored history is not as it was written: they are left out until a repair sets them aside.</summary>
    public IReadOnlyList<IncidentId> Damaged
    {
        get
        {
            lock (_gate)
            {
                return _damaged ??= EventTable.FindDamaged(_file, "incident_events", "service", contents => Incident.Fold(contents.Select(IncidentEventJson.Read)));
            }
        }
    }

    /// <summary>Moves the damaged histories to a table that nobody reads.</summary>
    /// <returns>Whose they were.</returns>
    public IReadOnlyList<IncidentId> SetDamagedAside()
    {
        var damaged = Damaged;
        lock (_gate)
        {
            EventTable.SetAside(_file, "incident_events", "incidents", damaged);
            _damaged = [];
        }

        return damaged;
    }

    public ValueTask AppendAsync(IReadOnlyList<IncidentEntry> events, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            using var transaction = _file.BeginTransaction();
            using var add = _file.Prepare("INSERT INTO incident_events(incident, service, at, content, crc) VALUES(?1, ?2, ?3, ?4, ?5)");
            using var note = _file.Prepare("INSERT OR REPLACE INTO incidents VALUES(?1, ?2, ?3, ?4)");
            foreach (var entry in events)
            {
                var at = entry.Event.At.ToUnixTimeMilliseconds();
                add.Bind(1, entry.Incident.Number);
                add.Bind(2, entry.Service.ToString());
                add.Bind(3, at);
                var content = IncidentEventJson.Write(entry.Event);
                add.Bind(4, content);
                add.Bind(5, EventTable.Check(entry.Incident, entry.Service.ToString(), content));
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
        var damaged = Damaged;
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
                var incident = new IncidentId(rows.Int64(0));
                if (!damaged.Contains(incident))
                {
                    entries.Add(new IncidentEntry(incident, ServiceId.Parse(rows.Text(1)), IncidentEventJson.Read(rows.Text(2))));
                }
            }

            return ValueTask.FromResult<IReadOnlyList<IncidentEntry>>(entries);
        }
    }

    public ValueTask<IReadOnlyList<IncidentEvent>> ReadAsync(IncidentId incident, CancellationToken cancellationToken)
    {
        if (Damaged.Contains(incident))
        {
            return ValueTask.FromResult<IReadOnlyList<IncidentEvent>>([]);
        }

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

    private static SqliteFile Open(StorePath path)
    {
        var file = SqliteFile.Open(path, Schema);
        file.AddColumn("incident_events", RowChecksum.Column);
        return file;
    }
}
