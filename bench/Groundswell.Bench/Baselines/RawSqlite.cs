using System.Diagnostics;
using SQLitePCL;

namespace Groundswell.Bench.Baselines;

/// <summary>
/// The limit of durable ingest: rows of the same shape put straight into SQLite by one thread, in the very table that the node
/// made, with the same pragmas. Nothing is received, parsed, checked, hashed or counted.
/// </summary>
internal sealed class RawSqlite : IDisposable
{
    private const long Arrival = 1_760_942_880_000;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _begin;
    private readonly sqlite3_stmt _commit;
    private readonly sqlite3_stmt _insert;
    private readonly sqlite3_stmt _insertKey;
    private readonly Random _random = new(20251020);
    private readonly byte[] _id = new byte[16];
    private readonly byte[] _key = new byte[16];
    private long _sequence;

    static RawSqlite() => Batteries_V2.Init();

    /// <param name="journal">A journal file of the node; its tables are made anew in <paramref name="path"/>.</param>
    /// <param name="path">The file to write.</param>
    public RawSqlite(string journal, string path)
    {
        var schema = SchemaOf(journal);
        Check(raw.sqlite3_open(path, out _database));
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=8000; PRAGMA temp_store=MEMORY;");
        Execute(schema);
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _insert = Prepare("INSERT INTO reports(sequence, id, event_time, arrival_time, service, region, symptom, source, reporter, weight, comment) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)");
        _insertKey = Prepare("INSERT INTO retry_keys VALUES(?1,?2,?3,?4)");
    }

    /// <summary>Rows of weight above 0 in every journal file of a node's folder.</summary>
    public static long CountRows(string folder)
    {
        var rows = 0L;
        foreach (var path in Journals(folder))
        {
            Check(raw.sqlite3_open(path, out var database));
            using (database)
            {
                Check(raw.sqlite3_prepare_v2(database, "SELECT count(*) FROM reports WHERE weight>0", out var statement));
                using (statement)
                {
                    raw.sqlite3_step(statement);
                    rows += raw.sqlite3_column_int64(statement, 0);
                }
            }
        }

        return rows;
    }

    /// <summary>Reads every detector state and every bin of a file of rollups.</summary>
    public static (long Detectors, long Bytes, long Bins) ReadRollups(string path)
    {
        Check(raw.sqlite3_open(path, out var database));
        using (database)
        {
            var (detectors, bytes, bins) = (0L, 0L, 0L);
            Check(raw.sqlite3_prepare_v2(database, "SELECT service, minute, content FROM detectors", out var states));
            using (states)
            {
                while (raw.sqlite3_step(states) == raw.SQLITE_ROW)
                {
                    detectors++;
                    bytes += raw.sqlite3_column_blob(states, 2).ToArray().Length;
                }
            }

            Check(raw.sqlite3_prepare_v2(database, "SELECT service, minute, region, symptom, count FROM bins", out var rows));
            using (rows)
            {
                while (raw.sqlite3_step(rows) == raw.SQLITE_ROW)
                {
                    bins += raw.sqlite3_column_int64(rows, 4) > 0 ? 1 : 0;
                }
            }

            return (detectors, bytes, bins);
        }
    }

    public static IEnumerable<string> Journals(string folder) => Directory.EnumerateFiles(folder, "journal-*.db", SearchOption.AllDirectories);

    /// <summary>Stores groups until the time is over.</summary>
    /// <returns>Rows a second.</returns>
    public double Run(TimeSpan length, int group, bool withRetryKeys)
    {
        var rows = 0L;
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < length)
        {
            Step(_begin);
            for (var i = 0; i < group; i++)
            {
                Insert(withRetryKeys);
            }

            Step(_commit);
            rows += group;
        }

        return rows / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _insert.Dispose();
        _insertKey.Dispose();
        _database.Dispose();
    }

    private static string SchemaOf(string journal)
    {
        Check(raw.sqlite3_open(journal, out var database));
        using (database)
        {
            Check(raw.sqlite3_prepare_v2(database, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL", out var statement));
            using (statement)
            {
                var schema = new List<string>();
                while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
                {
                    schema.Add(raw.sqlite3_column_text(statement, 0).utf8_to_string());
                }

                return string.Join(";\n", schema);
            }
        }
    }

    private static void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            throw new IOException($"SQLite answers {code}.");
        }
    }

    private static void Step(sqlite3_stmt statement)
    {
        var code = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        Check(code);
    }

    private void Insert(bool withRetryKey)
    {
        _sequence++;
        BitConverter.TryWriteBytes(_id.AsSpan(8), _sequence);
        raw.sqlite3_bind_int64(_insert, 1, _sequence);
        raw.sqlite3_bind_blob(_insert, 2, _id);
        raw.sqlite3_bind_int64(_insert, 3, Arrival);
        raw.sqlite3_bind_int64(_insert, 4, Arrival);
        raw.sqlite3_bind_int64(_insert, 5, _sequence % 300);
        raw.sqlite3_bind_int64(_insert, 6, 7_000_000 + (_sequence % 20));
        raw.sqlite3_bind_int64(_insert, 7, _sequence % 12);
        raw.sqlite3_bind_int64(_insert, 8, 2);
        raw.sqlite3_bind_int64(_insert, 9, _random.NextInt64(long.MinValue, long.MaxValue));
        raw.sqlite3_bind_int64(_insert, 10, 1);
        raw.sqlite3_bind_null(_insert, 11);
        Step(_insert);
        if (withRetryKey)
        {
            _random.NextBytes(_key);
            raw.sqlite3_bind_blob(_insertKey, 1, _key);
            raw.sqlite3_bind_int64(_insertKey, 2, _random.NextInt64(long.MinValue, long.MaxValue));
            raw.sqlite3_bind_blob(_insertKey, 3, _id);
            raw.sqlite3_bind_int64(_insertKey, 4, 1);
            Step(_insertKey);
        }
    }

    private void Execute(string sql) => Check(raw.sqlite3_exec(_database, sql));

    private sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        return statement;
    }
}
