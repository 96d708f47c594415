using Groundswell.Catalogue;
using Groundswell.Server.Sqlite;

namespace Groundswell.Server.Tests.Ingest;

/// <summary>A report as the journal's files hold it.</summary>
public sealed record StoredReport(DateTimeOffset EventTime, RegionId Region, int Weight)
{
    /// <summary>Reports of all days with a comment, in order of arrival.</summary>
    public static IReadOnlyList<StoredReport> Read(string journal, string comment)
    {
        var reports = new List<StoredReport>();
        foreach (var day in JournalDay.List(journal))
        {
            using var file = SqliteFile.OpenToRead(JournalDay.PathOf(journal, day));
            using var rows = file.Prepare("SELECT event_time, region, weight FROM reports WHERE comment=?1 ORDER BY sequence");
            rows.Bind(1, comment);
            while (rows.Read())
            {
                reports.Add(new StoredReport(DateTimeOffset.FromUnixTimeMilliseconds(rows.Int64(0)), RegionId.FromPacked((uint)rows.Int64(1)), rows.Int32(2)));
            }
        }

        return reports;
    }
}
