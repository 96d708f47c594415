using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Groundswell.Server.Sqlite;

/// <summary>One SQLite database file in WAL mode. A commit is on disk when it returns (<c>synchronous=FULL</c>), but for a file that is thrown away.</summary>
internal sealed class SqliteFile : IDisposable
{
    static SqliteFile() => Batteries_V2.Init();

    private SqliteFile(SqliteConnection connection) => Connection = connection;

    public SqliteConnection Connection { get; }

    public sqlite3 Handle => Connection.Handle!;

    /// <summary>Opens a file, making it and its tables where they are not there.</summary>
    /// <exception cref="SqliteException">The file cannot be opened or made.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or is no database; the message names it.</exception>
    public static SqliteFile Open(StorePath path, string schema)
    {
        var file = Connect(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            file.Execute($"PRAGMA journal_mode=WAL; PRAGMA synchronous={(path.IsThrowaway ? "OFF" : "FULL")}; PRAGMA wal_autocheckpoint=8000; PRAGMA temp_store=MEMORY;");
            file.Execute(schema);
            return file;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            file.Dispose();
            throw new InvalidDataException($"{path.Path} cannot be read: {exception.Message}. Put a copy of it back.", exception);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens an existing file for reading beside its writer.</summary>
    public static SqliteFile OpenToRead(string path) => Connect(path, SqliteOpenMode.ReadOnly);

    public void Execute(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public SqliteStatement Prepare(string sql) => new(this, sql);

    public void Dispose() => Connection.Dispose();

    private static SqliteFile Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 10 }.ToString());
        try
        {
            connection.Open();
            raw.sqlite3_busy_timeout(connection.Handle, 10_000);
            return new SqliteFile(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
