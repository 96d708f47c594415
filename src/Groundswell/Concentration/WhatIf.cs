using Groundswell.Catalogue;

namespace Groundswell.Concentration;

/// <summary>Switches something off and tells what falls, in which order, how likely, and through what.</summary>
public static class WhatIf
{
    /// <summary>1,024 samples: a probability is off by 1.6 points at most (one standard error).</summary>
    public const int DefaultSamples = 1_024;

    public const int MostSamples = 1 << 20;

    public const int DefaultSeed = 1;

    /// <param name="catalogue">Who needs what.</param>
    /// <param name="target">What is switched off.</param>
    /// <param name="odds">How likely a failure is passed on.</param>
    /// <param name="samples">1 to <see cref="MostSamples"/>.</param>
    /// <param name="seed">The same one gives the same numbers.</param>
    /// <param name="listed">Components and services that are described, those that fall first; all are counted.</param>
    public static WhatIfResult Run(
        CatalogueGraph catalogue, WhatIfTarget target, FailureOdds odds, int samples = DefaultSamples, int seed = DefaultSeed, int listed = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(odds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples, MostSamples);
        var graph = catalogue.Graph;
        int[] off = [.. target.Components];
        var sampled = new FailureSampling(graph, odds, seed).SwitchOff(off, samples);
        var hard = new Cascade(graph, Criticality.Hard).Follow(off);
        var hardNodes = hard.Nodes.ToHashSet();
        var hardServices = hard.Services.ToHashSet();
        var isOff = off.ToHashSet();
        var components = Order([.. Enumerable.Range(0, graph.Components).Where(c => sampled.Nodes[c] > 0 && !isOff.Contains(c))], sampled.Nodes, sampled.NodeSteps);
        var services = Order([.. Enumerable.Range(0, graph.Services).Where(s => sampled.Services[s] > 0)], sampled.Services, sampled.ServiceSteps);
        var totals = sampled.Totals.Order().ToArray();
        return new WhatIfResult
        {
            Target = target,
            Odds = odds,
            Samples = samples,
            Seed = seed,
            ServicesInAll = graph.Services,
            HardServices = hardServices.Count,
            Expected = sampled.Totals.Average(),
            Low = totals[(int)(0.05 * (samples - 1))],
            High = totals[(int)Math.Ceiling(0.95 * (samples - 1))],
            ComponentsReached = components.Length,
            ServicesReached = services.Length,
            Components = [.. components.Take(listed).Select(Component)],
            Services = [.. services.Take(listed).Select(Service)],
        };

        Falling Component(int component) => new()
        {
            Id = catalogue.Components[component].Id.ToString(),
            Name = catalogue.Components[component].Name,
            Probability = (double)sampled.Nodes[component] / samples,
            MeanStep = (double)sampled.NodeSteps[component] / sampled.Nodes[component],
            IsHard = hardNodes.Contains(component),
            Through = Likeliest(graph.ComponentNeeds.Targets(component, Criticality.Soft), graph.ComponentNeeds.Kinds(component)),
        };

        Falling Service(int service) => new()
        {
            Id = catalogue.Services[service].Id.ToString(),
            Name = catalogue.Services[service].Name,
            Probability = (double)sampled.Services[service] / samples,
            MeanStep = (double)sampled.ServiceSteps[service] / sampled.Services[service],
            IsHard = hardServices.Contains(service),
            Through = Likeliest(graph.Needs(service), graph.NeedKinds(service)),
        };

        IReadOnlyList<string> Likeliest(ReadOnlySpan<int> needs, ReadOnlySpan<ushort> kinds)
        {
            var (best, chance) = (-1, 0.0);
            for (var i = 0; i < needs.Length; i++)
            {
                var passed = sampled.Nodes[needs[i]] * odds.Of(graph.Kinds[kinds[i]]);
                (best, chance) = passed > chance ? (needs[i], passed) : (best, chance);
            }

            return best < 0 ? []
                : best < graph.Components ? [catalogue.Components[best].Id.ToString()]
                : [.. graph.Members(best - graph.Components).ToArray().Where(m => sampled.Nodes[m] > 0).Select(m => catalogue.Components[m].Id.ToString())];
        }
    }

    /// <summary>By wave, then the likeliest first, then by number, which is the order of the ids.</summary>
    private static int[] Order(int[] reached, int[] counts, long[] steps)
    {
        Array.Sort(reached, (a, b) =>
        {
            var order = Wave(a).CompareTo(Wave(b));
            order = order == 0 ? counts[b].CompareTo(counts[a]) : order;
            return order == 0 ? a.CompareTo(b) : order;
        });
        return reached;

        int Wave(int number) => Falling.WaveOf((double)steps[number] / counts[number]);
    }
}
