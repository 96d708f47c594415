namespace Groundswell.Attribution;

/// <summary>Collects what depends on what, by index, and makes a graph of it. The same calls make the same graph.</summary>
public sealed class AttributionGraphBuilder
{
    /// <summary>No edge is certain: a weight of 1 could never be contradicted.</summary>
    public const double GreatestWeight = 0.995;

    private const double LeastGuessOfService = 0.02; // five chance outages
    private const double LeastGuessOfComponent = 0.02;
    private const double MissedOfSuppliers = 0.55;
    private const double UnseenCounted = 0.15; // of what is missed: most further causes are causes (docs/attribution.md)
    private const double LeastPrior = 1e-9;
    private const double GreatestPrior = 0.5;

    private readonly string[] _names;
    private readonly string[] _kinds;
    private readonly string[] _providers;
    private readonly string[] _regions;
    private readonly Mechanism[] _mechanisms;
    private readonly double[] _priors;
    private readonly float[] _stray;
    private readonly bool[] _isComplete;
    private readonly EdgeList _toServices = new();
    private readonly EdgeList _toComponents = new();
    private readonly EdgeList _members = new();
    private readonly List<int> _failsAt = [];

    /// <param name="components">How many there are.</param>
    /// <param name="services">How many there are.</param>
    public AttributionGraphBuilder(int components, int services)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(components);
        ArgumentOutOfRangeException.ThrowIfNegative(services);
        (_names, _kinds, _providers, _regions) = (new string[components], new string[components], new string[components], new string[components]);
        (_mechanisms, _priors) = (new Mechanism[components], new double[components]);
        (_stray, _isComplete) = (new float[services], new bool[services]);
        Array.Fill(_names, "");
        Array.Fill(_kinds, "");
        Array.Fill(_providers, "");
        Array.Fill(_regions, "");
        Array.Fill(_mechanisms, Mechanism.Application);
        Array.Fill(_priors, LeastPrior);
    }

    /// <param name="component">Its index.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="kind">Components of one kind serve the same purpose.</param>
    /// <param name="provider">Who supplies it.</param>
    /// <param name="region">Its region, or empty.</param>
    /// <param name="mechanism">What its dependants look like when it fails.</param>
    /// <param name="prior">P(it fails by itself within the window).</param>
    public void SetComponent(int component, string name, string kind, string provider, string region, Mechanism mechanism, double prior)
    {
        (_names[component], _kinds[component], _providers[component], _regions[component]) = (name, kind, provider, region);
        (_mechanisms[component], _priors[component]) = (mechanism, Math.Clamp(prior, LeastPrior, GreatestPrior));
    }

    /// <summary>P(users report this service while something else is at fault); 0 unless told, and large for those who carry the others' traffic.</summary>
    public void SetStray(int service, double probability) => _stray[service] = (float)Math.Clamp(probability, 0, 0.9);

    /// <summary>All that this service depends on is known, as of a supplier's own page: nothing is guessed for it.</summary>
    public void SetComplete(int service) => _isComplete[service] = true;

    /// <summary>A group of components that fails when so many of them have.</summary>
    /// <returns>The source that stands for it in edges.</returns>
    public int AddGroup(int failsAt, ReadOnlySpan<int> members)
    {
        foreach (var member in members)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)member, (uint)_priors.Length, nameof(members));
        }

        var group = _failsAt.Count;
        _failsAt.Add(Math.Clamp(failsAt, 1, Math.Max(1, members.Length)));
        foreach (var member in members)
        {
            _members.Add(group, member, 1, 0);
        }

        return _priors.Length + group;
    }

    /// <param name="source">A component, or what <see cref="AddGroup"/> gave.</param>
    /// <param name="service">What needs it.</param>
    /// <param name="weight">P(the service fails | the source fails wholly).</param>
    /// <param name="lagMinutes">Median minutes from one to the other.</param>
    public void AddServiceEdge(int source, int service, double weight, double lagMinutes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)source, (uint)(_priors.Length + _failsAt.Count), nameof(source));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)service, (uint)_stray.Length, nameof(service));
        _toServices.Add(source, service, Math.Clamp(weight, 0, GreatestWeight), lagMinutes);
    }

    /// <param name="source">A component, or what <see cref="AddGroup"/> gave.</param>
    /// <param name="component">What needs it.</param>
    /// <param name="weight">P(the component fails | the source fails wholly).</param>
    /// <param name="lagMinutes">Median minutes from one to the other.</param>
    public void AddComponentEdge(int source, int component, double weight, double lagMinutes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)source, (uint)(_priors.Length + _failsAt.Count), nameof(source));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)component, (uint)_priors.Length, nameof(component));
        _toComponents.Add(source, component, Math.Clamp(weight, 0, GreatestWeight), lagMinutes);
    }

    /// <param name="missed">Share of the services' edges that discovery misses, 0 to 0.5: likely ones are guessed (docs/attribution.md). 0 guesses none.</param>
    public AttributionGraph Build(double missed = 0)
    {
        var sources = _priors.Length + _failsAt.Count;
        var parts = new Parts
        {
            ComponentNames = [.. _names],
            Kinds = [.. _kinds],
            Providers = [.. _providers],
            Regions = [.. _regions],
            Mechanisms = [.. _mechanisms],
            Priors = [.. _priors],
            Stray = [.. _stray],
            ToServices = _toServices.Sorted(sources),
            ToComponents = _toComponents.Sorted(sources),
            Members = _members.Sorted(_failsAt.Count),
            FailsAt = [.. _failsAt],
        };
        if (missed > 0)
        {
            var (services, dependants) = (_toServices.Copy(), _toComponents.Copy());
            new LatentEdges(parts, parts.ToServices, _isComplete, Math.Min(missed, 0.5), LeastGuessOfService, services).Find();

            // What is inside a supplier's region is known from the supplier; what suppliers buy is published more often than what services do.
            bool[] isInside = [.. _regions.Select(region => region.Length > 0)];
            new LatentEdges(parts, parts.ToComponents, isInside, Math.Min(missed, 0.5) * MissedOfSuppliers, LeastGuessOfComponent, dependants).Find();
            parts = parts with
            {
                ToServices = services.Sorted(sources),
                ToComponents = dependants.Sorted(sources),
                Unseen = new UnseenNeeds(parts, isInside, Math.Min(missed, 0.5) * MissedOfSuppliers * UnseenCounted),
            };
        }

        return new AttributionGraph(parts);
    }

    internal sealed record Parts
    {
        public required string[] ComponentNames { get; init; }

        public required string[] Kinds { get; init; }

        public required string[] Providers { get; init; }

        public required string[] Regions { get; init; }

        public required Mechanism[] Mechanisms { get; init; }

        public required double[] Priors { get; init; }

        public required float[] Stray { get; init; }

        public required Adjacency ToServices { get; init; }

        public required Adjacency ToComponents { get; init; }

        public required Adjacency Members { get; init; }

        public required int[] FailsAt { get; init; }

        public UnseenNeeds? Unseen { get; init; }
    }
}
