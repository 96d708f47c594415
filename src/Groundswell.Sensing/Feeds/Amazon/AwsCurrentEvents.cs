using System.Text.Json;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Amazon;

/// <summary>
/// The list of open events of AWS's public dashboard: one event, many services, each with the worst it was and how it is now.
/// Codes are texts or numbers, times seconds or milliseconds.
/// </summary>
internal static class AwsCurrentEvents
{
    private const string Dashboard = "https://health.aws.amazon.com/health/status";

    public static bool Fits(JsonElement root) =>
        root.IsList && root.Items().Any(e => e.Has("service") && (e.Has("event_log") || e.Has("impacted_services") || e.Has("arn")));

    public static IEnumerable<PageEntry> Read(JsonElement root, FeedPayload payload) =>
        root.Items().Where(e => e.IsObject).SelectMany(e => Event(e));

    /// <summary>An entry for each service of the event. In a history, the status is the worst there was and says nothing of now.</summary>
    public static IEnumerable<PageEntry> Event(JsonElement row, bool isHistory = false)
    {
        var log = row.Objects("event_log").OrderBy(e => e.Time("timestamp") ?? DateTimeOffset.MinValue).ToList();
        var latest = log.Count > 0 ? log[^1] : default;
        var services = Services(row).ToList();
        var status = row.Number("status");
        var over = row.Find("end_time") is not null
            || AwsCodes.SaysResolved(row.Text("summary")) || AwsCodes.SaysResolved(latest.Text("summary"))
            || (services.Count > 0 && services.TrueForAll(s => s.State == NoticeState.Operational))
            || ((services.Count == 0 || isHistory) && latest.Number("status") == 0)
            || (services.Count == 0 && !isHistory && status == 0);
        var key = row.Text("service");
        var (product, region) = AwsCodes.Split(key);
        region = region.Length > 0 ? region : RegionOf(row.Text("arn"));
        var name = row.Name("service_name") is { Length: > 0 } stated ? stated : key;
        var whole = new PageEntry
        {
            Component = Named(name, row.Name("region_name")),
            Key = key,
            Product = product,
            Regions = region.Length > 0 ? [region] : [],
            State = over ? NoticeState.Operational : Open(latest.Number("status") is { } logged && isHistory ? logged : status),
            Incident = row.Text("arn") is { Length: > 0 } arn ? arn : $"{key}/{row.Text("date")}",
            Title = AwsCodes.WithoutMark(row.Name("summary")),
            PostedAt = row.Time("date") ?? (log.Count > 0 ? log[0].Time("timestamp") : null),
            RevisedAt = Latest(row, latest),
            Resolved = over,
            Text = PlainText.Of(latest.Text("message"), Notice.TextLength),
            Link = new Uri(Dashboard),
        };
        return services.Count == 0 ? [whole] : services.Select(s => s with
        {
            Component = Named(s.Component, row.Name("region_name")),
            Regions = s.Regions.Count > 0 ? s.Regions : whole.Regions,
            Resolved = over || s.State == NoticeState.Operational,
            State = over ? NoticeState.Operational : s.State,
            Incident = whole.Incident,
            Title = whole.Title,
            PostedAt = whole.PostedAt,
            RevisedAt = whole.RevisedAt,
            Text = whole.Text,
            Link = whole.Link,
        });
    }

    /// <summary>An event that is not over is at least informational.</summary>
    private static NoticeState Open(int? code) => AwsCodes.State(code) is var state && StateWords.IsTrouble(state) ? state : NoticeState.Degraded;

    private static IEnumerable<PageEntry> Services(JsonElement row)
    {
        if (row.Find("impacted_services") is not { IsObject: true } services)
        {
            yield break;
        }

        foreach (var service in services.EnumerateObject().Take(FeedLimits.Entries))
        {
            var (product, region) = AwsCodes.Split(service.Name);
            yield return new PageEntry
            {
                Component = service.Value.Name("service_name") is { Length: > 0 } name ? name : service.Name,
                Key = service.Name,
                Product = product,
                Regions = region.Length > 0 ? [region] : [],
                State = AwsCodes.State(service.Value.Number("current")),
            };
        }
    }

    private static string Named(string name, string region) =>
        region.Length == 0 || name.Contains($"({region})", StringComparison.OrdinalIgnoreCase) ? name : $"{name} ({region})";

    private static string RegionOf(string arn) => arn.Split(':') is { Length: > 4 } parts && parts[3] != "global" ? parts[3] : "";

    private static DateTimeOffset? Latest(JsonElement row, JsonElement latest)
    {
        var changed = row.Objects("impacted_service_status_changes").Select(c => c.Time("timestamp")).Max();
        var logged = latest.Time("timestamp") ?? row.Time("date");
        return changed > logged || logged is null ? changed : logged;
    }
}
