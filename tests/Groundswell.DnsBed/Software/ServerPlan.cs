using System.Net;
using Groundswell.DnsBed.Zones;

namespace Groundswell.DnsBed.Software;

/// <summary>What a process is to serve.</summary>
/// <param name="Server">Its name, address and settings.</param>
/// <param name="Listening">Where the process listens: its address and the bed's port, or a place behind them.</param>
/// <param name="Folder">Its own.</param>
/// <param name="Port">Of every server of the bed.</param>
/// <param name="ZoneFiles">Zone by name and its file.</param>
/// <param name="Hints">File of the root's servers.</param>
/// <param name="TrustAnchors">File with a <c>trust-anchors</c> statement of BIND.</param>
internal sealed record ServerPlan(BedServer Server, IPEndPoint Listening, string Folder, int Port, IReadOnlyDictionary<string, string> ZoneFiles, string Hints, string TrustAnchors)
{
    public string SettingsOf(string zone) => Server.ZoneSettings.TryGetValue(zone, out var settings) ? settings : "";

    /// <summary>Writes the configuration file and gives its path.</summary>
    public string Write(string text)
    {
        var path = Path.Combine(Folder, "server.conf");
        File.WriteAllText(path, text);
        return path;
    }
}
