using System.Collections.Frozen;
using Groundswell.Attribution;
using Groundswell.Catalogue;

namespace Groundswell.Learning;

/// <summary>
/// What confirmed outages teach of the catalogue's dependencies, worked out from the incidents each time: an edge that the catalogue has
/// no more is not learnt, and there is no second record that could differ from the history.
/// </summary>
public static class EdgeLessons
{
    /// <param name="catalogue">Whose edges are asked about. Those of redundancy groups are left out: one member's outage tells nothing of the group's.</param>
    /// <param name="outages">All that are confirmed, in any order.</param>
    public static EdgeMemory Learn(ServiceCatalogue catalogue, IEnumerable<ConfirmedOutage> outages)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(outages);
        var edges = Edges(catalogue);
        var usual = edges.SelectMany(e => e).DistinctBy(e => (e.On, e.Dependent)).ToFrozenDictionary(e => (e.On, e.Dependent));
        var memory = new EdgeMemory((on, dependent) => usual[(on, dependent)].Weight, (on, dependent) => usual[(on, dependent)].Minutes);
        foreach (var outage in outages.OrderBy(o => o.Incident.Number).ThenBy(o => o.Component.ToString(), StringComparer.Ordinal))
        {
            var watched = edges[outage.Component].Where(e => outage.Fell.ContainsKey(e.Dependent) || outage.Spared.Contains(e.Dependent)).ToList();
            var severity = Severity(outage, watched);
            foreach (var edge in watched)
            {
                if (outage.Fell.TryGetValue(edge.Dependent, out var fallen))
                {
                    memory.Learn(outage.Component, edge.Dependent, fallen.Probability, severity, Math.Max(0, (fallen.Onset - outage.Onset).TotalMinutes));
                }
                else
                {
                    memory.Learn(outage.Component, edge.Dependent, 0, severity, null);
                }
            }
        }

        return memory;
    }

    /// <summary>What fell of what would fall were the component wholly gone: all but the edge's own share of luck.</summary>
    private static double Severity(ConfirmedOutage outage, List<Edge> watched)
    {
        var whole = watched.Sum(e => e.Weight);
        return whole > 0 ? Math.Min(1, watched.Sum(e => outage.Fell.TryGetValue(e.Dependent, out var fallen) ? fallen.Probability : 0) / whole) : 1;
    }

    private static ILookup<ComponentId, Edge> Edges(ServiceCatalogue catalogue) =>
        catalogue.Services.Values.SelectMany(s => s.Dependencies.Select(d => (Dependent: s.Id.ToString(), Dependency: d, Minutes: EdgeDefaults.MinutesToService)))
            .Concat(catalogue.Components.Values.SelectMany(c => c.Dependencies.Select(d => (Dependent: c.Id.ToString(), Dependency: d, Minutes: EdgeDefaults.MinutesToComponent))))
            .Where(e => e.Dependency.Group is null)
            .Select(e => new Edge(e.Dependency.On, e.Dependent, EdgeDefaults.Weight(e.Dependency), e.Minutes))
            .ToLookup(e => e.On);

    private readonly record struct Edge(ComponentId On, string Dependent, double Weight, double Minutes);
}
