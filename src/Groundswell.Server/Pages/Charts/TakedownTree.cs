using System.Globalization;
using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;
using Groundswell.Server.Pages.Words;

namespace Groundswell.Server.Pages.Charts;

/// <summary>
/// Who took down whom: the cause, what stands on it and failed with it, and how many services fell by each; a row for each, indented
/// under what took it down. Only what services fell by, probes saw fail, or leads to such is drawn.
/// </summary>
internal sealed class TakedownTree
{
    public const int RowHeight = 40;
    private const int Indent = 22;
    private const int DeepestIndent = 5;

    private readonly CauseIncident _incident;
    private readonly ServiceCatalogue _catalogue;
    private readonly ILookup<ComponentId, CauseComponent> _children;
    private readonly Dictionary<ComponentId, int> _fallen;
    private readonly List<Row> _rows = [];

    public TakedownTree(CauseIncident incident, ServiceCatalogue catalogue)
    {
        (_incident, _catalogue) = (incident, catalogue);
        _fallen = incident.Members.Values.SelectMany(m => new[] { m.First.Via, m.Latest.Via }.OfType<ComponentId>().Distinct()).GroupBy(c => c).ToDictionary(g => g.Key, g => g.Count());
        _children = incident.Components.Values.Where(c => c.Failing.Parent is not null).ToLookup(c => c.Failing.Parent!.Value);
        var drawn = new HashSet<ComponentId>();
        foreach (var root in incident.Components.Values
            .Where(c => c.Failing.Parent is not { } parent || !incident.Components.ContainsKey(parent))
            .OrderByDescending(c => incident.Cause.Covers(c.Failing.Component)).ThenBy(c => c.Failing.Onset))
        {
            Draw(root, 0, -1, drawn);
        }
    }

    public IReadOnlyList<Row> Rows => _rows;

    public int Height => Math.Max(1, _rows.Count) * RowHeight;

    private void Draw(CauseComponent component, int depth, int parentRow, HashSet<ComponentId> drawn)
    {
        var id = component.Failing.Component;
        if (!IsWorthDrawing(component, []) || !drawn.Add(id))
        {
            return;
        }

        var index = _rows.Count;
        var x = 8 + (Math.Min(depth, DeepestIndent) * Indent);
        _rows.Add(new Row(
            x,
            (index * RowHeight) + 16,
            parentRow < 0 ? null : Elbow(_rows[parentRow], x, (index * RowHeight) + 16),
            CauseTitle.NameOf(id, _catalogue),
            Standing(component),
            component.RecoveredAt is null ? depth == 0 ? "cause" : "hit" : "well",
            $"/what-if/{id}"));
        foreach (var child in _children[id].OrderBy(c => c.Failing.Onset).ThenBy(c => c.Failing.Component.ToString(), StringComparer.Ordinal))
        {
            Draw(child, depth + 1, index, drawn);
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

        if (component.Failing.Failure is { } failure)
        {
            parts.Add(FailureTexts.Short(failure));
        }

        parts.Add(component.RecoveredAt is { } at ? $"works since {Moment.Clock(at)}" : component.OnItsOwn ? "now failing on its own" : $"fails since {Moment.Clock(component.Failing.Onset)}");
        return string.Join(" · ", parts);
    }

    private static string Elbow(Row parent, int x, int y) => string.Create(CultureInfo.InvariantCulture, $"M{parent.X} {parent.Y + 6}V{y}H{x - 6}");

    /// <param name="X">Centre of the mark.</param>
    /// <param name="Y">Centre of the mark.</param>
    /// <param name="Line">From what took it down; null for a root.</param>
    /// <param name="Name">The component's name.</param>
    /// <param name="Standing">How many services fell by it, and how it is now.</param>
    /// <param name="Class">cause, hit or well.</param>
    /// <param name="Link">What else would fall with it.</param>
    internal sealed record Row(int X, int Y, string? Line, string Name, string Standing, string Class, string Link);
}
