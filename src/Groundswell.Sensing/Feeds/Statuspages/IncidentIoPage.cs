using System.Text.Json;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Statuspages;

/// <summary>incident.io's summary for widgets: what is ongoing, with what it affects.</summary>
internal static class IncidentIoPage
{
    public static bool Fits(JsonElement root) => root.Has("ongoing_incidents") && (root.Has("page_title") || root.Has("in_progress_maintenances"));

    public static IEnumerable<PageEntry> Read(JsonElement root, FeedPayload payload)
    {
        var page = root.Name("page_title") is { Length: > 0 } title ? title : "page";
        return
        [
            .. root.Objects("ongoing_incidents").SelectMany(i => Parts(i, page, null)),
            .. root.Objects("in_progress_maintenances").SelectMany(i => Parts(i, page, NoticeState.Maintenance)),
        ];
    }

    private static IEnumerable<PageEntry> Parts(JsonElement incident, string page, NoticeState? fixedState)
    {
        var worst = StateWords.Of(incident.Text("current_worst_impact"));
        var over = StateWords.Letters(incident.Text("status")) is "resolved" or "maintenancecomplete";
        var whole = new PageEntry
        {
            Component = page,
            State = fixedState ?? (StateWords.IsTrouble(worst) ? worst : NoticeState.Degraded),
            Incident = incident.FirstText("id", "name"),
            Title = incident.Name("name"),
            PostedAt = incident.Time("created_at", "started_at"),
            RevisedAt = incident.Time("last_update_at", "created_at", "started_at"),
            Resolved = over,
            Text = PlainText.Of(incident.Text("last_update_message"), Notice.TextLength),
            Link = incident.Link("url"),
        };
        var affected = incident.Objects("affected_components");
        var beside = PageSummary.Beside(affected.Select(a => StateWords.Of(a.Text("current_status"))), whole.State);
        return affected.Count == 0
            ? [whole]
            : affected.Select(c => whole with
            {
                Component = c.Name("name"),
                Key = c.Text("id"),
                Group = c.Name("group_name"),
                State = fixedState ?? (StateWords.Of(c.Text("current_status")) is var own && StateWords.IsTrouble(own) ? own
                    : beside),
            });
    }
}
