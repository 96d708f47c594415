using System.Globalization;
using Groundswell.Storage;
using Microsoft.Data.Sqlite;

namespace Groundswell.Server.Sqlite;

/// <summary>
/// Numbers for names in the embedded store. The journal's reports bear the numbers only, so a second copy lies with the journal: whichever file
/// is lost, the other one still tells what they stand for, and no number is given to another name.
/// </summary>
internal sealed class SqliteNames : INames, IDisposable
{
    private const string Schema = "CREATE TABLE IF NOT EXISTS names(kind INTEGER NOT NULL, name TEXT NOT NULL, number INTEGER NOT NULL, crc INTEGER, PRIMARY KEY(kind, name)) WITHOUT ROWID;";

    private readonly Lock _gate = new();
    private readonly SqliteFile _file;
    private readonly SqliteFile? _copy;

    /// <param name="path">The file whose numbers hold.</param>
    /// <param name="copy">Where they are kept a second time; null for nowhere.</param>
    public SqliteNames(StorePath path, StorePath? copy = null)
    {
        _file = Open(path);
        try
        {
            _copy = copy is { } second ? Open(second) : null;
            if (_copy is not null)
            {
                Merge(_copy, _file);
                Merge(_file, _copy);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public ValueTask<IReadOnlyList<int>> NumberAsync(NameKind kind, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            using var transaction = _file.BeginTransaction();
            using var find = _file.Prepare("SELECT number FROM names WHERE kind=?1 AND name=?2");
            using var highest = _file.Prepare("SELECT coalesce(max(number), 0) FROM names WHERE kind=?1");
            using var add = _file.Prepare("INSERT INTO names(kind, name, number, crc) VALUES(?1, ?2, ?3, ?4)");
            var numbers = new int[names.Count];
            var isNew = false;
            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] = Find(find, kind, names[i]);
                if (numbers[i] == 0)
                {
                    highest.Bind(1, (long)kind);
                    highest.Read();
                    numbers[i] = highest.Int32(0) + 1;
                    highest.Reset();
                    add.Bind(1, (long)kind);
                    add.Bind(2, names[i]);
                    add.Bind(3, numbers[i]);
                    add.Bind(4, Check((long)kind, names[i], numbers[i]));
                    add.Run();
                    isNew = true;
                }
            }

            transaction.Commit();
            if (isNew && _copy is not null)
            {
                Merge(_file, _copy);
            }

            return ValueTask.FromResult<IReadOnlyList<int>>(numbers);
        }
    }

    /// <summary>All names of a kind by their numbers.</summary>
    public IReadOnlyDictionary<int, string> List(NameKind kind)
    {
        lock (_gate)
        {
            using var rows = _file.Prepare("SELECT number, name FROM names WHERE kind=?1");
            rows.Bind(1, (long)kind);
            var names = new Dictionary<int, string>();
            while (rows.Read())
            {
                names.Add(rows.Int32(0), rows.Text(1));
            }

            return names;
        }
    }

    /// <summary>Opens a file with a table of names.</summary>
    public static SqliteFile Open(StorePath path)
    {
        var file = SqliteFile.Open(path, Schema);
        file.AddColumn("names", RowChecksum.Column);
        return file;
    }

    /// <summary>Gives one file the names of another that it lacks; a name or a number that it has already stays as it is there. Damaged names are left out.</summary>
    /// <exception cref="SqliteException">A page of them is damaged; those before it are taken.</exception>
    public static void Merge(SqliteFile from, SqliteFile to)
    {
        using var add = to.Prepare("INSERT OR IGNORE INTO names(kind, name, number, crc) SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS(SELECT 1 FROM names WHERE kind=?1 AND number=?3)");
        using var transaction = to.Connection.BeginTransaction();
        try
        {
            Read(from, (kind, name, number, isSound) =>
            {
                if (isSound)
                {
                    add.Bind(1, kind);
                    add.Bind(2, name);
                    add.Bind(3, number);
                    add.Bind(4, Check(kind, name, number));
                    add.Run();
                }
            });
        }
        finally
        {
            transaction.Commit();
        }
    }

    /// <summary>Names that are not as they were written.</summary>
    public static int CountDamaged(SqliteFile file)
    {
        var damaged = 0;
        if (file.HasColumn("names", "name"))
        {
            Read(file, (_, _, _, isSound) => damaged += isSound ? 0 : 1);
        }

        return damaged;
    }

    public void Dispose()
    {
        _copy?.Dispose();
        _file.Dispose();
    }

    private static void Read(SqliteFile file, Action<long, string, long, bool> read)
    {
        // A file of an older version has no checksums.
        using var rows = file.Prepare($"SELECT kind, name, number, {(file.HasColumn("names", RowChecksum.Column) ? RowChecksum.Column : "NULL")} FROM names");
        while (rows.Read())
        {
            var (kind, name, number) = (rows.Int64(0), rows.Text(1), rows.Int64(2));
            read(kind, name, number, rows.IsNull(3) || rows.Int64(3) == Check(kind, name, number));
        }
    }

    private static long Check(long kind, string name, long number) => RowChecksum.Of(string.Create(CultureInfo.InvariantCulture, $"{kind} {number} {name}"));

    private static int Find(SqliteStatement find, NameKind kind, string name)
    {
        find.Bind(1, (long)kind);
        find.Bind(2, name);
        var number = find.Read() ? find.Int32(0) : 0;
        find.Reset();
        return number;
    }
}
