using Groundswell.Attribution;

namespace Groundswell.Tests.Attribution;

/// <summary>A few components, the services that need them, and what is known of both; words for the tests of attribution.</summary>
internal sealed class SmallWorld
{
    /// <summary>Minutes since the outages began, where a test does not say otherwise.</summary>
    public const int Onset = 20;

    private const double Information = 3;
    private const double Prior = 3e-4;

    private readonly AttributionGraphBuilder _builder;
    private readonly int _services;
    private AttributionEvidence? _evidence;
    private CauseFinder? _finder;

    /// <param name="services">How many there are.</param>
    /// <param name="components">One of each mechanism.</param>
    public SmallWorld(int services, params Mechanism[] components)
    {
        (_builder, _services) = (new AttributionGraphBuilder(components.Length, services), services);
        for (var i = 0; i < components.Length; i++)
        {
            _builder.SetComponent(i, $"component {i}", $"kind {i}", $"supplier {i}", "", components[i], Prior);
        }
    }

    public AttributionOptions Options { get; init; } = new();

    public AttributionEvidence Evidence => _evidence ??= new AttributionEvidence(_builder.Build());

    public CauseFinder Finder => _finder ??= new CauseFinder(Evidence.Graph, Options);

    /// <summary>These services need the component or group.</summary>
    public SmallWorld Serves(int source, Range services, double weight = 0.9)
    {
        foreach (var service in Each(services))
        {
            _builder.AddServiceEdge(source, service, weight, EdgeDefaults.MinutesToService);
        }

        return this;
    }

    /// <summary>A component breaks another.</summary>
    public SmallWorld Breaks(int source, int component, double weight = 0.9)
    {
        _builder.AddComponentEdge(source, component, weight, EdgeDefaults.MinutesToComponent);
        return this;
    }

    /// <inheritdoc cref="AttributionGraphBuilder.AddGroup"/>
    public int Group(int failsAt, params int[] members) => _builder.AddGroup(failsAt, members);

    /// <summary>Users report these services.</summary>
    public SmallWorld Down(Range services, double onset = Onset)
    {
        foreach (var service in Each(services))
        {
            Evidence.SetReports(service, 2 * Information, Information, onset);
        }

        return this;
    }

    /// <summary>These services would be reported, and are not.</summary>
    public SmallWorld Quiet(Range services)
    {
        foreach (var service in Each(services))
        {
            Evidence.SetReports(service, -Information, Information);
        }

        return this;
    }

    public AttributionResult Run() => Finder.Run(Evidence);

    /// <summary>Probability that the component is a cause, by a new run.</summary>
    public double ProbabilityOf(int component) => ProbabilityOf(Run(), component);

    /// <summary>Probability that the component is a cause; 0 if it is not ranked.</summary>
    public static double ProbabilityOf(AttributionResult result, int component)
    {
        foreach (var cause in result.Ranked)
        {
            if (cause.Component == component)
            {
                return cause.Probability;
            }
        }

        return 0;
    }

    /// <summary>Components that failed by themselves in the best explanation, by index.</summary>
    public static int[] Roots(AttributionResult result) => [.. result.Down.ToArray().Where(d => d.IsRoot).Select(d => d.Component).Order()];

    private IEnumerable<int> Each(Range services)
    {
        var (start, count) = services.GetOffsetAndLength(_services);
        return Enumerable.Range(start, count);
    }
}
