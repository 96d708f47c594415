using Groundswell.Attribution;
using Groundswell.Cli.Detecting;

namespace Groundswell.Cli.Attributing;

/// <summary>
/// Reads a world's folder: components, groups, services, edges_known, obs, probes and status. The files that hold the truth, edges_true
/// and cases, are not opened.
/// </summary>
internal sealed class WorldReader
{
    private const int MostComponents = 100_000;
    private const int MostServices = 1_000_000;
    private const int MostCases = 1_000_000;
    private const int RowsPerReport = 65_536;

    /// <summary>Share of known edges that are real: discovery errs.</summary>
    private const double EdgeTrust = 0.96;

    /// <summary>P(users of a service whose carrier they blame report the carrier).</summary>
    private const double CarrierStray = 0.1;

    /// <summary>Share of edges that discovery misses.</summary>
    private const double MissedEdges = 0.15;

    private readonly string _folder;
    private readonly RunProgress _progress;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<int, int> _components = [];
    private readonly Dictionary<int, int> _services = [];
    private readonly Dictionary<int, int> _groups = []; // to the source that stands for it
    private readonly SortedDictionary<int, WorldCase> _cases = [];

    private WorldReader(string folder, RunProgress progress, CancellationToken cancellationToken) =>
        (_folder, _progress, _cancellationToken) = (folder, progress, cancellationToken);

    /// <exception cref="TableException">A file breaks a rule.</exception>
    public static World Read(string folder, RunProgress progress, CancellationToken cancellationToken) =>
        new WorldReader(folder, progress, cancellationToken).Read();

    private World Read()
    {
        var components = ReadComponents();
        var services = ReadServices();
        var builder = new AttributionGraphBuilder(components.Count, services.Count);
        for (var i = 0; i < components.Count; i++)
        {
            var component = components[i];
            builder.SetComponent(i, component.Name, component.Kind, component.Provider, component.Region, component.Mechanism, component.Prior);
        }

        for (var i = 0; i < services.Count; i++)
        {
            builder.SetStray(i, services[i].IsCarrier ? CarrierStray : 0);
            if (services[i].IsPage)
            {
                builder.SetComplete(i);
            }
        }

        ReadGroups(builder);
        ReadEdges(builder, components);
        ReadReports();
        ReadProbes();
        ReadNotices();
        return new World
        {
            Graph = builder.Build(MissedEdges),
            ComponentIds = [.. components.Select(c => c.Id)],
            Separation = [.. services.Select(s => s.Separation)],
            Cases = [.. _cases.Values],
        };
    }

    private List<ComponentRow> ReadComponents()
    {
        var rows = new List<ComponentRow>();
        Each("components.csv", ["id", "name", "kind", "provider", "region", "prior"], table =>
        {
            var id = New(table, _components, MostComponents, rows.Count);
            rows.Add(new ComponentRow(id, table.Text(1).ToString(), table.Text(2).ToString(), WorldWords.MechanismOf(table.Text(2)), table.Text(3).ToString(), table.Text(4).ToString(), table.Number(5, 0, 1)));
        });
        return rows;
    }

    private List<ServiceRow> ReadServices()
    {
        var rows = new List<ServiceRow>();
        Each("services.csv", ["id", "category", "info_mu"], table =>
        {
            New(table, _services, MostServices, rows.Count);
            rows.Add(new ServiceRow(table.Text(1) is "isp", table.Text(1) is not "svc", table.Number(2, 0, 1000)));
        });
        return rows;
    }

    private void ReadGroups(AttributionGraphBuilder builder) => Each("groups.csv", ["id", "k", "members"], table =>
    {
        var members = new List<int>();
        foreach (var part in table.Text(2).Split(' '))
        {
            members.Add(int.TryParse(table.Text(2)[part], out var id) && _components.TryGetValue(id, out var component)
                ? component
                : throw table.Fault(2, $"'{TableReader.Excerpt(table.Text(2)[part])}' is not a component."));
        }

        var group = New(table, _groups, MostServices, 0);
        _groups[group] = builder.AddGroup(table.Integer(1, 1, members.Count), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(members));
    });

    private void ReadEdges(AttributionGraphBuilder builder, List<ComponentRow> components)
    {
        var edges = new List<EdgeRow>();
        Each("edges_known.csv", ["src_type", "src", "dst_type", "dst", "w", "lag_med_min", "kind"], table =>
        {
            var source = table.Text(0) switch
            {
                "c" => Known(table, 1, _components, "component"),
                "g" => Known(table, 1, _groups, "group"),
                _ => throw table.Fault(0, $"'{table.Excerpt(0)}' is neither c nor g."),
            };
            var toService = table.Text(2) switch
            {
                "s" => true,
                "c" => false,
                _ => throw table.Fault(2, $"'{table.Excerpt(2)}' is neither c nor s."),
            };
            var target = toService ? Known(table, 3, _services, "service") : Known(table, 3, _components, "component");
            edges.Add(new EdgeRow(source, target, toService, table.Number(4, 0, 1), table.Number(5, 0, 10_000), table.Text(6) is "brand"));
        });
        var pages = new SupplierPages(components, edges);
        foreach (var edge in edges)
        {
            if (edge.ToService)
            {
                builder.AddServiceEdge(edge.Source, edge.Target, EdgeTrust * (edge.IsPage ? pages.WeightOf(edge) : edge.Weight), edge.Lag);
            }
            else
            {
                builder.AddComponentEdge(edge.Source, edge.Target, edge.Weight, edge.Lag);
            }
        }
    }

    private void ReadReports() => Each("obs.csv", ["case", "service", "llr10", "llr25", "llr60", "onset"], table =>
        Case(table).Reports.Add(new WorldCase.Observation(
            Known(table, 1, _services, "service"),
            (float)table.Number(2, -1e6, 1e6),
            (float)table.Number(3, -1e6, 1e6),
            (float)table.Number(4, -1e6, 1e6),
            table.Text(5).IsEmpty ? float.NaN : (float)table.Number(5, -1e6, 1e6))));

    private void ReadProbes() => Each("probes.csv", ["case", "target_type", "target", "class10", "class25", "class60"], table =>
    {
        var isComponent = table.Text(1) switch
        {
            "c" => true,
            "s" => false,
            _ => throw table.Fault(1, $"'{table.Excerpt(1)}' is neither c nor s."),
        };
        var target = isComponent ? Known(table, 2, _components, "component") : Known(table, 2, _services, "service");
        Case(table).Probes.Add(new WorldCase.ProbeRow(isComponent, target, WorldWords.ClassOf(table, 3), WorldWords.ClassOf(table, 4), WorldWords.ClassOf(table, 5)));
    });

    private void ReadNotices() => Each("status.csv", ["case", "component", "posted_at_min"], table =>
        Case(table).Notices.Add(new WorldCase.NoticeRow(Known(table, 1, _components, "component"), (float)table.Number(2, -1e6, 1e6))));

    private void Each(string name, string[] columns, Action<TableReader> row)
    {
        using var table = new TableReader(_folder, name, columns);
        var told = _progress.Begin($"reading {name}", table.Progress.Whole);
        for (var rows = 1; table.TryRead(); rows++)
        {
            row(table);
            if (rows % RowsPerReport == 0)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                told(table.Progress.Done);
            }
        }

        told(table.Progress.Whole);
    }

    private WorldCase Case(TableReader table)
    {
        var id = table.Integer(0, 0, int.MaxValue);
        if (!_cases.TryGetValue(id, out var found))
        {
            if (_cases.Count == MostCases)
            {
                throw table.Fault(0, $"there are more than {MostCases} cases.");
            }

            _cases.Add(id, found = new WorldCase(id));
        }

        return found;
    }

    private static int Known(TableReader table, int column, Dictionary<int, int> indices, string what) =>
        indices.TryGetValue(table.Integer(column, 0, int.MaxValue), out var index) ? index : throw table.Fault(column, $"there is no {what} '{table.Excerpt(column)}'.");

    private static int New(TableReader table, Dictionary<int, int> indices, int most, int index)
    {
        var id = table.Integer(0, 0, int.MaxValue);
        if (indices.Count == most)
        {
            throw table.Fault(0, $"there are more than {most} rows.");
        }

        return indices.TryAdd(id, index) ? id : throw table.Fault(0, $"'{id}' is here twice.");
    }

    internal readonly record struct ComponentRow(int Id, string Name, string Kind, Mechanism Mechanism, string Provider, string Region, double Prior);

    internal readonly record struct ServiceRow(bool IsCarrier, bool IsPage, double Separation);

    internal readonly record struct EdgeRow(int Source, int Target, bool ToService, double Weight, double Lag, bool IsPage);
}
