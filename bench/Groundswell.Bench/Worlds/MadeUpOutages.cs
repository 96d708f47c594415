using Groundswell.Attribution;

namespace Groundswell.Bench.Worlds;

/// <summary>
/// A world of 10³ components in cloud regions and at suppliers, services that need seven of them each in the mean, some of two regions at once,
/// and outages in it: causes drawn at random, what goes down with them, and what reports, probes and notices then show.
/// </summary>
internal sealed class MadeUpOutages
{
    public const int Components = (Regions * RegionKinds) + 280;
    private const int Regions = 90;
    private const int RegionKinds = 8;
    private const int FewestAffected = 6;
    private const int FirstSupplier = Regions * RegionKinds;

    // By kind within a region: network, endpoint records, storage, database, queue, compute, balancer, functions.
    private static readonly Mechanism[] RegionMechanisms =
        [Mechanism.Network, Mechanism.EndpointRecord, Mechanism.Application, Mechanism.Application, Mechanism.Application, Mechanism.Compute, Mechanism.LoadBalancer, Mechanism.Application];

    private static readonly double[] RegionWeights = [0.7, 0, 0.5, 0.8, 0.41, 0.8, 0.85, 0.64];
    private static readonly double[] RegionUses = [0.31, 0, 0.38, 0.46, 0.21, 0.84, 0.6, 0.26];
    private static readonly (int From, int To, double Weight)[] Inside =
        [(0, 6, 0.9), (0, 5, 0.82), (0, 7, 0.82), (0, 3, 0.68), (0, 4, 0.65), (0, 2, 0.59), (1, 3, 0.95), (3, 5, 0.43), (3, 7, 0.62), (3, 4, 0.43), (5, 7, 0.61), (5, 6, 0.37), (2, 7, 0.22)];

    private static readonly (int Count, Mechanism Mechanism, double Weight, double Uses)[] Suppliers =
    [
        (20, Mechanism.NameServers, 0.9, 0.85), (20, Mechanism.Edge, 0.88, 0.65), (15, Mechanism.Certificates, 0.08, 1), (25, Mechanism.Application, 0.55, 0.3),
        (25, Mechanism.Application, 0.45, 0.3), (15, Mechanism.Application, 0.04, 0.3), (110, Mechanism.Compute, 0.92, 0.25), (50, Mechanism.Network, 0.12, 0.3),
    ];

    // What a failure of each mechanism mostly looks like; the rest is a timeout.
    private static readonly FailureMode[] Looks =
        [FailureMode.NameServerFailure, FailureMode.EmptyAnswer, FailureMode.Timeout, FailureMode.Refused, FailureMode.ServerError, FailureMode.ServerError, FailureMode.Tls, FailureMode.ServerError];

    private readonly Random _random;
    private readonly List<(int Target, bool IsService, float Weight)>[] _out;
    private readonly Mechanism[] _mechanisms = new Mechanism[Components];
    private readonly double[] _information;

    public MadeUpOutages(int services, int seed)
    {
        _random = new Random(seed);
        _out = [.. Enumerable.Range(0, Components).Select(_ => new List<(int, bool, float)>())];
        _information = [.. Enumerable.Range(0, services).Select(_ => Math.Min(4, 0.2 + (0.064 / (1 - _random.NextDouble()))))];
        Graph = Build(services);
    }

    public AttributionGraph Graph { get; }

    /// <summary>Fills the evidence with an outage that so many components cause, as it looks after so many minutes.</summary>
    /// <returns>The causes.</returns>
    public IReadOnlyList<int> Draw(AttributionEvidence evidence, int causes, double minutes)
    {
        while (true)
        {
            var roots = new HashSet<int>();
            while (roots.Count < causes)
            {
                roots.Add(_random.Next(Components));
            }

            var (components, services) = (new Dictionary<int, double>(), new Dictionary<int, double>());
            if (roots.All(root => Spread(root, components, services) >= FewestAffected))
            {
                Show(evidence, minutes, components, services);
                return [.. roots];
            }
        }
    }

    private AttributionGraph Build(int services)
    {
        var builder = new AttributionGraphBuilder(Components, services);
        for (var region = 0; region < Regions; region++)
        {
            for (var kind = 0; kind < RegionKinds; kind++)
            {
                Name(builder, (region * RegionKinds) + kind, $"kind{kind}", $"cloud{region % 3}", $"r{region}", RegionMechanisms[kind]);
            }

            foreach (var (from, to, weight) in Inside)
            {
                NeedOfComponent(builder, (region * RegionKinds) + from, (region * RegionKinds) + to, weight);
            }
        }

        var first = FirstSupplier;
        foreach (var supplier in Suppliers)
        {
            for (var i = first; i < first + supplier.Count; i++)
            {
                Name(builder, i, $"supplier{first}", $"supplier{i}", "", supplier.Mechanism);
                NeedOfComponent(builder, (Popular(Regions) * RegionKinds) + 5, i, 0.8);
                NeedOfComponent(builder, (Popular(Regions) * RegionKinds) + 3, i, 0.6);
            }

            first += supplier.Count;
        }

        for (var service = 0; service < services; service++)
        {
            AddNeeds(builder, service);
        }

        return builder.Build();
    }

    private void AddNeeds(AttributionGraphBuilder builder, int service)
    {
        var region = Popular(Regions);
        var other = _random.NextDouble() < 0.15 ? (region + 3) % Regions : region;
        for (var kind = 0; kind < RegionKinds; kind++)
        {
            if (_random.NextDouble() >= RegionUses[kind])
            {
                continue;
            }

            var component = (region * RegionKinds) + kind;
            if (other == region)
            {
                NeedOfService(builder, component, service, RegionWeights[kind]);
            }
            else
            {
                // Both would have to fail, which one or two causes hardly bring about: no part of what Spread follows.
                builder.AddServiceEdge(builder.AddGroup(2, [component, (other * RegionKinds) + kind]), service, RegionWeights[kind], 2);
            }
        }

        var first = FirstSupplier;
        foreach (var supplier in Suppliers)
        {
            if (_random.NextDouble() < supplier.Uses)
            {
                NeedOfService(builder, first + Popular(supplier.Count), service, supplier.Weight);
            }

            first += supplier.Count;
        }
    }

    private void Name(AttributionGraphBuilder builder, int component, string kind, string provider, string region, Mechanism mechanism)
    {
        _mechanisms[component] = mechanism;
        builder.SetComponent(component, $"{provider} {region} {kind}", kind, provider, region, mechanism, 3e-4);
    }

    private void NeedOfComponent(AttributionGraphBuilder builder, int source, int component, double weight)
    {
        builder.AddComponentEdge(source, component, weight, 3);
        _out[source].Add((component, false, (float)weight));
    }

    private void NeedOfService(AttributionGraphBuilder builder, int source, int service, double weight)
    {
        builder.AddServiceEdge(source, service, weight, 2);
        _out[source].Add((service, true, (float)weight));
    }

    /// <summary>Index of a few, the first of which are chosen most, as 1/rank.</summary>
    private int Popular(int count) => (int)Math.Pow(count + 1, _random.NextDouble()) - 1;

    /// <summary>Follows what a component takes along; minutes after the cause, by what goes down.</summary>
    /// <returns>Services that went down because of it.</returns>
    private int Spread(int root, Dictionary<int, double> components, Dictionary<int, double> services)
    {
        var waiting = new Queue<int>([root]);
        components.TryAdd(root, 0);
        var affected = 0;
        while (waiting.TryDequeue(out var source))
        {
            var severity = 0.5 + (0.5 * _random.NextDouble());
            foreach (var (target, isService, weight) in _out[source])
            {
                var at = components[source] + (4 * _random.NextDouble());
                if (_random.NextDouble() >= weight * severity || !(isService ? services : components).TryAdd(target, at))
                {
                    continue;
                }

                affected += isService ? 1 : 0;
                if (!isService)
                {
                    waiting.Enqueue(target);
                }
            }
        }

        return affected;
    }

    private void Show(AttributionEvidence evidence, double minutes, Dictionary<int, double> components, Dictionary<int, double> services)
    {
        evidence.Clear();
        for (var service = 0; service < _information.Length; service++)
        {
            var isDown = services.TryGetValue(service, out var at) && at <= minutes;
            var shownAt = at - ((2.5 + (6 / _information[service])) * Math.Log(1 - _random.NextDouble()));
            var isShown = (isDown && shownAt <= minutes && _random.NextDouble() < 0.92) || _random.NextDouble() < 0.02;
            var mean = _information[service] * (isShown ? 1 : -1);
            if (_random.NextDouble() < 0.85)
            {
                var factor = Math.Clamp(mean + (Math.Sqrt(2 * _information[service]) * Gauss()), -8, 12);
                evidence.SetReports(service, factor, _information[service], isShown ? Math.Max(0, minutes - shownAt) : AttributionEvidence.Unknown);
            }

            if (service % 4 == 0)
            {
                var fails = _random.NextDouble() < (isDown ? 0.8 : 0.01);
                if (fails)
                {
                    evidence.AddServiceProbesFailing(service, isDown ? FailureMode.ServerError : FailureMode.Timeout);
                }
                else
                {
                    evidence.AddServiceProbesWell(service);
                }
            }
        }

        for (var component = 0; component < Components; component++)
        {
            ShowComponent(evidence, component, minutes, components.TryGetValue(component, out var at) && at <= minutes ? minutes - at : null);
        }
    }

    private void ShowComponent(AttributionEvidence evidence, int component, double minutes, double? age)
    {
        evidence.SetFeed(component);
        if (age is not null && _random.NextDouble() < 0.55)
        {
            var posted = age.Value - 5 + (25 * Math.Log(1 - _random.NextDouble()));
            if (posted >= 0)
            {
                evidence.SetNotice(component, Math.Min(posted, minutes));
            }
        }

        if (component % 3 == 0)
        {
            return; // not probed
        }

        if (_random.NextDouble() < (age is null ? 0.01 : 0.85))
        {
            evidence.AddComponentProbesFailing(component, age is null || _random.NextDouble() < 0.3 ? FailureMode.Timeout : Looks[(int)_mechanisms[component]]);
        }
        else
        {
            evidence.AddComponentProbesWell(component);
        }
    }

    private double Gauss() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
