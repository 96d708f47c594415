using Groundswell.Catalogue;

namespace Groundswell.Bench.Lives;

/// <summary>
/// What a node's catalogue says of a world: edges are missing, some are wrong, weights are those of the kind, and of some services only
/// the region is known. That is written as catalogues write it: a need of a component <c>unspecified</c> that stands on all of the region.
/// </summary>
internal static class KnownCatalogue
{
    private const string Unspecified = "unspecified";
    private const double MissingOfSuppliers = 0.08;
    private const double MissingOfBrands = 0.02;

    private static readonly Evidence Observed = new(EvidenceKind.Observed, "made up");
    private static readonly Evidence Reported = new(EvidenceKind.Reported, "made up");
    private static readonly Evidence Assumed = new(EvidenceKind.Assumed, "made up");

    public static ServiceCatalogue Make(LifeWorld world, KnownEdges known, Dice dice)
    {
        var means = world.Edges.GroupBy(e => (e.Code, e.Target.IsService)).ToDictionary(g => g.Key, g => g.Average(e => e.Weight));
        var needs = new Dictionary<LifeNode, List<Dependency>>();
        foreach (var target in world.Edges.GroupBy(e => e.Target))
        {
            var how = !target.Key.IsService ? Way.Exact : dice.Chance(known.Favourite) ? Way.Favourite : dice.Chance(known.Coarse / Math.Max(0.01, 1 - known.Favourite)) ? Way.Coarse : Way.Exact;
            var list = needs[target.Key] = [];
            foreach (var edge in target)
            {
                Add(list, world, edge, means[(edge.Code, edge.Target.IsService)], how, known, dice);
            }
        }

        var plain = world.Edges.Where(e => e.Target.IsService && e.Sources.Count == 1 && e.Code != "brand").ToList();
        for (var i = 0; i < known.Spurious * plain.Count; i++)
        {
            var (like, other) = (dice.Pick(plain), dice.Pick(plain));
            AddOnce(needs[other.Target], Need(world, like.Sources[0], means[(like.Code, true)], Observed, null));
        }

        return Build(world, needs);
    }

    private static void Add(List<Dependency> list, LifeWorld world, LifeEdge edge, double mean, Way how, KnownEdges known, Dice dice)
    {
        var first = world.Components[edge.Sources[0]];
        var missing = edge.Code is "brand" or "int" ? MissingOfBrands : edge.Target.IsService ? known.Missing : MissingOfSuppliers;
        if (first.IsRegional && how == Way.Favourite)
        {
            AddOnce(list, new Dependency { On = ComponentId.Parse($"{first.Id.Provider}/{first.Id.Region}/db"), Criticality = Criticality.Degraded, Evidence = [Reported, Assumed] });
        }
        else if (first.IsRegional && how == Way.Coarse)
        {
            AddOnce(list, new Dependency { On = UnspecifiedOf(first.Id), Criticality = Criticality.Degraded, Evidence = [Reported, Assumed] });
        }
        else if (!dice.Chance(missing))
        {
            var group = edge.Sources.Count > 1 ? edge.Code : null;
            foreach (var source in edge.Sources)
            {
                AddOnce(list, Need(world, source, mean, dice.Chance(0.6) ? Observed : dice.Chance(0.7) ? Reported : Assumed, group));
            }
        }
    }

    private static ServiceCatalogue Build(LifeWorld world, Dictionary<LifeNode, List<Dependency>> needs)
    {
        var symptom = SymptomId.Parse("down");
        var services = world.Services.Index().Select(s => new Service
        {
            Id = s.Item.Id,
            Name = s.Item.Id.ToString(),
            Category = s.Item.IsNetwork ? "networks" : "sites",
            Symptoms = [symptom],
            Dependencies = needs.GetValueOrDefault(LifeNode.Service(s.Index)) ?? [],
        }).ToList();
        var components = world.Components.Index().Select(c => new Component
        {
            Id = c.Item.Id,
            Name = c.Item.Id.ToString(),
            Kind = c.Item.Kind,
            Dependencies = needs.GetValueOrDefault(LifeNode.Component(c.Index)) ?? [],
        }).ToList();
        foreach (var id in services.SelectMany(s => s.Dependencies).Select(d => d.On).Where(c => c.Name == Unspecified).Distinct().OrderBy(c => c.ToString(), StringComparer.Ordinal).ToList())
        {
            components.Add(new Component
            {
                Id = id,
                Name = "component not known",
                Kind = ComponentKind.Compute,
                Dependencies =
                [
                    .. world.Components.Where(c => c.Id.Provider == id.Provider && c.Id.Region == id.Region)
                        .Select(c => new Dependency { On = c.Id, Criticality = Criticality.Degraded, Evidence = [Assumed] }),
                ],
            });
        }

        var providers = world.Components.Select(c => c.Id.Provider).Distinct().Select(p => new Provider { Id = p, Name = p, Feeds = [LifeNotices.Page(p)] }).ToList();
        return new ServiceCatalogue(services, [new Symptom(symptom, "Down")], [new Category("sites", "Sites"), new Category("networks", "Networks")], providers, components);
    }

    private static Dependency Need(LifeWorld world, int source, double weight, Evidence evidence, string? group) => new()
    {
        On = world.Components[source].Id,
        Criticality = weight >= 0.65 ? Criticality.Hard : weight >= 0.25 ? Criticality.Degraded : Criticality.Soft,
        Group = group,
        Evidence = [evidence],
    };

    private static ComponentId UnspecifiedOf(ComponentId like) => ComponentId.Parse($"{like.Provider}/{like.Region}/{Unspecified}");

    private static void AddOnce(List<Dependency> list, Dependency need)
    {
        if (!list.Exists(d => d.On == need.On))
        {
            list.Add(need);
        }
    }

    private enum Way
    {
        Exact,
        Favourite,
        Coarse,
    }
}
