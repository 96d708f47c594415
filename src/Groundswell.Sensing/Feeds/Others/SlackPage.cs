using System.Text.Json;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Others;

/// <summary>
/// Slack's status API: current (versions 2 and 1) and history. Notes came newest first once and oldest first later, so their times
/// decide; <c>services</c> may be empty; ids are numbers or texts.
/// </summary>
internal static class SlackPage
{
    private const string Name = "Slack";

    public static bool Fits(JsonElement root) =>
        (root.Has("active_incidents") && (root.Has("status") || root.Has("date_created")))
        || (root.IsObject && root.Has("services") && root.Has("notes"))
        || (root.IsList && root.Items().Any(i => i.Has("services") && i.Has("notes")))
        || (root.Text("status") == "ok" && root.Has("date_created") && root.EnumerateObject().All(f => f.Name is "status" or "date_created" or "date_updated"));

    public static IEnumerable<PageEntry> Read(JsonElement root, FeedPayload payload)
    {
        var incidents = root.IsList ? root.Items().Where(i => i.IsObject) : root.Has("active_incidents") ? root.Objects("active_incidents") : root.Has("notes") ? [root] : [];
        IReadOnlyList<PageEntry> entries = [.. incidents.SelectMany(i => Parts(i, payload))];
        return root.Has("active_incidents")
            ? PageSummary.With(entries, new PageEntry { Component = Name, State = StateOfPage(root.Text("status")), PostedAt = root.Time("date_updated", "date_created"), RevisedAt = root.Time("date_updated", "date_created"), Link = payload.Url })
            : entries;
    }

    /// <summary>"active" says that something is, and not what.</summary>
    private static NoticeState StateOfPage(string status) => StateWords.Letters(status) == "active" ? NoticeState.Degraded : StateWords.Of(status);

    private static IEnumerable<PageEntry> Parts(JsonElement incident, FeedPayload payload)
    {
        var status = StateWords.Letters(incident.Text("status"));
        if (status is "scheduled" or "cancelled" or "canceled" or "ok")
        {
            return [];
        }

        var over = status is "resolved" or "completed";
        var latest = incident.Objects("notes").Newest("date_created");
        var whole = new PageEntry
        {
            Component = Name,
            State = over ? NoticeState.Operational : StateOf(StateWords.Letters(incident.Text("type"))),
            Incident = incident.FirstText("id", "url", "title"),
            Title = incident.Name("title"),
            PostedAt = incident.Time("date_created"),
            RevisedAt = incident.Time("date_updated") ?? latest.Time("date_created"),
            Resolved = over,
            Text = PlainText.Of(latest.Text("body"), Notice.TextLength),
            Link = incident.Link("url") ?? payload.Url,
        };
        var services = incident.List("services").Select(s => s.IsObject ? s.Name("name", "title") : s.AsText()).Where(s => s.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return services.Count == 0 ? [whole] : services.Select(s => whole with { Component = s });
    }

    private static NoticeState StateOf(string type) => type switch
    {
        "outage" => NoticeState.MajorOutage,
        "maintenance" => NoticeState.Maintenance,
        _ => NoticeState.Degraded,
    };
}
