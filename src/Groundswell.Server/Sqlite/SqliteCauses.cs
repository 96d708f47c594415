using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Storage;

namespace Groundswell.Server.Sqlite;

/// <summary>Incidents with a shared cause in the embedded store: a row an event, in order; rows are only ever added.</summary>
internal sealed class SqliteCauses(StorePath path) : ICauseStore, IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS cause_events(
          sequence INTEGER PRIMARY KEY, incident INTEGER NOT NULL, at INTEGER NOT NULL, content TEXT NOT NULL, crc INTEGER);
        CREATE INDEX IF NOT EXISTS cause_events_of ON cause_events(incident, sequence);
        CREATE TABLE IF NOT EXISTS causes(incident INTEGER PRIMARY KEY, last INTEGER NOT NULL, ended INTEGER NOT NULL);
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
                return _damaged ??= EventTable.FindDamaged(_file, "cause_events", "''", contents => CauseIncident.Fold(contents.Select(CauseEventJson.Read)));
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
            EventTable.SetAside(_file, "cause_events", "causes", damaged);
            _damaged = [];
        }

        return damaged;
    }

    public ValueTask AppendAsync(IReadOnlyList<CauseEntry> events, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            using var transaction = _file.BeginTransaction();
            using var add = _file.Prepare("INSERT INTO cause_events(incident, at, content, crc) VALUES(?1, ?2, ?3, ?4)");
            using var note = _file.Prepare("INSERT OR REPLACE INTO causes VALUES(?1, ?2, ?3)");
            foreach (var entry in events)
            {
                var at = entry.Event.At.ToUnixTimeMilliseconds();
                add.Bind(1, entry.Incident.Number);
                add.Bind(2, at);
                var content = CauseEventJson.Write(entry.Event);
                add.Bind(3, content);
                add.Bind(4, EventTable.Check(entry.Incident, "", content));
                add.Run();
                note.Bind(1, entry.Incident.Number);
                note.Bind(2, at);
                note.Bind(3, entry.Event is CauseEvent.Resolved or CauseEvent.MergedInto ? 1 : 0);
                note.Run();
            }

            transaction.Commit();
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<CauseEntry>> ReadSinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var damaged = Damaged;
        lock (_gate)
        {
            using var rows = _file.Prepare("""
                SELECT incident, content FROM cause_events
                WHERE incident IN (SELECT incident FROM causes WHERE ended=0 OR last>=?1) ORDER BY sequence
                """);
            rows.Bind(1, since.ToUnixTimeMilliseconds());
            var entries = new List<CauseEntry>();
            while (rows.Read())
            {
                var incident = new IncidentId(rows.Int64(0));
                if (!damaged.Contains(incident))
                {
                    entries.Add(new CauseEntry(incident, CauseEventJson.Read(rows.Text(1))));
                }
            }

            return ValueTask.FromResult<IReadOnlyList<CauseEntry>>(entries);
        }
    }

    public ValueTask<IReadOnlyList<CauseEvent>> ReadAsync(IncidentId incident, CancellationToken cancellationToken)
    {
        if (Damaged.Contains(incident))
        {
            return ValueTask.FromResult<IReadOnlyList<CauseEvent>>([]);
        }

        lock (_gate)
        {
            using var rows = _file.Prepare("SELECT content FROM cause_events WHERE incident=?1 ORDER BY sequence");
            rows.Bind(1, incident.Number);
            var events = new List<CauseEvent>();
            while (rows.Read())
            {
                events.Add(CauseEventJson.Read(rows.Text(0)));
            }

            return ValueTask.FromResult<IReadOnlyList<CauseEvent>>(events);
        }
    }

    public ValueTask<long> ReadHighestNumberAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            using var row = _file.Prepare("SELECT max(incident) FROM causes");
            return ValueTask.FromResult(row.Read() && !row.IsNull(0) ? row.Int64(0) : 0);
        }
    }

    public void Dispose() => _file.Dispose();

    private static SqliteFile Open(StorePath path)
    {
        var file = SqliteFile.Open(path, Schema);
        file.AddColumn("cause_events", RowChecksum.Column);
        return file;
    }
}
