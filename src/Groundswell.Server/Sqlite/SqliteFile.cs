using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Groundswell.Server.Sqlite;

/// <summary>One SQLite database file in WAL mode. A commit is on disk when it returns (<c>synchronous=FULL</c>), but for a file that is thrown away.</summary>
internal sealed class SqliteFile : IDisposable
{
    /// <summary>The newest form of a store's files that this version knows; 0 in files of before the form was written down.</summary>
    public const int Form = 1;

    private const string WriteAheadLog = "-wal";

    private readonly HeldFile _held;
    private readonly HeldFile _heldLog;

    static SqliteFile() => Batteries_V2.Init();

    private SqliteFile(SqliteConnection connection)
    {
        Connection = connection;
        _held = new HeldFile(connection.DataSource);
        _heldLog = new HeldFile(connection.DataSource + WriteAheadLog);
    }

    public SqliteConnection Connection { get; }

    public sqlite3 Handle => Connection.Handle!;

    public string Path => Connection.DataSource;

    /// <summary>Opens a file, making it and its tables where they are not there.</summary>
    /// <exception cref="SqliteException">The file cannot be opened or made.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, of another program or of a newer version; the message names it and says what to do.</exception>
    public static SqliteFile Open(StorePath path, string schema)
    {
        var file = Connect(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            if (StoreFault.FindStrange(file) is { } fault)
            {
                throw new InvalidDataException(fault.ToString());
            }

            file.Execute($"PRAGMA journal_mode=WAL; PRAGMA synchronous={(path.IsThrowaway ? "OFF" : "FULL")}; PRAGMA wal_autocheckpoint=8000; PRAGMA temp_store=MEMORY;");
            file.Execute(schema);
            file.Stamp();
            return file;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            file.Dispose();
            throw new InvalidDataException(exception.Message, exception);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens an existing file for reading beside its writer.</summary>
    public static SqliteFile OpenToRead(string path) => Connect(path, SqliteOpenMode.ReadOnly);

    /// <summary>What somebody did to the file or its log while it was open, in a sentence; null where nobody did anything.</summary>
    /// <param name="wasWritten">Something was committed since it was opened: its log must be there.</param>
    public string? FindHandiwork(bool wasWritten = false) => _held.FindFault(wasWritten) ?? _heldLog.FindFault(wasWritten);

    /// <exception cref="IOException">Somebody took the file away: what is written would be lost. What can be read of it is beside it, under another name.</exception>
    public SqliteTransaction BeginTransaction()
    {
        if (FindHandiwork() is { } fault)
        {
            throw new IOException(Rescue(fault));
        }

        return Connection.BeginTransaction();
    }

    /// <summary>Keeps what can be read of a file that somebody took away.</summary>
    /// <returns>What was done, and what to do.</returns>
    public string Rescue(string fault) =>
        $"{fault} {(TryRescue() ? $"What it held is in {Path}{StoreLayout.Rescued}, and is taken up by the next start: start the node again." : "Stop the node, and put a copy of it back or run: groundswell store repair")}";

    /// <summary>Writes what can be read of the file, though it may be deleted, to a new one beside it.</summary>
    /// <returns>False where it cannot be read as a whole.</returns>
    public bool TryRescue()
    {
        var (rescued, partial) = (Path + StoreLayout.Rescued, Path + ".partial");
        if (File.Exists(rescued))
        {
            return true;
        }

        try
        {
            File.Delete(partial);
            CopyTo(partial);
            File.Move(partial, rescued);
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    /// <summary>Writes a whole copy, of one moment, to a file that is not there yet.</summary>
    /// <exception cref="SqliteException">It cannot be read as a whole, or the copy not written.</exception>
    public void CopyTo(string path)
    {
        using var copy = Prepare("VACUUM INTO ?1");
        copy.Bind(1, path);
        copy.Run();
    }

    /// <exception cref="SqliteException">The database refused; the message names the file.</exception>
    public void Execute(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        try
        {
            command.ExecuteNonQuery();
        }
        catch (SqliteException exception)
        {
            throw Refusal(raw.sqlite3_errmsg(Handle).utf8_to_string(), exception.SqliteErrorCode, exception.SqliteExtendedErrorCode);
        }
    }

    public SqliteStatement Prepare(string sql) => new(this, sql);

    public bool HasColumn(string table, string column)
    {
        using var row = Prepare("SELECT 1 FROM pragma_table_info(?1) WHERE name=?2");
        row.Bind(1, table);
        row.Bind(2, column);
        return row.Read();
    }

    /// <summary>Gives a table of an older form a column that it lacks; its rows hold null there.</summary>
    /// <exception cref="SqliteException">The disk refused.</exception>
    public void AddColumn(string table, string column)
    {
        if (!HasColumn(table, column))
        {
            Execute($"ALTER TABLE {table} ADD COLUMN {column}");
        }
    }

    /// <summary>The one number that a question is answered with.</summary>
    public long Ask(string question)
    {
        using var row = Prepare(question);
        return row.Read() ? row.Int64(0) : 0;
    }

    /// <summary>A refusal that names the file: the words of the database do not.</summary>
    public SqliteException Refusal(string message, int code, int extendedCode)
    {
        var what = code is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB ? StoreFault.Damaged(Path, message).ToString()
            : code == raw.SQLITE_READONLY ? $"{Path} cannot be written: {message}. Let the node's user write it."
            : $"{System.IO.Path.GetFileName(Path)}: {message}";
        return new SqliteException(what, code, extendedCode);
    }

    public void Dispose() => Connection.Dispose();

    private void Stamp()
    {
        if (StoreFileKind.OfPath(Path) is { } kind && (Ask("PRAGMA application_id"), Ask("PRAGMA user_version")) != (kind.ApplicationId, Form))
        {
            Execute($"PRAGMA application_id={kind.ApplicationId}; PRAGMA user_version={Form};");
        }
    }

    private static SqliteFile Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 10 }.ToString());
        try
        {
            connection.Open();
            raw.sqlite3_busy_timeout(connection.Handle, 10_000);
            return new SqliteFile(connection);
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw new SqliteException($"{path} cannot be opened: {exception.Message}", exception.SqliteErrorCode, exception.SqliteExtendedErrorCode);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
