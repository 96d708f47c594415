using System.Text.Json;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Statuspages;

/// <summary>
/// Instatus: the summary, with the state of the page in capitals and lists that are left out where they are empty, and the
/// components, as a list or an object, flat or nested.
/// </summary>
internal static class InstatusPage
{
    public static bool Fits(JsonElement root) =>
        (IsWord(StateOfPage(root)) && !root.Has("scheduled_maintenances"))
        || (root.IsObject && !root.Has("page") && root.Objects("components").Any(IsComponent))
        || (root.IsList && root.Items().Any(IsComponent));

    public static IEnumerable<PageEntry> Read(JsonElement root, FeedPayload payload)
    {
        var page = root.Find("page") ?? default;
        var name = page.Name("name") is { Length: > 0 } stated ? stated : "page";
        var link = page.Link("url") ?? payload.Url;
        List<PageEntry> entries =
        [
            .. root.Objects("activeIncidents").SelectMany(i => Parts(i, name, link)),
            .. root.Objects("activeMaintenances").SelectMany(m => Maintenance(m, name, link)),
        ];
        var told = entries.Where(e => e.IsOpen).Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
        entries.AddRange(Leaves(root.IsList ? root.Items() : root.Objects("components"), "", 0)
            .Where(c => c.State != NoticeState.Operational && !told.Contains(c.Key))
            .Select(c => c with { Link = link }));
        var state = PageState(StateOfPage(root));
        return PageSummary.With(entries, new PageEntry { Component = name, State = state, PostedAt = page.Time("updated"), RevisedAt = page.Time("updated"), Text = page.Text("status"), Link = link });
    }

    private static string StateOfPage(JsonElement root) =>
        root.Find("page") is { IsObject: true } page && page.FirstText("name", "url").Length > 0 && page.Text("status") is { Length: > 0 } status ? status
        : root.Find("status") is { IsObject: true } legacy && legacy.Find("indicator") is null ? legacy.Text("type")
        : "";

    private static NoticeState PageState(string word) =>
        word.Length == 0 || StateWords.Letters(word) == "allup" ? NoticeState.Operational : StateWords.Of(word);

    /// <summary>Its words are in capitals, without blanks.</summary>
    private static bool IsWord(string status) => status.Length > 1 && status.All(char.IsAsciiLetterUpper);

    /// <summary>"OK" and "ACTIVE" are words of many; these are not.</summary>
    private static bool IsComponent(JsonElement row) => row.IsObject && row.Has("name") && row.Has("status") && !row.Has("environment")
        && (row.Has("isParent") || row.Has("children")
            || row.Text("status") is "OPERATIONAL" or "UNDERMAINTENANCE" or "DEGRADEDPERFORMANCE" or "PARTIALOUTAGE" or "MINOROUTAGE" or "MAJOROUTAGE");

    private static IEnumerable<PageEntry> Leaves(IReadOnlyList<JsonElement> rows, string group, int depth)
    {
        foreach (var row in rows.Where(r => r.IsObject))
        {
            var children = depth < FeedLimits.Depth ? row.Objects("children") : [];
            if (children.Count > 0)
            {
                foreach (var leaf in Leaves(children, row.Name("name"), depth + 1))
                {
                    yield return leaf;
                }
            }
            else
            {
                var parent = row.Find("group") is { IsObject: true } named ? named.Name("name") : row.Name("group");
                yield return new PageEntry
                {
                    Component = row.Name("name"),
                    Key = row.FirstText("id", "name"),
                    Group = group.Length > 0 ? group : parent,
                    State = StateWords.Of(row.Text("status")),
                };
            }
        }
    }

    private static IEnumerable<PageEntry> Parts(JsonElement incident, string page, Uri? link)
    {
        var impact = StateWords.Of(incident.Text("impact"));
        var whole = Whole(incident, page, link) with
        {
            State = StateWords.IsTrouble(impact) ? impact : NoticeState.Degraded,
            Resolved = StateWords.Letters(incident.Text("status")) == "resolved",
        };
        return Spread(incident, whole, keepState: false);
    }

    private static IEnumerable<PageEntry> Maintenance(JsonElement maintenance, string page, Uri? link)
    {
        var status = StateWords.Letters(maintenance.Text("status"));
        return status is "inprogress" or "verifying"
            ? Spread(maintenance, Whole(maintenance, page, link) with { State = NoticeState.Maintenance }, keepState: true)
            : [];
    }

    private static IEnumerable<PageEntry> Spread(JsonElement incident, PageEntry whole, bool keepState)
    {
        var parts = incident.Objects("components");
        var beside = PageSummary.Beside(parts.Select(p => StateWords.Of(p.Text("status"))), whole.State);
        return parts.Count == 0 ? [whole] : parts.Select(c => whole with
        {
            Component = c.Name("name"),
            Key = c.FirstText("id", "name"),
            State = keepState ? whole.State
                : StateWords.Of(c.Text("status")) is var own && StateWords.IsTrouble(own) ? own
                : beside,
        });
    }

    private static PageEntry Whole(JsonElement incident, string page, Uri? link)
    {
        var latest = incident.Objects("updates").Concat(incident.Objects("incidentUpdates")).Newest("started", "createdAt", "updatedAt");
        return new PageEntry
        {
            Component = page,
            State = NoticeState.Unknown,
            Incident = incident.FirstText("id", "url", "name"),
            Title = incident.Name("name"),
            PostedAt = incident.Time("started", "start", "createdAt"),
            RevisedAt = incident.Time("updatedAt", "updated", "started", "start"),
            Text = latest.IsObject ? PlainText.Of(latest.FirstText("message", "messageHtml", "body"), Notice.TextLength) : "",
            Link = incident.Link("url") ?? link,
        };
    }
}
