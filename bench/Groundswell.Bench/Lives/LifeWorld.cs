using Groundswell.Catalogue;

namespace Groundswell.Bench.Lives;

/// <summary>
/// Services, suppliers and who truly needs whom: the world of <c>bench/attribution/generate.py</c> in small. Three clouds with regions,
/// suppliers who depend on clouds themselves, services that depend on all of them, some redundantly.
/// </summary>
internal sealed class LifeWorld
{
    private static readonly (string Name, int Regions, double Share)[] Clouds = [("cirrus", 4, 0.48), ("stratus", 3, 0.32), ("nimbus", 2, 0.2)];

    private readonly Dice _dice;
    private readonly Dictionary<(string, string, string), int> _named = [];
    private readonly Dictionary<string, List<int>> _suppliers = [];
    private readonly List<LifeComponent> _components = [];
    private readonly List<LifeService> _services = [];
    private readonly List<LifeEdge> _edges = [];

    public LifeWorld(int services, int seed)
    {
        _dice = new Dice(seed);
        MakeClouds();
        MakeSuppliers();
        MakeBrands();
        while (_services.Count < services)
        {
            MakeService();
        }

        BySource = _edges.SelectMany(e => e.Sources.Select(s => (Source: s, Edge: e))).ToLookup(e => e.Source, e => e.Edge);
    }

    public IReadOnlyList<LifeComponent> Components => _components;

    public IReadOnlyList<LifeService> Services => _services;

    public IReadOnlyList<LifeEdge> Edges => _edges;

    /// <summary>Edges by component, those that need another one to fail as well included.</summary>
    public ILookup<int, LifeEdge> BySource { get; }

    private void MakeClouds()
    {
        foreach (var (cloud, regions, _) in Clouds)
        {
            foreach (var kind in LifeKinds.Global)
            {
                Add(cloud, "global", kind);
            }

            for (var region = 0; region < regions; region++)
            {
                foreach (var kind in LifeKinds.Regional)
                {
                    Add(cloud, Region(region), kind);
                }

                foreach (var (source, target, mean, spread, lag) in LifeKinds.Internal)
                {
                    Edge([_named[(cloud, Region(region), source)]], LifeNode.Component(_named[(cloud, Region(region), target)]), new LifeKinds.Need("int", mean, spread, lag));
                }
            }

            var home = _named[(cloud, Region(0), "db")];
            Edge([home], LifeNode.Component(_named[(cloud, "global", "iam")]), new LifeKinds.Need("int", 0.69, 0.13, 3));
            Edge([home], LifeNode.Component(_named[(cloud, "global", "ctrl")]), new LifeKinds.Need("int", 0.74, 0.06, 3));
            for (var region = 1; region < regions; region++)
            {
                Edge([_named[(cloud, "global", "iam")]], LifeNode.Component(_named[(cloud, Region(region), "fn")]), new LifeKinds.Need("int", 0.3, 0.12, 5));
            }
        }
    }

    private void MakeSuppliers()
    {
        foreach (var supplier in LifeKinds.Suppliers)
        {
            _suppliers[supplier.Code] = [.. Enumerable.Range(0, supplier.Count).Select(i => Add($"{supplier.Code}{i}", "global", supplier.Kind))];
        }

        foreach (var component in LifeKinds.Dependent.SelectMany(code => _suppliers[code]))
        {
            var target = LifeNode.Component(component);
            var cloud = InCloud(target, LifeKinds.SupplierUses, _dice.Chance(0.3));
            Shared(target, "dns", "gdns", 0, cloud);
            if (_dice.Chance(0.7))
            {
                Shared(target, "cdn", "gcdn", 0, cloud);
            }
        }
    }

    private void MakeBrands()
    {
        foreach (var (code, suppliers) in _suppliers)
        {
            for (var i = 0; i < suppliers.Count; i++)
            {
                var service = AddService($"brand-{code}{i}", 12.0 / (2 + i), code == "isp");
                Edge([suppliers[i]], service, new LifeKinds.Need("brand", 0.95, 0.04, 1));
            }
        }
    }

    private void MakeService()
    {
        // Few are busy: half of the services are worth less than two nats, one in eight more than six.
        var target = AddService($"svc-{_services.Count}", Math.Min(12, 0.5 * Math.Pow(1 - _dice.Next(), -0.55) * 1.5), false);
        string? cloud = null;
        if (_dice.Chance(0.22))
        {
            Edge([_dice.Popular(_suppliers["host"], 0.6)], target, LifeKinds.Needs["host"]);
        }
        else
        {
            cloud = InCloud(target, LifeKinds.ServiceUses, _dice.Chance(0.15));
        }

        if (_dice.Chance(0.82))
        {
            Shared(target, "dns", "gdns", 0.15, cloud);
        }

        if (_dice.Chance(0.65))
        {
            Shared(target, "cdn", "gcdn", 0.075, cloud);
        }

        foreach (var (code, share) in LifeKinds.Buys)
        {
            if (_dice.Chance(share))
            {
                Edge([_dice.Popular(_suppliers[code])], target, LifeKinds.Needs[code]);
            }
        }
    }

    private string InCloud(LifeNode target, IReadOnlyList<(string Code, double Share)> uses, bool isRedundant)
    {
        var (cloud, regions, _) = Clouds[_dice.Weighted(Clouds.Length, i => Clouds[i].Share)];
        var region = _dice.Weighted(regions, i => Math.Pow(i + 1, -1.25));
        var other = (region + 1 + _dice.Next(regions - 1)) % regions;
        foreach (var (code, share) in uses)
        {
            if (_dice.Chance(share))
            {
                int[] sources = [_named[(cloud, Region(region), code)], .. isRedundant ? [_named[(cloud, Region(other), code)]] : Array.Empty<int>()];
                Edge(sources, target, LifeKinds.Needs[code]);
            }
        }

        if (_dice.Chance(0.42))
        {
            Edge([_named[(cloud, "global", "iam")]], target, LifeKinds.Needs["iam"]);
        }

        return cloud;
    }

    private void Shared(LifeNode target, string code, string own, double dualShare, string? cloud)
    {
        var choices = _suppliers[code];
        var first = cloud is not null && _dice.Chance(0.35) ? _named[(cloud, "global", own)] : _dice.Popular(choices, 0.9);
        int[] sources = [first, .. _dice.Chance(dualShare) ? [_dice.Pick([.. choices.Where(c => c != first)])] : Array.Empty<int>()];
        Edge(sources, target, LifeKinds.Needs[code]);
    }

    private int Add(string provider, string region, LifeKinds.Part part)
    {
        _components.Add(new LifeComponent(ComponentId.Parse($"{provider}/{region}/{part.Code}"), part.Code, part.Kind, part.Prior, region != "global", part.Passes));
        return _named[(provider, region, part.Code)] = _components.Count - 1;
    }

    private LifeNode AddService(string name, double information, bool isNetwork)
    {
        _services.Add(new LifeService(ServiceId.Parse(name), information, !_dice.Chance(0.1), isNetwork, _dice.Chance(0.3)));
        return LifeNode.Service(_services.Count - 1);
    }

    private void Edge(IReadOnlyList<int> sources, LifeNode target, LifeKinds.Need need) =>
        _edges.Add(new LifeEdge(sources, target, _dice.Around(need.Mean, need.Spread), need.Lag, need.Code));

    private static string Region(int number) => $"r{number}";
}
