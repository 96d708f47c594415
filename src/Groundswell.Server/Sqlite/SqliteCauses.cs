using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Storage;

namespace Groundswell.Server.Sqlite;

/// <summary>Incidents with a shared cause in the embedded store: a row an event, in order; rows are only ever added.</summary>
internal sealed class SqliteCauses(StorePath path) : ICauseStore, IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS cause_events(
          sequence INTEGER PRIMARY KEY, incident INTEGER NOT NULL, at INTEGER NOT NULL, content TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS cause_events_of ON cause_events(incident, sequence);
        CREATE TABLE IF NOT EXISTS causes(incident INTEGER PRIMARY KEY, last INTEGER NOT NULL, ended INTEGER NOT NULL);
        """;

    private readonly Lock _gate = new();
    private readonly SqliteFile _file = SqliteFile.Open(path, Schema);

    public ValueTask AppendAsync(IReadOnlyList<CauseEntry> events, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            using var transaction = _file.Connection.BeginTransaction();
            using var add = _file.Prepare("INSERT INTO cause_events(incident, at, content) VALUES(?1, ?2, ?3)");
            using var note = _file.Prepare("INSERT OR REPLACE INTO causes VALUES(?1, ?2, ?3)");
            foreach (var entry in events)
            {
                var at = entry.Event.At.ToUnixTimeMilliseconds();
                add.Bind(1, entry.Incident.Number);
                add.Bind(2, at);
                add.Bind(3, CauseEventJson.Write(entry.Event));
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
                entries.Add(new CauseEntry(new IncidentId(rows.Int64(0)), CauseEventJson.Read(rows.Text(1))));
            }

            return ValueTask.FromResult<IReadOnlyList<CauseEntry>>(entries);
        }
    }

    public ValueTask<IReadOnlyList<CauseEvent>> ReadAsync(IncidentId incident, CancellationToken cancellationToken)
    {
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
}
