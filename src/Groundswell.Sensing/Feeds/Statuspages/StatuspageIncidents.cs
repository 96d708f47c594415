using System.Text.Json;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Statuspages;

/// <summary>Incidents and maintenances of a Statuspage, an entry for each component that one names.</summary>
internal sealed class StatuspageIncidents(StatuspageComponents components, string pageName, Uri? pageLink)
{
    public string PageName => pageName;

    public IEnumerable<PageEntry> Read(JsonElement incident)
    {
        var status = StateWords.Letters(incident.Text("status"));
        var isMaintenance = incident.Text("impact") == "maintenance" || incident.Has("scheduled_for") && incident.Find("scheduled_for") is not null
            || status is "scheduled" or "inprogress" or "verifying" or "completed";
        if (isMaintenance && status is "scheduled" or "cancelled" or "canceled")
        {
            return []; // announced; what it embeds is how its components are now, for other reasons
        }

        var over = status is "resolved" or "postmortem" or "completed" || (status.Length == 0 && incident.Find("resolved_at") is not null);
        var impact = StateWords.Of(incident.Text("impact"));
        var whole = Whole(incident);
        var affected = Affected(incident);
        impact = PageSummary.Beside(affected.Select(part => part.State), impact);
        return affected.Select(part => whole with
        {
            Component = part.Component,
            Key = part.Key,
            Group = part.Group,
            Resolved = over,
            State = over ? NoticeState.Operational : isMaintenance ? NoticeState.Maintenance : StateOf(part.State, impact, status),
        });
    }

    /// <summary>
    /// What the component says of itself, where that is trouble. Else what the incident's impact says: an incident that is open is
    /// never good news, and one that is watched after a repair is at least not yet good.
    /// </summary>
    private static NoticeState StateOf(NoticeState own, NoticeState impact, string status) =>
        StateWords.IsTrouble(own) ? own
        : status == "monitoring" && own == NoticeState.Operational ? NoticeState.Degraded
        : StateWords.IsTrouble(impact) ? impact
        : NoticeState.Degraded;

    private PageEntry Whole(JsonElement incident)
    {
        var updates = incident.Objects("incident_updates");
        var latest = updates.Newest("display_at", "created_at", "updated_at");
        return new PageEntry
        {
            Component = pageName,
            State = NoticeState.Unknown,
            Incident = incident.FirstText("id", "shortlink", "name"),
            Title = incident.Name("name"),
            PostedAt = incident.Time("created_at", "started_at"),
            RevisedAt = incident.Time("updated_at", "resolved_at", "created_at"),
            Text = latest.IsObject ? PlainText.Of(latest.Text("body"), Notice.TextLength) : "",
            Link = incident.Link("shortlink", "url") ?? pageLink,
        };
    }

    /// <summary>The components of the incident; where it has none, all that its updates ever named; where they name none, the page.</summary>
    private IReadOnlyList<PageEntry> Affected(JsonElement incident)
    {
        var named = incident.Objects("components").Where(c => c.Text("group") != "true").Select(c => Part(c.Text("id"), c.Name("name"), c.Text("status")));
        var touched = incident.Objects("incident_updates")
            .OrderByDescending(u => u.Time("display_at", "created_at", "updated_at") ?? DateTimeOffset.MinValue)
            .SelectMany(u => u.Objects("affected_components"))
            .Select(c => Part(c.Text("code"), c.Name("name"), c.Text("new_status")));
        IReadOnlyList<PageEntry> parts = [.. named.DistinctBy(p => (p.Key, p.Component))];
        parts = parts.Count > 0 ? parts : [.. touched.DistinctBy(p => (p.Key, p.Component))];
        return parts.Count > 0 ? parts : [new PageEntry { Component = pageName, State = NoticeState.Unknown }];
    }

    private PageEntry Part(string id, string name, string status) =>
        components.Find(id) ?? new PageEntry { Component = name.Length > 0 ? name : pageName, Key = id, State = StateWords.Of(status) };
}
