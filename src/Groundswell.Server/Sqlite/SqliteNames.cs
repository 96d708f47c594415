using Groundswell.Storage;

namespace Groundswell.Server.Sqlite;

/// <summary>
/// Numbers for names in the embedded store. The journal's reports bear the numbers only, so a second copy lies with the journal: whichever file
/// is lost, the other one still tells what they stand for, and no number is given to another name.
/// </summary>
internal sealed class SqliteNames : INames, IDisposable
{
    public const string Schema = "CREATE TABLE IF NOT EXISTS names(kind INTEGER NOT NULL, name TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY(kind, name)) WITHOUT ROWID;";

    private readonly Lock _gate = new();
    private readonly SqliteFile _file;
    private readonly SqliteFile? _copy;

    /// <param name="path">The file whose numbers hold.</param>
    /// <param name="copy">Where they are kept a second time; null for nowhere.</param>
    public SqliteNames(StorePath path, StorePath? copy = null)
    {
        _file = SqliteFile.Open(path, Schema);
        try
        {
            _copy = copy is { } second ? SqliteFile.Open(second, Schema) : null;
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
            using var add = _file.Prepare("INSERT INTO names SELECT ?1, ?2, coalesce(max(number), 0) + 1 FROM names WHERE kind=?1");
            var numbers = new int[names.Count];
            var isNew = false;
            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] = Find(find, kind, names[i]);
                if (numbers[i] == 0)
                {
                    add.Bind(1, (long)kind);
                    add.Bind(2, names[i]);
                    add.Run();
                    numbers[i] = Find(find, kind, names[i]);
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

    /// <summary>Gives one file the names of another that it lacks; a name or a number that it has already stays as it is there.</summary>
    public static void Merge(SqliteFile from, SqliteFile to)
    {
        using var transaction = to.Connection.BeginTransaction();
        using var rows = from.Prepare("SELECT kind, name, number FROM names");
        using var add = to.Prepare("INSERT OR IGNORE INTO names SELECT ?1, ?2, ?3 WHERE NOT EXISTS(SELECT 1 FROM names WHERE kind=?1 AND number=?3)");
        while (rows.Read())
        {
            add.Bind(1, rows.Int64(0));
            add.Bind(2, rows.Text(1));
            add.Bind(3, rows.Int64(2));
            add.Run();
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        _copy?.Dispose();
        _file.Dispose();
    }

    private static int Find(SqliteStatement find, NameKind kind, string name)
    {
        find.Bind(1, (long)kind);
        find.Bind(2, name);
        var number = find.Read() ? find.Int32(0) : 0;
        find.Reset();
        return number;
    }
}
