using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;
using Groundswell.Server.Pages.Words;

namespace Groundswell.Server.Pages.Charts;

/// <summary>
/// How it spread: the cause, what stands on it and failed with it, and how many services failed by each; a row for each, indented
/// under what took it down. Only what services fell by, probes saw fail, or leads to such is drawn.
/// </summary>
internal sealed class TakedownTree
{
    private const int DeepestIndent = 5;

    private readonly CauseIncident _incident;
    private readonly ServiceCatalogue _catalogue;
    private readonly DateTimeOffset _now;
    private readonly ILookup<ComponentId, CauseComponent> _children;
    private readonly Dictionary<ComponentId, int> _fallen;
    private readonly List<Row> _rows = [];

    public TakedownTree(CauseIncident incident, ServiceCatalogue catalogue, DateTimeOffset now)
    {
        (_incident, _catalogue, _now) = (incident, catalogue, now);
        _fallen = incident.Members.Values.SelectMany(m => new[] { m.First.Via, m.Latest.Via }.OfType<ComponentId>().Distinct()).GroupBy(c => c).ToDictionary(g => g.Key, g => g.Count());
        _children = incident.Components.Values.Where(c => c.Failing.Parent is not null).ToLookup(c => c.Failing.Parent!.Value);
        var drawn = new HashSet<ComponentId>();
        foreach (var root in incident.Components.Values
            .Where(c => c.Failing.Parent is not { } parent || !incident.Components.ContainsKey(parent))
            .OrderByDescending(c => incident.Cause.Covers(c.Failing.Component)).ThenBy(c => c.Failing.Onset))
        {
            Draw(root, 0, null, drawn);
        }
    }

    public IReadOnlyList<Row> Rows => _rows;

    private void Draw(CauseComponent component, int depth, string? under, HashSet<ComponentId> drawn)
    {
        var id = component.Failing.Component;
        if (!IsWorthDrawing(component, []) || !drawn.Add(id))
        {
            return;
        }

        var name = CauseTitle.NameOf(id, _catalogue);
        _rows.Add(new Row(
            Math.Min(depth, DeepestIndent),
            under,
            name,
            Standing(component),
            component.RecoveredAt is null ? depth == 0 ? "cause" : "hit" : "well",
            $"/components/{id}"));
        foreach (var child in _children[id].OrderBy(c => c.Failing.Onset).ThenBy(c => c.Failing.Component.ToString(), StringComparer.Ordinal))
        {
            Draw(child, depth + 1, name, drawn);
        }
    }

    private bool IsWorthDrawing(CauseComponent component, HashSet<ComponentId> seen) =>
        seen.Add(component.Failing.Component)
        && (_incident.Cause.Covers(component.Failing.Component)
            || component.Failing.Failure is not null
            || _fallen.ContainsKey(component.Failing.Component)
            || _children[component.Failing.Component].Any(c => IsWorthDrawing(c, seen)));

    private string Standing(CauseComponent component)
    {
        var parts = new List<string>();
        if (_fallen.TryGetValue(component.Failing.Component, out var services))
        {
            parts.Add(Amounts.Counted(services, "service", "services"));
        }

        if (component is { RecoveredAt: null, Failing.Failure: { } failure })
        {
            parts.Add(FailureTexts.Short(failure));
        }

        parts.Add(component.RecoveredAt is { } at ? $"working since {SentenceTime.Write(at, _now)}" : component.OnItsOwn && component.Failing.Parent is { } parent ? $"failing on its own since {CauseTitle.NameOf(parent, _catalogue)} works again" : $"failing since {SentenceTime.Write(component.Failing.Onset, _now)}");
        return string.Join(" · ", parts);
    }

    /// <param name="Depth">How far it is indented, 0 to 5.</param>
    /// <param name="Under">Name of what took it down; null for a root.</param>
    /// <param name="Name">The component's name.</param>
    /// <param name="Standing">How many services fell by it, and how it is now.</param>
    /// <param name="Class">cause, hit or well.</param>
    /// <param name="Link">Its own page.</param>
    internal sealed record Row(int Depth, string? Under, string Name, string Standing, string Class, string Link);
}
