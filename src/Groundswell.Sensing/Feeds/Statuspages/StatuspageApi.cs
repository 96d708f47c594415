using System.Text.Json;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Statuspages;

/// <summary>
/// Statuspage's public API, version 2: summary, status, components, incidents, scheduled maintenances, whole or in part. The
/// indicator is believed only where it is worse than the rest: real pages say "none" while a critical incident is open.
/// </summary>
internal static class StatuspageApi
{
    public static bool Fits(JsonElement root) =>
        root.Find("status") is { IsObject: true } status && status.Find("indicator") is not null
            ? true
            : root.Find("page") is { IsObject: true } page && page.Find("status") is null
                && (root.Has("components") || root.Has("incidents") || root.Has("scheduled_maintenances") || root.Has("incident"));

    public static IEnumerable<PageEntry> Read(JsonElement root, FeedPayload payload)
    {
        var page = root.Find("page") ?? default;
        var link = page.Link("url") ?? payload.Url;
        var components = StatuspageComponents.Of(root, link);
        var incidents = new StatuspageIncidents(components, page.Name("name") is { Length: > 0 } name ? name : "page", link);
        List<PageEntry> entries =
        [
            .. root.Objects("incidents").SelectMany(incidents.Read),
            .. root.Find("incident") is { IsObject: true } one ? incidents.Read(one) : [],
            .. root.Objects("scheduled_maintenances").SelectMany(incidents.Read),
        ];
        entries.AddRange(components.Unexplained(entries));
        if (entries.Exists(e => e.IsOpen) || root.Find("status") is not { IsObject: true } status)
        {
            return entries;
        }

        return StateWords.Of(status.Text("indicator")) is var state && state != NoticeState.Operational
            ? [.. entries, Whole(incidents.PageName, state, status, page, link)]
            : entries;
    }

    private static PageEntry Whole(string name, NoticeState state, JsonElement status, JsonElement page, Uri? link) => new()
    {
        Component = name,
        State = state,
        PostedAt = page.Time("updated_at"),
        RevisedAt = page.Time("updated_at"),
        Text = status.Name("description"),
        Link = link,
    };
}
