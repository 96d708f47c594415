namespace Groundswell.Server.Sqlite;

/// <summary>Where what lies in a data folder.</summary>
internal static class StoreLayout
{
    public const string Database = "groundswell.db";
    public const string Journal = "journal";

    /// <summary>What could not be kept in use, by the time it was found.</summary>
    public const string SetAside = "set-aside";

    /// <summary>Beside a file that was taken away while it was in use: what its user could still read of it.</summary>
    public const string Rescued = ".rescued";

    /// <summary>What belongs to a database file beside itself.</summary>
    public static readonly IReadOnlyList<string> Companions = ["-wal", "-shm"];

    public static string DatabaseOf(string folder) => Path.Combine(folder, Database);

    public static string JournalOf(string folder) => Path.Combine(folder, Journal);

    public static string LedgerOf(string folder) => Path.Combine(folder, Journal, JournalLedger.FileName);

    /// <summary>The database files of a store that are there, the one of counts first, then the ledger, then the days, oldest first.</summary>
    public static IReadOnlyList<string> FilesOf(string folder)
    {
        var journal = JournalOf(folder);
        var days = Directory.Exists(journal) ? JournalDay.List(journal).Select(day => JournalDay.PathOf(journal, day)) : [];
        return [.. new[] { DatabaseOf(folder), LedgerOf(folder) }.Concat(days).Where(Path.Exists)];
    }

    /// <summary>Moves a database file away, with its log, into a folder of this moment; the log first, for one that outlived its file would be taken for that of the next.</summary>
    /// <returns>Where it lies now.</returns>
    /// <exception cref="IOException">It cannot be moved.</exception>
    public static string MoveAside(string folder, string path, DateTimeOffset now)
    {
        var aside = Path.Combine(folder, SetAside, now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", System.Globalization.CultureInfo.InvariantCulture));
        var target = Path.Combine(aside, Path.GetFileName(path));
        if (!Companions.Append("").Any(suffix => Path.Exists(path + suffix)))
        {
            return target;
        }

        Directory.CreateDirectory(aside);
        foreach (var suffix in Companions.Append(""))
        {
            if (File.Exists(path + suffix))
            {
                File.Move(path + suffix, target + suffix, overwrite: true);
            }
        }

        if (Directory.Exists(path))
        {
            Directory.Move(path, target);
        }

        return target;
    }

    /// <summary>Puts what was rescued while a node ran to where it belongs; what lies there by now, by another's hand, is set aside.</summary>
    /// <returns>What was put back.</returns>
    public static IReadOnlyList<string> TakeUpRescued(string folder, DateTimeOffset now)
    {
        var rescued = new List<string>();
        foreach (var place in (string[])[folder, JournalOf(folder)])
        {
            foreach (var path in Directory.Exists(place) ? Directory.GetFiles(place, "*.db" + Rescued) : [])
            {
                var home = path[..^Rescued.Length];
                MoveAside(folder, home, now);
                File.Move(path, home);
                rescued.Add(home);
            }
        }

        return rescued;
    }
}
