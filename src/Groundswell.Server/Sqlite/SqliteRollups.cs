using Groundswell.Catalogue;
using Groundswell.Counting;
using Groundswell.Storage;

namespace Groundswell.Server.Sqlite;

/// <summary>Rollups in the embedded store: a row a non-zero bin, clustered by service and minute, so that a chart is one range.</summary>
internal sealed class SqliteRollups(StorePath path) : IRollups, IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS bins(
          service INTEGER NOT NULL, minute INTEGER NOT NULL, region INTEGER NOT NULL, symptom INTEGER NOT NULL, count INTEGER NOT NULL, crc INTEGER,
          PRIMARY KEY(service, minute, region, symptom)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS marks(shard INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, crc INTEGER);
        CREATE TABLE IF NOT EXISTS alive(only INTEGER PRIMARY KEY CHECK(only=1), minute INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS detectors(service INTEGER PRIMARY KEY, minute INTEGER NOT NULL, content BLOB NOT NULL, crc INTEGER);
        """;

    /// <summary>
    /// What the check column of a bin holds: a sum that SQLite makes itself, so that a chart's totals are checked where they are added up. Any flipped
    /// bit changes it, and it never overflows. Null in rows of before there were checks.
    /// </summary>
    public const string BinCheck = "(service*31 + minute*1009 + region*7919 + symptom*65537 + count*524287)";

    /// <summary>The same of a mark.</summary>
    public const string MarkCheck = "(shard*31 + sequence*3)";

    // The mark that holds for shards without one of their own; shards count from 0.
    private const int EveryShard = -1;

    private readonly Lock _gate = new();
    private readonly SqliteFile _file = Open(path);

    // Prepared once: a start reads these for every service.
    private SqliteStatement? _readBins;
    private SqliteStatement? _readTotals;
    private SqliteStatement? _readDetector;
    private int _damagedDetectors;

    /// <summary>Detector states that were not as they were written, and were passed over.</summary>
    public int DamagedDetectors => Volatile.Read(ref _damagedDetectors);

    /// <summary>Keeps what is still at hand of a file that somebody took away.</summary>
    /// <returns>What was done, and what to do.</returns>
    public string Rescue(string fault)
    {
        lock (_gate)
        {
            return _file.Rescue(fault);
        }
    }

    public ValueTask WriteAsync(IReadOnlyList<ShardRollup> shards, long mark, int minute, CancellationToken cancellationToken) => InTransaction(
        () =>
        {
            using var put = _file.Prepare("INSERT OR REPLACE INTO detectors(service, minute, content, crc) VALUES(?1, ?2, ?3, ?4)");
            foreach (var shard in shards)
            {
                Put(shard.Bins);
                SetMark(shard.Shard, shard.Mark);
                foreach (var detector in shard.Detectors)
                {
                    put.Bind(1, detector.Service);
                    put.Bind(2, detector.ThroughMinute);
                    put.Bind(3, detector.Content.Span);
                    put.Bind(4, RowChecksum.Of(detector.Content.Span));
                    put.Run();
                }
            }

            SetMark(EveryShard, mark);
            using var alive = _file.Prepare("INSERT OR REPLACE INTO alive VALUES(1, ?1)");
            alive.Bind(1, minute);
            alive.Run();
        },
        cancellationToken);

    public ValueTask ImportAsync(IReadOnlyList<RollupBin> bins, CancellationToken cancellationToken) => InTransaction(() => Put(bins), cancellationToken);

    public ValueTask ReplaceAsync(int fromMinute, IEnumerable<RollupBin> bins, long mark, CancellationToken cancellationToken) =>
        InTransaction(
            () =>
        {
            using var delete = _file.Prepare("DELETE FROM bins WHERE minute>=?1");
            delete.Bind(1, fromMinute);
            delete.Run();
            Put(bins);
            _file.Execute("DELETE FROM marks; DELETE FROM detectors;");
            SetMark(EveryShard, mark);
        },
            cancellationToken);

    public ValueTask<RollupMarks> ReadMarksAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var marks = new Dictionary<int, long>();
            using var read = _file.Prepare($"SELECT shard, sequence, crc IS NULL OR crc={MarkCheck} FROM marks");
            while (read.Read())
            {
                Require(read.Int64(2) != 0, "a mark of what is counted");
                marks.Add(read.Int32(0), read.Int64(1));
            }

            using var alive = _file.Prepare("SELECT minute FROM alive");
            return ValueTask.FromResult(new RollupMarks(marks, marks.GetValueOrDefault(EveryShard), alive.Read() ? alive.Int32(0) : 0));
        }
    }

    /// <summary>The highest mark of all; 0 where there is none.</summary>
    public long ReadHighestMark()
    {
        lock (_gate)
        {
            using var row = _file.Prepare("SELECT coalesce(max(sequence), 0) FROM marks");
            row.Read();
            return row.Int64(0);
        }
    }

    public ValueTask ReadBinsAsync(int service, int fromMinute, int toMinute, Action<RollupBin> read, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var rows = _readBins ??= _file.Prepare($"SELECT minute, region, symptom, count, crc IS NULL OR crc={BinCheck} FROM bins WHERE service=?1 AND minute>=?2 AND minute<?3 ORDER BY minute");
            try
            {
                rows.Bind(1, service);
                rows.Bind(2, fromMinute);
                rows.Bind(3, toMinute);
                while (rows.Read())
                {
                    Require(rows.Int64(4) != 0, "a count");
                    read(new RollupBin(service, rows.Int32(0), RegionId.FromPacked((uint)rows.Int64(1)), rows.Int32(2), rows.Int32(3)));
                }
            }
            finally
            {
                rows.Reset();
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<int[]> ReadTotalsAsync(int service, int fromMinute, int stepMinutes, int steps, CancellationToken cancellationToken)
    {
        var totals = new int[steps];
        lock (_gate)
        {
            var rows = _readTotals ??= _file.Prepare(
                $"SELECT (minute - ?2) / ?3, sum(count), min(crc IS NULL OR crc={BinCheck}) FROM bins WHERE service=?1 AND minute>=?2 AND minute<?4 GROUP BY 1");
            try
            {
                rows.Bind(1, service);
                rows.Bind(2, fromMinute);
                rows.Bind(3, stepMinutes);
                rows.Bind(4, fromMinute + ((long)stepMinutes * steps));
                while (rows.Read())
                {
                    Require(rows.Int64(2) != 0, "a count");
                    totals[rows.Int32(0)] = rows.Int32(1);
                }
            }
            finally
            {
                rows.Reset();
            }
        }

        return ValueTask.FromResult(totals);
    }

    public ValueTask<int?> ReadFirstMinuteAsync(int service, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            using var row = _file.Prepare("SELECT min(minute) FROM bins WHERE service=?1");
            row.Bind(1, service);
            return ValueTask.FromResult<int?>(row.Read() && !row.IsNull(0) ? row.Int32(0) : null);
        }
    }

    public ValueTask<DetectorState?> ReadDetectorAsync(int service, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var row = _readDetector ??= _file.Prepare("SELECT minute, content, crc FROM detectors WHERE service=?1");
            try
            {
                row.Bind(1, service);
                if (!row.Read())
                {
                    return ValueTask.FromResult<DetectorState?>(null);
                }

                if (!row.IsNull(2) && row.Int64(2) != RowChecksum.Of(row.Blob(1)))
                {
                    // It learns again from the counts.
                    Interlocked.Increment(ref _damagedDetectors);
                    return ValueTask.FromResult<DetectorState?>(null);
                }

                return ValueTask.FromResult<DetectorState?>(new DetectorState(service, row.Int32(0), row.Blob(1).ToArray()));
            }
            finally
            {
                row.Reset();
            }
        }
    }

    public void Dispose()
    {
        _readBins?.Dispose();
        _readTotals?.Dispose();
        _readDetector?.Dispose();
        _file.Dispose();
    }

    private static SqliteFile Open(StorePath path)
    {
        var file = SqliteFile.Open(path, Schema);
        file.AddColumn("detectors", RowChecksum.Column);
        file.AddColumn("bins", RowChecksum.Column);
        file.AddColumn("marks", RowChecksum.Column);
        return file;
    }

    private void Require(bool isSound, string what)
    {
        if (!isSound)
        {
            throw new InvalidDataException(StoreFault.Damaged(_file.Path, $"{what} is not as it was written").ToString());
        }
    }

    private ValueTask InTransaction(Action write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            using var transaction = _file.BeginTransaction();
            write();
            transaction.Commit();
        }

        return ValueTask.CompletedTask;
    }

    private void Put(IEnumerable<RollupBin> bins)
    {
        using var put = _file.Prepare("INSERT OR REPLACE INTO bins(service, minute, region, symptom, count, crc) VALUES(?1, ?2, ?3, ?4, ?5, ?1*31 + ?2*1009 + ?3*7919 + ?4*65537 + ?5*524287)");
        foreach (var bin in bins)
        {
            put.Bind(1, bin.Service);
            put.Bind(2, bin.Minute);
            put.Bind(3, bin.Region.ToPacked());
            put.Bind(4, bin.Symptom);
            put.Bind(5, bin.Count);
            put.Run();
        }
    }

    private void SetMark(int shard, long mark)
    {
        // A mark never goes back: what is in the bins stays in them.
        using var set = _file.Prepare("INSERT INTO marks(shard, sequence, crc) VALUES(?1, ?2, ?1*31 + ?2*3) ON CONFLICT(shard) DO UPDATE SET sequence=excluded.sequence, crc=excluded.crc WHERE excluded.sequence>sequence");
        set.Bind(1, shard);
        set.Bind(2, mark);
        set.Run();
    }
}
