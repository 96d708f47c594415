namespace Groundswell.Cli.Attributing;

/// <summary>
/// How much a supplier's own page is worth as a witness. The files give all such edges one weight, though a supplier of one thing fails
/// with it, and users of a cloud notice a large region more than a small one: weight by the region's share of the supplier's dependants.
/// </summary>
internal sealed class SupplierPages
{
    private const double Sole = 0.95;
    private const double Global = 0.82;
    private const double LeastRegion = 0.37;
    private const double RegionSpan = 0.43;
    private const string GlobalRegion = "global";

    private readonly List<WorldReader.ComponentRow> _components;
    private readonly Dictionary<(string Provider, string Region), int> _edges = [];
    private readonly Dictionary<string, int> _largest = [];

    public SupplierPages(List<WorldReader.ComponentRow> components, List<WorldReader.EdgeRow> edges)
    {
        _components = components;
        foreach (var edge in edges)
        {
            if (edge.ToService && !edge.IsPage && edge.Source < components.Count)
            {
                var source = components[edge.Source];
                _edges[(source.Provider, source.Region)] = _edges.GetValueOrDefault((source.Provider, source.Region)) + 1;
            }
        }

        foreach (var ((provider, region), count) in _edges)
        {
            _largest[provider] = region == GlobalRegion ? _largest.GetValueOrDefault(provider) : Math.Max(_largest.GetValueOrDefault(provider), count);
        }
    }

    public double WeightOf(WorldReader.EdgeRow edge)
    {
        if (edge.Source >= _components.Count)
        {
            return edge.Weight;
        }

        var (provider, region) = (_components[edge.Source].Provider, _components[edge.Source].Region);
        return region switch
        {
            "" => Sole,
            GlobalRegion => Global,
            _ => LeastRegion + (RegionSpan * Math.Sqrt((double)_edges.GetValueOrDefault((provider, region)) / Math.Max(1, _largest.GetValueOrDefault(provider)))),
        };
    }
}
