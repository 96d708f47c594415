using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Groundswell.Server.Sqlite;

/// <summary>What is wrong with a file of a store, and what to do.</summary>
/// <param name="Path">The file.</param>
/// <param name="What">In words that follow its name.</param>
/// <param name="Advice">A sentence; empty where nothing need be done.</param>
/// <param name="IsRepairable">Whether a repair keeps what is sound of it and sets the rest aside; else it is left alone.</param>
internal sealed record StoreFault(string Path, string What, string Advice, bool IsRepairable)
{
    private const string Repair = "Put a copy of it back, or keep what is sound of it with: groundswell store repair";

    public override string ToString() => $"{Path} {What.TrimEnd('.')}.{(Advice.Length > 0 ? " " + Advice : "")}";

    public static StoreFault Damaged(string path, string reason) => new(path, $"cannot be read: {reason}", Repair, true);

    /// <summary>Something that is gone, though the rest of the store tells of it.</summary>
    public static StoreFault Gone(string path, string what) => new(path, what, Repair, true);

    /// <summary>What makes a file that can be opened another than it should be; null where nothing does.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static StoreFault? FindStrange(SqliteFile file)
    {
        if (StoreFileKind.OfPath(file.Path) is not { } kind)
        {
            return null;
        }

        var id = (int)file.Ask("PRAGMA application_id");
        if (id == kind.ApplicationId)
        {
            return file.Ask("PRAGMA user_version") is > SqliteFile.Form and var form
                ? new StoreFault(file.Path, $"was written by a newer version of Groundswell (form {form}, and this one knows forms up to {SqliteFile.Form})", "Run that version, or put back a copy from before.", false)
                : null;
        }

        if (StoreFileKind.OfApplicationId(id) is { } other)
        {
            return new StoreFault(file.Path, $"holds {other.Name}, and should hold {kind.Name}", Repair, true);
        }

        // Files of before the mark was written have none.
        var isForeign = id != 0 || (file.Ask("SELECT count(*) FROM sqlite_master WHERE type='table'") > 0
            && file.Ask($"SELECT count(*) FROM sqlite_master WHERE type='table' AND name IN ('{string.Join("','", kind.Tables)}')") == 0);
        return isForeign ? new StoreFault(file.Path, "is a database of another program", Repair, true) : null;
    }

    /// <summary>What is wrong with a file by itself, as far as a look at it shows.</summary>
    /// <param name="path">Of a store's database.</param>
    /// <param name="isThorough">Every page is read, which takes a second for some hundred megabytes.</param>
    public static StoreFault? Find(string path, bool isThorough)
    {
        if (Directory.Exists(path))
        {
            return new StoreFault(path, "is a folder, and should be a file", Repair, true);
        }

        try
        {
            using var file = SqliteFile.OpenToRead(path);
            if (FindStrange(file) is { } strange)
            {
                return strange;
            }

            using var check = file.Prepare(isThorough ? "PRAGMA integrity_check(3)" : "PRAGMA quick_check(1)");
            var said = new List<string>();
            while (check.Read())
            {
                said.Add(check.Text(0).ReplaceLineEndings(" "));
            }

            return said is ["ok"] ? null : Damaged(path, string.Join("; ", said));
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            return Damaged(path, Reason(exception));
        }
        catch (SqliteException exception)
        {
            return new StoreFault(path, $"cannot be looked at: {Reason(exception)}", "Let the node's user read and write it.", false);
        }
    }

    // The file is named by the fault itself.
    private static string Reason(SqliteException exception) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB => "it is no database, or its first page is damaged",
        raw.SQLITE_CORRUPT => "its pages are damaged",
        _ => exception.Message,
    };
}
