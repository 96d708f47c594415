using System.Text.Json;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Others;

/// <summary>Cachet, the API of versions 1 and 2 and the JSON:API of version 3: components, incidents, the status of the whole.</summary>
internal static class CachetPage
{
    private const int Scheduled = 0;
    private const int Fixed = 4;
    private const int AtWork = 1; // of a schedule; of an incident the same number says that it is investigated

    /// <summary>The whole in a word.</summary>
    public static bool FitsStatus(JsonElement root) =>
        root.Find("data") is { IsObject: true } whole && whole.Text("status") is "success" or "info" or "danger" && whole.Has("message")
        && whole.EnumerateObject().All(f => f.Name is "status" or "message");

    public static bool FitsList(JsonElement root) =>
        root.Find("data") is { IsList: true } list
        && (list.GetArrayLength() == 0
            ? root.Find("meta")?.Find("pagination") is { IsObject: true } pages && pages.Has("total") && pages.Has("current_page") && pages.Has("total_pages")
            : list.Items().Any(row => IsResource(row) || IsRow(row)));

    /// <summary>Components on pages that were not read may be down.</summary>
    public static string? Doubt(JsonElement root)
    {
        var isOfComponents = root.Objects("data").Any(row => !IsIncident(row, Fields(row)));
        var more = root.Find("meta") is { IsObject: true } meta && (meta.Find("pagination") ?? meta) is { } pages
            && (pages.Number("total_pages") ?? pages.Number("last_page")) > (pages.Number("current_page") ?? 1);
        return isOfComponents && more ? "it is one of several pages, and the components on the others are not known; ask for more a page (?per_page=)" : null;
    }

    /// <summary>Many have names and numbers for a status; with one of these beside them they are Cachet's.</summary>
    private static bool IsRow(JsonElement row) =>
        row.Has("name") && row.Number("status") is not null
        && (row.Has("status_name") || row.Has("human_status") || row.Has("component_id") || row.Has("visible") || (row.Has("enabled") && row.Has("group_id")) || row.Has("scheduled_at"));

    private static bool IsIncident(JsonElement row, JsonElement own) =>
        row.Text("type") is "incidents" or "schedules" || own.Has("message") || own.Has("component_id") || own.Has("occurred_at") || own.Has("scheduled_at");

    public static IEnumerable<PageEntry> Read(JsonElement root, FeedPayload payload)
    {
        if (root.Find("data") is { IsObject: true } whole)
        {
            return whole.Text("status") == "success" ? [] :
            [
                new PageEntry { Component = "page", State = whole.Text("status") == "danger" ? NoticeState.MajorOutage : NoticeState.Degraded, Text = whole.Name("message"), Link = payload.Url },
            ];
        }

        var names = root.Objects("included").Where(i => i.Text("type") == "components").ToDictionarySafely(i => i.Text("id"), i => Fields(i).Name("name"));
        return root.Objects("data").Select(row => Row(row, names, payload.Url)).OfType<PageEntry>();
    }

    private static bool IsResource(JsonElement row) => row.Find("attributes") is { IsObject: true } && row.Text("type") is "components" or "incidents" or "schedules";

    private static JsonElement Fields(JsonElement row) => row.Find("attributes") ?? row;

    /// <summary>A number, or in version 3 an object with the number and the word.</summary>
    private static int? Code(JsonElement row, string name) => row.Find(name) is { IsObject: true } named ? named.Number("value") : row.Number(name);

    private static NoticeState StateOf(int? code) => code switch
    {
        1 => NoticeState.Operational,
        2 => NoticeState.Degraded,
        3 => NoticeState.PartialOutage,
        4 => NoticeState.MajorOutage,
        6 => NoticeState.Maintenance,
        _ => NoticeState.Unknown,
    };

    private static PageEntry? Row(JsonElement row, Dictionary<string, string> names, Uri? link)
    {
        var own = Fields(row);
        if (own.Text("visible") is "0" or "false" || own.Text("enabled") is "0" or "false")
        {
            return null;
        }

        return IsIncident(row, own) ? Incident(row, own, names, link) : Component(row, own, link);
    }

    private static PageEntry? Component(JsonElement row, JsonElement own, Uri? link)
    {
        var state = StateOf(Code(own, "status"));
        return state == NoticeState.Operational ? null : new PageEntry
        {
            Component = own.Name("name"),
            Key = row.Text("id"),
            State = state,
            PostedAt = own.Time("updated_at", "updated", "created_at"),
            RevisedAt = own.Time("updated_at", "updated", "created_at"),
            Text = own.Name("status_name", "description"),
            Link = own.Link("link") ?? link,
        };
    }

    private static PageEntry? Incident(JsonElement row, JsonElement own, Dictionary<string, string> names, Uri? link)
    {
        var status = Code(own, "latest_status") ?? Code(own, "status");
        var isSchedule = row.Text("type") == "schedules" || own.Has("completed_at");
        if (status == Scheduled && (isSchedule || own.Find("scheduled_at") is not null))
        {
            return null;
        }

        var component = own.Name("component_name") is { Length: > 0 } stated ? stated
            : own.Find("component") is { IsObject: true } nested ? nested.Name("name")
            : names.Count == 1 ? names.Values.First()
            : names.GetValueOrDefault(own.Text("component_id"), "");
        var impact = StateOf(Code(own, "component_status"));
        var over = isSchedule ? status != AtWork || own.Find("completed_at") is not null : status == Fixed || own.Text("is_resolved") is "true" or "1";
        return new PageEntry
        {
            Component = component.Length > 0 ? component : "page",
            Key = own.Text("component_id") is "0" ? "" : own.Text("component_id"),
            State = over ? NoticeState.Operational : isSchedule ? NoticeState.Maintenance : StateWords.IsTrouble(impact) ? impact : NoticeState.Degraded,
            Incident = row.Text("id"),
            Title = own.Name("name"),
            PostedAt = own.Time("created_at", "created", "occurred_at"),
            RevisedAt = own.Time("updated_at", "updated", "created_at", "created"),
            Resolved = over,
            Text = PlainText.Of(own.FirstText("message", "latest_human_status"), Notice.TextLength),
            Link = own.Link("permalink") ?? link,
        };
    }
}
