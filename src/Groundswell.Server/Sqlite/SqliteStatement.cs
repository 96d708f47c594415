using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Groundswell.Server.Sqlite;

/// <summary>
/// A prepared statement bound by position. The journal binds eleven values a row, several hundred thousand rows a second;
/// ADO.NET's parameter objects would cost more than SQLite itself.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteFile _file;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(SqliteFile file, string sql)
    {
        _file = file;
        Check(raw.sqlite3_prepare_v3(file.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public void Bind(int position, long value) => raw.sqlite3_bind_int64(_statement, position, value);

    public void Bind(int position, ReadOnlySpan<byte> value) => raw.sqlite3_bind_blob(_statement, position, value);

    public void Bind(int position, string? value)
    {
        if (value is null)
        {
            raw.sqlite3_bind_null(_statement, position);
        }
        else
        {
            raw.sqlite3_bind_text(_statement, position, value);
        }
    }

    /// <summary>Binds what a column of another statement's row holds, of whatever kind.</summary>
    public void Bind(int position, SqliteStatement row, int column)
    {
        switch (raw.sqlite3_column_type(row._statement, column))
        {
            case raw.SQLITE_INTEGER:
                Bind(position, row.Int64(column));
                break;
            case raw.SQLITE_FLOAT:
                raw.sqlite3_bind_double(_statement, position, raw.sqlite3_column_double(row._statement, column));
                break;
            case raw.SQLITE_TEXT:
                Bind(position, row.Text(column));
                break;
            case raw.SQLITE_BLOB:
                Bind(position, row.Blob(column));
                break;
            default:
                Bind(position, (string?)null);
                break;
        }
    }

    /// <summary>Runs a statement that returns no rows, and makes it ready for the next.</summary>
    /// <exception cref="SqliteException">The database refused it.</exception>
    public void Run()
    {
        var code = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        Check(code);
    }

    /// <summary>Moves to the next row; false, and ready for the next use, after the last.</summary>
    /// <exception cref="SqliteException">The database refused it.</exception>
    public bool Read()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        raw.sqlite3_reset(_statement);
        Check(code);
        return false;
    }

    /// <summary>Leaves the rows that were not read.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public int Int32(int column) => (int)raw.sqlite3_column_int64(_statement, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            throw _file.Refusal(raw.sqlite3_errmsg(_file.Handle).utf8_to_string(), code, raw.sqlite3_extended_errcode(_file.Handle));
        }
    }
}
