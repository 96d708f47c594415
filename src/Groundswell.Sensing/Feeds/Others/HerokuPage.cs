using System.Text.Json;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Others;

/// <summary>
/// Heroku's status, version 4 and the older 3. <c>resolved</c> is false on incidents whose state is "resolved", and scheduled work
/// stays "upcoming" for months after it was done: states count, and the colours of the systems.
/// </summary>
internal static class HerokuPage
{
    private const string Name = "Heroku";

    public static bool Fits(JsonElement root) =>
        root.Find("status") is { IsList: true } list && list.Items().Any(s => s.Has("system"))
        || (root.Find("status") is { IsObject: true } colours && root.Has("issues") && colours.EnumerateObject().Any()
            && colours.EnumerateObject().All(c => c.Value.AsText() is "green" or "yellow" or "orange" or "red" or "blue"));

    public static string? Doubt(JsonElement root) =>
        root.List("status").Any(s => !s.Has("system") || !s.Has("status")) ? "a row of its 'status' names no system, or not how it is" : null;

    public static IEnumerable<PageEntry> Read(JsonElement root, FeedPayload payload)
    {
        List<PageEntry> entries =
        [
            .. root.Objects("incidents").Concat(root.Objects("issues")).SelectMany(i => Parts(i, isPlanned: false)),
            .. root.Objects("scheduled").Where(s => StateWords.Letters(s.Text("state")) is "inprogress" or "started" or "active" or "verifying").SelectMany(i => Parts(i, isPlanned: true)),
        ];
        var told = entries.Where(e => e.IsOpen).Select(e => e.Component).ToHashSet(StringComparer.OrdinalIgnoreCase);
        entries.AddRange(Systems(root).Where(s => s.State != NoticeState.Operational && !told.Contains(s.Component)).Select(s => s with { Link = payload.Url }));
        return entries;
    }

    private static IEnumerable<PageEntry> Systems(JsonElement root) => root.Find("status") is { IsObject: true } colours
        ? colours.EnumerateObject().Select(c => new PageEntry { Component = c.Name, State = StateWords.Of(c.Value.AsText()) })
        : root.Objects("status").Select(s => new PageEntry { Component = s.Name("system"), State = StateWords.Of(s.Text("status")) });

    private static IEnumerable<PageEntry> Parts(JsonElement incident, bool isPlanned)
    {
        var latest = incident.Objects("updates").Newest("created_at", "updated_at");
        var over = incident.Text("state") is { Length: > 0 } state
            ? StateWords.Letters(state) is "resolved" or "completed" or "closed" or "postmortem"
            : incident.Text("resolved") == "true" || latest.Text("update_type") == "resolved";
        var whole = new PageEntry
        {
            Component = Name,
            State = over ? NoticeState.Operational : isPlanned ? NoticeState.Maintenance : NoticeState.Degraded,
            Incident = incident.FirstText("id", "full_url", "title"),
            Title = incident.Name("title"),
            PostedAt = incident.Time("created_at"),
            RevisedAt = latest.Time("created_at", "updated_at") ?? incident.Time("updated_at", "created_at"),
            Resolved = over,
            Text = PlainText.Of(latest.FirstText("contents", "body"), Notice.TextLength),
            Link = incident.Link("full_url", "href"),
            Regions = [.. incident.List("tags").Concat(incident.List("regions")).Select(t => t.IsObject ? t.Name("name") : t.AsText()).Where(t => t.Length > 0)],
        };
        var systems = incident.Objects("systems");
        return systems.Count == 0 ? [whole] : systems.Select(s => whole with
        {
            Component = s.Name("name", "system"),
            State = over || isPlanned ? whole.State : StateWords.Of(s.Text("status")) is var own && StateWords.IsTrouble(own) ? own : NoticeState.Degraded,
        });
    }
}
