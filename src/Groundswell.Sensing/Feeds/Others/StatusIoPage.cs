using System.Text.Json;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Others;

/// <summary>Status.io: components with containers (places), codes of three digits, open incidents, active and upcoming maintenance.</summary>
internal static class StatusIoPage
{
    private const int Resolved = 400; // as the state of a message; as a status the same number is a partial disruption

    public static bool Fits(JsonElement root) => root.Find("result") is { IsObject: true } result && (result.Has("status_overall") || result.Has("maintenance"));

    public static string? Doubt(JsonElement root) =>
        root.Find("result") is { } result && result.Find("status_overall") is null && result.Objects("status").Count == 0 ? "it lists work only, and says of no component how it is" : null;

    public static IEnumerable<PageEntry> Read(JsonElement root, FeedPayload payload)
    {
        var result = root.Find("result") ?? default;
        var shown = result.Objects("status").Select(c => Component(c, payload.Url)).ToList();
        var components = shown.ToDictionarySafely(c => c.Key, c => c);
        List<PageEntry> entries =
        [
            .. result.Objects("incidents").SelectMany(i => Parts(i, components, null, payload.Url)),
            .. (result.Find("maintenance") ?? default).Objects("active").SelectMany(m => Parts(m, components, NoticeState.Maintenance, payload.Url)),
        ];
        var told = entries.Where(e => e.IsOpen).Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
        entries.AddRange(shown.Where(c => c.State != NoticeState.Operational && !told.Contains(c.Key)));
        var overall = result.Find("status_overall") ?? default;
        return !overall.IsObject ? entries
            : PageSummary.With(entries, new PageEntry { Component = "page", State = StateOf(overall), PostedAt = overall.Time("updated"), RevisedAt = overall.Time("updated"), Text = overall.Name("status"), Link = payload.Url });
    }

    private static NoticeState StateOf(JsonElement row) => row.Number("status_code") switch
    {
        100 => NoticeState.Operational,
        200 => NoticeState.Maintenance,
        300 => NoticeState.Degraded,
        400 => NoticeState.PartialOutage,
        500 => NoticeState.MajorOutage,
        600 => NoticeState.Degraded, // a security event: something is wrong, how much is not said
        _ => StateWords.Of(row.Text("status")),
    };

    private static PageEntry Component(JsonElement row, Uri? link)
    {
        var places = row.Objects("containers").Where(c => StateOf(c) != NoticeState.Operational).Select(c => c.Name("name")).ToList();
        var worst = row.Objects("containers").Select(StateOf).Append(StateOf(row)).Max();
        return new PageEntry
        {
            Component = row.Name("name"),
            Key = row.FirstText("id", "_id", "name"),
            State = StateOf(row) == NoticeState.Operational ? worst : StateOf(row),
            Regions = places,
            PostedAt = row.Time("updated"),
            RevisedAt = row.Time("updated"),
            Text = row.Name("status"),
            Link = link,
        };
    }

    private static IEnumerable<PageEntry> Parts(JsonElement incident, Dictionary<string, PageEntry> components, NoticeState? fixedState, Uri? link)
    {
        var messages = incident.Objects("messages");
        var latest = messages.Newest("datetime");
        var code = StateOf(latest.IsObject ? JsonSerializer.SerializeToElement(new { status_code = latest.Number("status") }) : default);
        var whole = new PageEntry
        {
            Component = "page",
            State = fixedState ?? (StateWords.IsTrouble(code) ? code : NoticeState.Degraded),
            Incident = incident.FirstText("_id", "id", "name"),
            Title = incident.Name("name"),
            PostedAt = incident.Time("datetime_open", "datetime_planned_start") ?? messages.Select(m => m.Time("datetime")).Min(),
            RevisedAt = latest.Time("datetime") ?? incident.Time("datetime_open"),
            Resolved = incident.Find("datetime_resolved") is not null || (fixedState is null && latest.Number("state") == Resolved),
            Text = PlainText.Of(latest.Text("details"), Notice.TextLength),
            Link = link,
        };
        IReadOnlyList<string> places = [.. incident.Objects("containers_affected").Select(c => c.Name("name"))];
        var affected = incident.Objects("components_affected");
        var owned = affected.Select(c => (Part: c, Own: Own(c, components))).ToList();
        var beside = whole with { State = PageSummary.Beside(owned.Select(o => o.Own?.State ?? NoticeState.Unknown), whole.State) };
        return owned.Count == 0 ? [whole with { Regions = places }] : owned.Select(o => Part(beside, o.Part, o.Own, places, fixedState));
    }

    private static PageEntry? Own(JsonElement part, Dictionary<string, PageEntry> components) =>
        components.GetValueOrDefault(part.FirstText("_id", "id", "name")) ?? components.Values.FirstOrDefault(c => c.Component == part.Name("name"));

    private static PageEntry Part(PageEntry whole, JsonElement part, PageEntry? own, IReadOnlyList<string> places, NoticeState? fixedState) => whole with
    {
        Component = part.Name("name"),
        Key = own?.Key ?? part.FirstText("_id", "id", "name"),
        Regions = own is { Regions.Count: > 0 } ? own.Regions : places,
        State = fixedState ?? (own is not null && StateWords.IsTrouble(own.State) ? own.State : whole.State),
    };
}
