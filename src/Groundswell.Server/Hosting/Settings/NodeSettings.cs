using System.Net;
using Groundswell.Server.Hosting.Connections;
using Groundswell.Server.Ingest;

namespace Groundswell.Server.Hosting.Settings;

/// <summary>All that an operator can set. Each has its meaning, range and default in <see cref="SettingsSchema"/>.</summary>
public sealed record NodeSettings
{
    public string DataFolder { get; set; } = "./data";

    public string Listen { get; set; } = "http://127.0.0.1:8080";

    public string? CatalogueFolder { get; set; }

    public TimeSpan Tick { get; set; } = TimeSpan.FromSeconds(10);

    public TimeSpan JournalRetention { get; set; } = TimeSpan.FromDays(35);

    public double FalseAlarms { get; set; } = 1;

    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    public IngestOptions Ingest { get; set; } = new();

    public ConnectionOptions Connections { get; set; } = new();

    /// <summary>Networks from which /metrics and the details of /readyz are shown; null: everybody.</summary>
    public IReadOnlyList<IPNetwork>? WatcherNetworks { get; set; }

    public SensingSettings Sensing { get; set; } = new();
}
