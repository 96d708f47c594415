using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Groundswell.Cli.Tests.Durability;

/// <summary>What lies in the files of a store that no node holds open, by SQLite alone.</summary>
internal static class StoredReports
{
    /// <summary>Reports in the journal, and those of them that count.</summary>
    public static (long Reports, long Counting, long Ids) Journal(string data)
    {
        var sums = Databases(data, "reports")
            .Select(path => (Ask(path, "SELECT COUNT(*) FROM reports"), Ask(path, "SELECT COUNT(*) FROM reports WHERE weight=1"), Ask(path, "SELECT COUNT(DISTINCT id) FROM reports")))
            .ToList();
        return (sums.Sum(s => s.Item1), sums.Sum(s => s.Item2), sums.Sum(s => s.Item3));
    }

    /// <summary>Reports in the minutes that were rolled up.</summary>
    public static long Counted(string data) => Databases(data, "bins").Sum(path => Ask(path, "SELECT COALESCE(SUM(count), 0) FROM bins"));

    /// <summary>What SQLite says of each file; "ok" where it is sound.</summary>
    public static IReadOnlyList<string> Soundness(string data) =>
        [.. Files(data).Select(path => Query(path, "PRAGMA integrity_check"))];

    private static IEnumerable<string> Files(string data) => Directory.EnumerateFiles(data, "*.db", SearchOption.AllDirectories).Where(path => !path.Contains("set-aside", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Databases(string data, string table) =>
        Files(data).Where(path => Ask(path, $"SELECT COUNT(*) FROM sqlite_master WHERE name='{table}'") == 1);

    private static long Ask(string path, string question) => long.Parse(Query(path, question), CultureInfo.InvariantCulture);

    private static string Query(string path, string question)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the questions are those above
        command.CommandText = question;
#pragma warning restore CA2100
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }
}
