using System.Text.Json;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Statuspages;

/// <summary>
/// Better Stack's JSON:API. Whether a report is over stands in its aggregate state: <c>ends_at</c> stays null on reports that are.
/// </summary>
internal static class BetterStackPage
{
    public static bool Fits(JsonElement root) =>
        root.Find("data") is { IsObject: true } data && data.Text("type") == "status_page";

    public static IEnumerable<PageEntry> Read(JsonElement root, FeedPayload payload)
    {
        var data = root.Find("data") ?? default;
        var page = data.Find("attributes") ?? default;
        var name = page.Name("company_name") is { Length: > 0 } stated ? stated : "page";
        var included = root.Objects("included").ToLookup(i => i.Text("type"), StringComparer.Ordinal);
        var sections = included["status_page_section"].ToDictionarySafely(s => s.Text("id"), s => Attributes(s).Name("name"));
        var shown = included["status_page_resource"].Select(r => Resource(r, sections, payload.Url)).ToList();
        var resources = shown.ToDictionarySafely(r => r.Key, r => r);
        var updates = included["status_update"].ToDictionarySafely(u => u.Text("id"), u => u);
        List<PageEntry> entries = [.. included["status_report"].SelectMany(r => Report(r, name, resources, updates, payload))];
        var told = entries.Where(e => e.IsOpen).Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
        entries.AddRange(shown.Where(r => r.State != NoticeState.Operational && !told.Contains(r.Key)));
        var overall = StateWords.Of(page.Text("aggregate_state"));
        return PageSummary.With(entries, new PageEntry { Component = name, State = overall, PostedAt = page.Time("updated_at"), RevisedAt = page.Time("updated_at"), Link = payload.Url });
    }

    private static JsonElement Attributes(JsonElement item) => item.Find("attributes") ?? default;

    private static PageEntry Resource(JsonElement row, Dictionary<string, string> sections, Uri? link)
    {
        var own = Attributes(row);
        return new PageEntry
        {
            Component = own.Name("public_name", "name"),
            Key = row.Text("id"),
            Group = sections.GetValueOrDefault(own.Text("status_page_section_id"), ""),
            State = own.Text("status") == "not_monitored" ? NoticeState.Operational : StateWords.Of(own.Text("status")),
            Link = link,
        };
    }

    private static IEnumerable<PageEntry> Report(
        JsonElement row, string page, Dictionary<string, PageEntry> resources, Dictionary<string, JsonElement> updates, FeedPayload payload)
    {
        var own = Attributes(row);
        var linked = row.Find("relationships")?.Find("status_updates")?.Objects("data") ?? [];
        var posts = linked.Select(u => updates.GetValueOrDefault(u.Text("id"))).Where(u => u.IsObject).Select(Attributes)
            .OrderByDescending(u => u.Time("published_at") ?? DateTimeOffset.MinValue).ToList();
        var latest = posts.Count > 0 ? posts[0] : default;
        var aggregate = StateWords.Of(own.Text("aggregate_state"));
        var isMaintenance = own.Text("report_type") == "maintenance" || aggregate == NoticeState.Maintenance;
        var starts = own.Time("starts_at");
        if (isMaintenance && starts > (payload.At ?? Clock(posts, starts)))
        {
            return [];
        }

        var whole = new PageEntry
        {
            Component = page,
            State = isMaintenance ? NoticeState.Maintenance : StateWords.IsTrouble(aggregate) ? aggregate : NoticeState.Degraded,
            Incident = row.Text("id"),
            Title = own.Name("title"),
            PostedAt = posts.Select(p => p.Time("published_at")).LastOrDefault() ?? starts,
            RevisedAt = latest.Time("published_at") ?? own.Time("updated_at") ?? starts,
            Resolved = own.Text("aggregate_state") is "resolved" or "operational",
            Text = PlainText.Of(latest.Text("message"), Notice.TextLength),
            Link = payload.Url,
        };
        var parts = own.Objects("affected_resources");
        parts = parts.Count > 0 ? parts : latest.Objects("affected_resources");
        var open = parts.Where(p => whole.Resolved || StateWords.Of(p.Text("status")) != NoticeState.Operational).ToList();
        var beside = PageSummary.Beside(open.Select(o => StateWords.Of(o.Text("status"))), whole.State);
        return parts.Count == 0 ? [whole] : open.Count == 0 ? [whole with { State = NoticeState.Degraded }]
            : open.Select(p => Part(whole, p, resources, beside));
    }

    /// <summary>A maintenance announced for later has not been told of since it began.</summary>
    private static DateTimeOffset? Clock(List<JsonElement> posts, DateTimeOffset? starts) =>
        posts.Select(p => p.Time("published_at")).Max() ?? starts;

    private static PageEntry Part(PageEntry whole, JsonElement part, Dictionary<string, PageEntry> resources, NoticeState beside)
    {
        var id = part.Text("status_page_resource_id");
        var own = StateWords.Of(part.Text("status"));
        var resource = resources.GetValueOrDefault(id);
        return whole with
        {
            Component = resource?.Component ?? part.Name("name") switch { "" => whole.Component, var name => name },
            Key = id,
            Group = resource?.Group ?? "",
            State = whole.Resolved ? NoticeState.Operational
                : whole.State == NoticeState.Maintenance ? NoticeState.Maintenance
                : StateWords.IsTrouble(own) ? own : beside,
        };
    }
}
