using Groundswell.Storage;

namespace Groundswell.Server.Sqlite;

/// <summary>Numbers for names in the embedded store.</summary>
internal sealed class SqliteNames(StorePath path) : INames, IDisposable
{
    private const string Schema = "CREATE TABLE IF NOT EXISTS names(kind INTEGER NOT NULL, name TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY(kind, name)) WITHOUT ROWID;";

    private readonly Lock _gate = new();
    private readonly SqliteFile _file = SqliteFile.Open(path, Schema);

    public ValueTask<IReadOnlyList<int>> NumberAsync(NameKind kind, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            using var transaction = _file.Connection.BeginTransaction();
            using var find = _file.Prepare("SELECT number FROM names WHERE kind=?1 AND name=?2");
            using var add = _file.Prepare("INSERT INTO names SELECT ?1, ?2, coalesce(max(number), 0) + 1 FROM names WHERE kind=?1");
            var numbers = new int[names.Count];
            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] = Find(find, kind, names[i]);
                if (numbers[i] == 0)
                {
                    add.Bind(1, (long)kind);
                    add.Bind(2, names[i]);
                    add.Run();
                    numbers[i] = Find(find, kind, names[i]);
                }
            }

            transaction.Commit();
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

    public void Dispose() => _file.Dispose();

    private static int Find(SqliteStatement find, NameKind kind, string name)
    {
        find.Bind(1, (long)kind);
        find.Bind(2, name);
        var number = find.Read() ? find.Int32(0) : 0;
        find.Reset();
        return number;
    }
}
