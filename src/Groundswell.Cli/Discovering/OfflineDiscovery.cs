using System.Text.Json;
using Groundswell.Catalogue;
using Groundswell.Sensing.Discovery.Offline;

namespace Groundswell.Cli.Discovering;

/// <summary><c>discover --offline</c>: judges a recorded table of sites and name servers.</summary>
internal static class OfflineDiscovery
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is no such table; the message says where.</exception>
    public static void Run(string path, IReadOnlyList<Fingerprint> fingerprints, bool asJson, TextReader standardInput, TextWriter output)
    {
        using var file = path == "-" ? null : new StreamReader(path);
        var rows = NameServerTable.Judge(NameServerFile.Read(file ?? standardInput), fingerprints);
        if (!asJson)
        {
            output.WriteLine("site,name-server,supplier,ownership,reason");
        }

        foreach (var row in rows)
        {
            var ownership = row.IsThird ? "third" : "private";
            output.WriteLine(asJson
                ? JsonSerializer.Serialize(new { row.Site, row.NameServer, row.Supplier, Ownership = ownership, row.Reason }, Web)
                : $"{row.Site},{row.NameServer},{row.Supplier},{ownership},\"{row.Reason.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }
    }
}
