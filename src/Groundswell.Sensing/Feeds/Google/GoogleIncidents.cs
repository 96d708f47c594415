using System.Text.Json;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Google;

/// <summary>
/// Google's incidents, of its cloud and of Workspace: an archive of which most is closed. Open is what has no end; how bad stands
/// in the impact, not in the severity; what, in the list of products, as the name says "Multiple Products" for thirty-four of them.
/// </summary>
internal static class GoogleIncidents
{
    private static readonly Uri Cloud = new("https://status.cloud.google.com/");
    private static readonly Uri Workspace = new("https://www.google.com/appsstatus/dashboard/");

    public static bool Fits(JsonElement root) =>
        root.IsList && root.Items().Any(i => i.Has("external_desc") || (i.Has("begin") && (i.Has("service_name") || i.Has("affected_products"))));

    public static IEnumerable<PageEntry> Read(JsonElement root, FeedPayload payload) =>
        root.Items().Where(i => i.IsObject).SelectMany(i => Parts(i, payload));

    private static IEnumerable<PageEntry> Parts(JsonElement incident, FeedPayload payload)
    {
        var latest = incident.Find("most_recent_update") ?? incident.Find("most-recent-update")
            ?? incident.Objects("updates").OrderByDescending(u => u.Time("when", "created") ?? DateTimeOffset.MinValue).FirstOrDefault();
        var over = incident.Text("end").Length > 0;
        var whole = new PageEntry
        {
            Component = incident.Name("service_name") is { Length: > 0 } name ? name : incident.Text("service_key"),
            Key = incident.Text("service_key"),
            State = over ? NoticeState.Operational : StateOf(incident),
            Incident = incident.FirstText("id", "number", "uri"),
            Title = Unmarked(incident.Text("external_desc"), FeedLimits.NameLength),
            PostedAt = incident.Time("created", "begin"),
            RevisedAt = incident.Time("modified") ?? latest.Time("modified", "when", "created"),
            Resolved = over,
            Text = Unmarked(latest.Text("text"), Notice.TextLength),
            Link = WebLink.Of(incident.Text("uri").TrimStart('/'), IsWorkspace(payload) ? Workspace : Cloud),
            Regions = [.. incident.Objects("currently_affected_locations").Select(l => l.FirstText("id", "title")).Where(l => l.Length > 0).Distinct(StringComparer.Ordinal)],
        };
        var products = incident.Objects("affected_products").DistinctBy(p => p.FirstText("id", "title")).ToList();
        return products.Count == 0 ? [whole] : products.Select(p => whole with { Component = p.Name("title", "current_title", "id"), Key = p.Text("id") });
    }

    private static bool IsWorkspace(FeedPayload payload) => payload.Url?.AbsolutePath.StartsWith("/appsstatus", StringComparison.Ordinal) == true;

    /// <summary>Incidents of 2020 and before have a severity only.</summary>
    private static NoticeState StateOf(JsonElement incident) => incident.Text("status_impact") switch
    {
        "SERVICE_OUTAGE" => NoticeState.MajorOutage,
        "SERVICE_DISRUPTION" => NoticeState.PartialOutage,
        "" => incident.Text("severity") switch
        {
            "high" => NoticeState.MajorOutage,
            "medium" => NoticeState.PartialOutage,
            _ => NoticeState.Degraded,
        },
        _ => NoticeState.Degraded,
    };

    /// <summary>The texts are Markdown; its marks are no words.</summary>
    private static string Unmarked(string text, int most) =>
        PlainText.Of(text.Replace("**", "", StringComparison.Ordinal).Replace("\\#", "#", StringComparison.Ordinal).Replace("##", "", StringComparison.Ordinal), most);
}
