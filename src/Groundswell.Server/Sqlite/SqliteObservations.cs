using System.Globalization;
using Groundswell.Catalogue;
using Groundswell.Signals;
using Groundswell.Storage;

namespace Groundswell.Server.Sqlite;

/// <summary>Changes of probes and notices in the embedded store.</summary>
internal sealed class SqliteObservations(StorePath path) : IObservations, IDisposable
{
    // The last word of each page on each thing, where that is not that it is over. SQLite takes bare columns from the row that max() finds.
    private const string OpenThings = """
        (SELECT provider, feed, incident, named, component FROM
          (SELECT provider, feed, incident, named, component, resolved, max(sequence) FROM notices GROUP BY provider, feed, incident, named, component)
         WHERE resolved=0) o
        """;

    private const string IsOpen = $"""
        EXISTS(SELECT 1 FROM {OpenThings} WHERE o.provider=n.provider AND o.feed IS n.feed AND o.incident=n.incident AND o.named=n.named AND o.component IS n.component)
        """;

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS probe_changes(
          sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, target TEXT NOT NULL, probe TEXT NOT NULL, vantage TEXT NOT NULL,
          state INTEGER NOT NULL, failure TEXT, detail TEXT NOT NULL, since INTEGER NOT NULL, elapsed INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS probe_changes_of ON probe_changes(target, at);
        CREATE INDEX IF NOT EXISTS probe_changes_at ON probe_changes(at);
        CREATE TABLE IF NOT EXISTS notices(
          sequence INTEGER PRIMARY KEY, seen INTEGER NOT NULL, provider TEXT NOT NULL, feed TEXT, named TEXT NOT NULL, component TEXT, state INTEGER NOT NULL,
          posted INTEGER NOT NULL, revised INTEGER NOT NULL, incident TEXT NOT NULL, resolved INTEGER NOT NULL, content TEXT NOT NULL, link TEXT);
        CREATE INDEX IF NOT EXISTS notices_of ON notices(provider, seen);
        CREATE INDEX IF NOT EXISTS notices_seen ON notices(seen);
        """;

    private readonly Lock _gate = new();
    private readonly SqliteFile _file = Open(path);

    public ValueTask AppendAsync(IReadOnlyList<ProbeChange> changes, IReadOnlyList<Notice> notices, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            using var transaction = _file.BeginTransaction();
            AddChanges(changes);
            AddNotices(notices);
            transaction.Commit();
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<ProbeChange>> ReadChangesAsync(ProbeTarget target, DateTimeOffset since, int most, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            using var rows = _file.Prepare(string.Create(CultureInfo.InvariantCulture, $"""
                SELECT probe, vantage, state, failure, detail, since, at, elapsed FROM probe_changes
                WHERE target=?1 AND at>=?2 ORDER BY at DESC, sequence DESC LIMIT {most}
                """));
            rows.Bind(1, target.ToString());
            rows.Bind(2, since.ToUnixTimeMilliseconds());
            var changes = new List<ProbeChange>();
            while (rows.Read())
            {
                changes.Add(new ProbeChange(target, new ProbeSighting(
                    rows.Text(0),
                    VantageId.Parse(rows.Text(1)),
                    (ProbeState)rows.Int64(2),
                    !rows.IsNull(3) && FailureWords.TryParse(rows.Text(3), out var failure) ? failure : null,
                    rows.Text(4),
                    Time(rows.Int64(5)),
                    Time(rows.Int64(6)),
                    TimeSpan.FromTicks(rows.Int64(7)))));
            }

            return ValueTask.FromResult<IReadOnlyList<ProbeChange>>(changes);
        }
    }

    public ValueTask<IReadOnlyList<Notice>> ReadNoticesAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            using var rows = _file.Prepare($"""
                SELECT provider, named, component, state, posted, revised, seen, incident, resolved, content, link, feed FROM notices n
                WHERE seen>=?1 OR {IsOpen} ORDER BY sequence
                """);
            rows.Bind(1, since.ToUnixTimeMilliseconds());
            var notices = new List<Notice>();
            while (rows.Read())
            {
                notices.Add(new Notice
                {
                    Provider = rows.Text(0),
                    Feed = rows.IsNull(11) ? null : new Uri(rows.Text(11)),
                    Named = rows.Text(1),
                    Component = rows.IsNull(2) ? null : ComponentId.Parse(rows.Text(2)),
                    State = (NoticeState)rows.Int64(3),
                    PostedAt = Time(rows.Int64(4)),
                    RevisedAt = Time(rows.Int64(5)),
                    SeenAt = Time(rows.Int64(6)),
                    Incident = rows.Text(7),
                    Resolved = rows.Int64(8) != 0,
                    Text = rows.Text(9),
                    Link = rows.IsNull(10) ? null : new Uri(rows.Text(10)),
                });
            }

            return ValueTask.FromResult<IReadOnlyList<Notice>>(notices);
        }
    }

    public ValueTask DeleteBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var sql in (string[])["DELETE FROM probe_changes WHERE at<?1", $"DELETE FROM notices AS n WHERE seen<?1 AND NOT {IsOpen}"])
            {
                using var statement = _file.Prepare(sql);
                statement.Bind(1, time.ToUnixTimeMilliseconds());
                statement.Run();
            }
        }

        return ValueTask.CompletedTask;
    }

    public void Dispose() => _file.Dispose();

    // A store of before a notice kept its page: what is open is read again.
    private static SqliteFile Open(StorePath path)
    {
        const string Old = "SELECT 1 FROM pragma_table_info('notices') WHERE name='provider' AND NOT EXISTS(SELECT 1 FROM pragma_table_info('notices') WHERE name='feed')";
        var file = SqliteFile.Open(path, "");
        using (var old = file.Prepare(Old))
        {
            if (!old.Read())
            {
                file.Execute(Schema);
                return file;
            }
        }

        file.Execute("DROP TABLE notices");
        file.Execute(Schema);
        return file;
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private void AddChanges(IReadOnlyList<ProbeChange> changes)
    {
        using var add = _file.Prepare("""
            INSERT INTO probe_changes(at, target, probe, vantage, state, failure, detail, since, elapsed) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """);
        foreach (var (target, sighting) in changes)
        {
            add.Bind(1, sighting.At.ToUnixTimeMilliseconds());
            add.Bind(2, target.ToString());
            add.Bind(3, sighting.Probe);
            add.Bind(4, sighting.Vantage.ToString());
            add.Bind(5, (long)sighting.State);
            add.Bind(6, sighting.Failure?.Word());
            add.Bind(7, sighting.Detail);
            add.Bind(8, sighting.Since.ToUnixTimeMilliseconds());
            add.Bind(9, sighting.Elapsed.Ticks);
            add.Run();
        }
    }

    private void AddNotices(IReadOnlyList<Notice> notices)
    {
        using var add = _file.Prepare("""
            INSERT INTO notices(seen, provider, named, component, state, posted, revised, incident, resolved, content, link, feed)
            VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            """);
        foreach (var notice in notices)
        {
            add.Bind(1, notice.SeenAt.ToUnixTimeMilliseconds());
            add.Bind(2, notice.Provider);
            add.Bind(3, notice.Named);
            add.Bind(4, notice.Component?.ToString());
            add.Bind(5, (long)notice.State);
            add.Bind(6, notice.PostedAt.ToUnixTimeMilliseconds());
            add.Bind(7, notice.RevisedAt.ToUnixTimeMilliseconds());
            add.Bind(8, notice.Incident);
            add.Bind(9, notice.Resolved ? 1 : 0);
            add.Bind(10, notice.Text);
            add.Bind(11, notice.Link?.AbsoluteUri);
            add.Bind(12, notice.Feed?.AbsoluteUri);
            add.Run();
        }
    }
}
