using System.Text.Json;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Others;

/// <summary>Salesforce's Trust API: instances with their status, and incidents with the instances and services that they touch.</summary>
internal static class SalesforcePage
{
    private const string Name = "Salesforce";
    private const int MostInstances = 500;

    public static bool Fits(JsonElement root) =>
        IsInstance(root) || (root.IsList && root.Items().Any(i => IsInstance(i) || IsIncident(i))) || (root.IsObject && IsIncident(root));

    public static string? Doubt(JsonElement root) =>
        root.IsList && root.Items().Any(i => !IsInstance(i) && !IsIncident(i)) ? "one of its rows is neither an instance nor an incident" : null;

    public static IEnumerable<PageEntry> Read(JsonElement root, FeedPayload payload)
    {
        var rows = root.IsList ? root.Items().Where(i => i.IsObject).ToList() : [root];
        return rows.SelectMany(row => IsInstance(row) ? Instance(row, payload) : IsIncident(row) ? Incident(row, payload) : [])
            .DistinctBy(e => (e.Incident, e.Component));
    }

    private static bool IsInstance(JsonElement row) => row.Has("key") && row.Has("status") && (row.Has("location") || row.Has("environment") || row.Has("isActive"));

    private static bool IsIncident(JsonElement row) => row.Has("instanceKeys") || row.Has("IncidentImpacts") || row.Has("IncidentEvents");

    private static NoticeState StateOf(string status) => StateWords.Letters(status) switch
    {
        "ok" or "informationalcore" or "informationalnoncore" or "informational" => NoticeState.Operational,
        "majorincidentcore" or "unplannedmaintenancecore" => NoticeState.MajorOutage,
        "majorincidentnoncore" or "unplannedmaintenancenoncore" => NoticeState.PartialOutage,
        "minorincidentcore" or "minorincidentnoncore" => NoticeState.Degraded,
        "maintenancecore" or "maintenancenoncore" => NoticeState.Maintenance,
        _ => StateWords.Of(status),
    };

    private static IEnumerable<PageEntry> Instance(JsonElement row, FeedPayload payload)
    {
        var state = StateOf(row.Text("status"));
        if (row.Text("isActive") == "false")
        {
            return [];
        }

        var name = row.Name("key");
        var incidents = row.Objects("Incidents").Where(i => state != NoticeState.Operational || HasOpenImpact(i))
            .SelectMany(i => Incident(i, payload)).Where(e => e.IsOpen).DistinctBy(e => e.Incident).ToList();
        if (state == NoticeState.Operational)
        {
            // It lists past incidents too, and some are never closed: only one with an impact that goes on contradicts the word.
            return incidents.Select(i => i with { Component = name, Key = name, Regions = [row.Text("location")] });
        }

        var own = new PageEntry { Component = name, Key = name, State = state, Regions = [row.Text("location")], Link = payload.Url };
        return incidents.Count == 0 ? [own] : incidents.Select(i => i with { Component = name, Key = name, State = state, Regions = own.Regions });
    }

    private static bool HasOpenImpact(JsonElement incident) => incident.Objects("IncidentImpacts").Any(i => i.Find("endTime") is null && i.Has("startTime"));

    private static IEnumerable<PageEntry> Incident(JsonElement row, FeedPayload payload)
    {
        var impacts = row.Objects("IncidentImpacts");
        var open = impacts.Where(i => i.Find("endTime") is null).ToList();
        var status = StateWords.Letters(row.Text("status"));
        var over = status is "resolved" or "completed" or "closed" || (impacts.Count > 0 && open.Count == 0);
        var latest = row.Objects("IncidentEvents").Newest("createdAt", "updatedAt");
        var message = row.Find("message") is { IsObject: true } parts ? parts.FirstText("actionPlan", "pathToResolution", "rootCause", "details") : row.Text("message");
        var whole = new PageEntry
        {
            Component = Name,
            State = over ? NoticeState.Operational : open.Select(Severity).Append(NoticeState.Degraded).Max(),
            Incident = row.FirstText("id", "externalId"),
            Title = row.Name("title", "subject"),
            PostedAt = row.Time("createdAt") ?? impacts.Select(i => i.Time("startTime")).Min(),
            RevisedAt = latest.Time("createdAt", "updatedAt") ?? row.Time("updatedAt", "createdAt"),
            Resolved = over,
            Text = PlainText.Of(latest.FirstText("message") is { Length: > 0 } text ? text : message, Notice.TextLength),
            Link = payload.Url,
        };
        var names = row.List("instanceKeys").Select(k => k.AsText()).Where(k => k.Length > 0).Take(MostInstances).ToList();
        names = names.Count > 0 ? names : [.. row.List("serviceKeys").Select(k => k.AsText()).Where(k => k.Length > 0).Take(MostInstances)];
        return names.Count == 0 ? [whole] : names.Select(n => whole with { Component = n, Key = n });
    }

    /// <summary>A disruption is an outage, of part where it is minor; all else slows things down.</summary>
    private static NoticeState Severity(JsonElement impact) =>
        (StateWords.Letters(impact.Text("type")), impact.Text("severity")) switch
        {
            ("servicedisruption", "minor") => NoticeState.PartialOutage,
            ("servicedisruption", _) => NoticeState.MajorOutage,
            (_, "major") => NoticeState.PartialOutage,
            _ => NoticeState.Degraded,
        };
}
