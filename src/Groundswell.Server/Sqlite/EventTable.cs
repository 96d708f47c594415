using System.Globalization;
using Groundswell.Incidents;

namespace Groundswell.Server.Sqlite;

/// <summary>A table of incidents' events, each with a checksum: which histories are not as they were written.</summary>
internal static class EventTable
{
    public static uint Check(IncidentId incident, string service, string content) => RowChecksum.Of(string.Create(CultureInfo.InvariantCulture, $"{incident.Number} {service} {content}"));

    /// <summary>Tells the incidents of which a row is not as it was written, or cannot be read.</summary>
    /// <param name="file">Of the table.</param>
    /// <param name="table">With the columns incident, sequence, content and crc.</param>
    /// <param name="service">The column with the service, or a constant.</param>
    /// <param name="fold">Reads the contents of one whole history, oldest first; throws where it makes none.</param>
    public static IReadOnlyList<IncidentId> FindDamaged(SqliteFile file, string table, string service, Action<IReadOnlyList<string>> fold)
    {
        using var rows = file.Prepare($"SELECT incident, content, crc, {service} FROM {table} ORDER BY incident, sequence");
        var damaged = new List<IncidentId>();
        var contents = new List<string>();
        var (current, isSound) = (0L, true);
        while (rows.Read())
        {
            if (rows.Int64(0) != current)
            {
                Judge();
                (current, isSound) = (rows.Int64(0), true);
                contents.Clear();
            }

            contents.Add(rows.Text(1));
            isSound &= rows.IsNull(2) || rows.Int64(2) == Check(new IncidentId(current), rows.Text(3), contents[^1]);
        }

        Judge();
        return damaged;

        void Judge()
        {
            if (contents.Count > 0 && !(isSound && CanFold(contents, fold)))
            {
                damaged.Add(new IncidentId(current));
            }
        }
    }

    /// <summary>Moves whole histories to a table that nobody reads.</summary>
    public static void SetAside(SqliteFile file, string table, string incidents, IReadOnlyList<IncidentId> damaged)
    {
        if (damaged.Count == 0)
        {
            return;
        }

        file.Execute("CREATE TABLE IF NOT EXISTS damaged_events(source TEXT NOT NULL, incident INTEGER NOT NULL, sequence INTEGER NOT NULL, at INTEGER NOT NULL, content TEXT NOT NULL)");
        using var transaction = file.BeginTransaction();
        foreach (var sql in (string[])[$"INSERT INTO damaged_events SELECT '{table}', incident, sequence, at, content FROM {table} WHERE incident=?1", $"DELETE FROM {table} WHERE incident=?1", $"DELETE FROM {incidents} WHERE incident=?1"])
        {
            using var statement = file.Prepare(sql);
            foreach (var incident in damaged)
            {
                statement.Bind(1, incident.Number);
                statement.Run();
            }
        }

        transaction.Commit();
    }

    private static bool CanFold(IReadOnlyList<string> contents, Action<IReadOnlyList<string>> fold)
    {
        try
        {
            fold(contents);
            return true;
        }
        catch (Exception damage) when (damage is FormatException or ArgumentException)
        {
            return false;
        }
    }
}
