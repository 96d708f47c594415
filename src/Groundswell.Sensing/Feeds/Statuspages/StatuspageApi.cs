using System.Text.Json;
using Groundswell.Catalogue;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Statuspages;

/// <summary>
/// Statuspage's public API, version 2: summary, status, components, incidents, scheduled maintenances, whole or in part. The
/// indicator is believed only where it is worse than the rest: real pages say "none" while a critical incident is open.
/// </summary>
internal static class StatuspageApi
{
    private static readonly string[] Lists = ["incidents", "components", "scheduled_maintenances"];

    public static bool Fits(JsonElement root) =>
        (root.Find("status") is { IsObject: true } status && status.Find("indicator") is not null && (status.Has("description") || IsPage(root)))
        || (IsPage(root) && (Lists.Any(name => root.Has(name)) || root.Has("incident")))
        || (root.IsObject && !root.Has("page") && Lists.Any(name => root.Find(name) is { IsList: true } list && list.GetArrayLength() > 0 && list.Items().All(IsRow)));

    /// <summary>A list that is empty, without the page's own object, can be of anybody; where the kind is stated it is of this one.</summary>
    public static bool FitsAs(FeedKind stated, JsonElement root) => stated == FeedKind.Statuspage && root.IsObject && !root.Has("page") && Lists.Any(name => root.Find(name) is { IsList: true } list && list.GetArrayLength() == 0);

    /// <summary>Where only components are listed, and there are none, nothing is said.</summary>
    public static string? Doubt(JsonElement root) =>
        root.Find("status") is null && !root.Has("incidents") && !root.Has("incident") && !root.Has("scheduled_maintenances") && root.List("components").Count == 0
            ? "it lists no component"
            : null;

    private static bool IsPage(JsonElement root) => root.Find("page") is { IsObject: true } page && page.Find("status") is null && page.FirstText("id", "name", "url").Length > 0;

    /// <summary>An incident, a maintenance or a component, by fields that belong together.</summary>
    private static bool IsRow(JsonElement row) =>
        row.Text("name").Length > 0 && row.Text("status") is { Length: > 0 } status
        && (row.Has("incident_updates") || (row.Has("impact") && row.Has("created_at")) || (row.Has("position") && row.Has("page_id") && StateWords.Of(status) != NoticeState.Unknown));

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
        return root.Find("status") is { IsObject: true } status
            ? PageSummary.With(entries, Whole(incidents.PageName, StateWords.Of(status.Text("indicator")), status, page, link), Explained(root))
            : entries;
    }

    /// <summary>The indicator repeats the impact of what is open, also while its components work again and are only watched.</summary>
    private static NoticeState Explained(JsonElement root) =>
        root.Objects("incidents").Where(i => StateWords.Letters(i.Text("status")) is not ("resolved" or "postmortem" or "completed"))
            .Select(i => StateWords.Of(i.Text("impact"))).DefaultIfEmpty(NoticeState.Unknown).Max();

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
