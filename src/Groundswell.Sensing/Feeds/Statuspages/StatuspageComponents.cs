using System.Text.Json;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Statuspages;

/// <summary>The components of a Statuspage. Groups are rows too: they repeat their worst member, and would count twice.</summary>
internal sealed class StatuspageComponents
{
    private readonly Dictionary<string, PageEntry> _byId = new(StringComparer.Ordinal);

    private StatuspageComponents()
    {
    }

    public static StatuspageComponents Of(JsonElement root, Uri? link)
    {
        var rows = root.Objects("components");
        var groups = rows.Where(IsGroup).ToDictionarySafely(r => r.Text("id"), r => r.Name("name"));
        var parents = rows.Where(r => !IsGroup(r)).Select(r => r.Text("group_id")).ToHashSet(StringComparer.Ordinal);
        var components = new StatuspageComponents();
        foreach (var row in rows.Where(r => !IsGroup(r) || !parents.Contains(r.Text("id"))))
        {
            var id = row.Text("id") is { Length: > 0 } stated ? stated : row.Name("name");
            var component = new PageEntry
            {
                Component = row.Name("name"),
                Key = id,
                Group = groups.GetValueOrDefault(row.Text("group_id"), ""),
                State = StateWords.Of(row.Text("status")),
                PostedAt = row.Time("updated_at", "created_at"),
                RevisedAt = row.Time("updated_at", "created_at"),
                Text = row.Name("description"),
                Link = link,
            };

            // Rows without an id may share a name; the worse one is not to be lost.
            if (!components._byId.TryGetValue(id, out var other) || other.State == NoticeState.Operational || component.State > other.State)
            {
                components._byId[id] = component;
            }
        }

        return components;
    }

    public PageEntry? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Components that are not fine and that no open incident or running maintenance tells of.</summary>
    public IEnumerable<PageEntry> Unexplained(IReadOnlyList<PageEntry> told)
    {
        var open = told.Where(e => e.IsOpen && e.Key.Length > 0).ToLookup(e => e.Key, e => e.State, StringComparer.Ordinal);
        return _byId.Values.Where(c => c.State != NoticeState.Operational
            && !open[c.Key].Any(state => state != NoticeState.Maintenance || c.State == NoticeState.Maintenance));
    }

    private static bool IsGroup(JsonElement row) => row.Text("group") == "true";
}
