namespace Groundswell.Attribution;

/// <summary>Which services what is on accounts for, and through which component.</summary>
internal sealed class CauseReach(AttributionGraph graph)
{
    /// <summary>Below this a service counts as up, or as down for reasons of its own.</summary>
    private const double LeastProbability = 0.01;

    private const double LeastVariance = 0.1;

    private readonly int[] _via = new int[graph.ServiceCount];
    private readonly double[] _pull = new double[graph.ServiceCount];
    private readonly int[] _reached = new int[graph.ServiceCount];
    private readonly int[] _counted = new int[graph.ServiceCount];
    private int _stamp;
    private int _reachable; // services that depend on what is on
    private double _mean;
    private double _variance;
    private int _count;

    public void Collect(Cascade cascade, ServiceField services, AttributionResult result)
    {
        _count = 0;
        foreach (var component in cascade.On)
        {
            Reach(component, cascade, services);
        }

        foreach (var group in cascade.GroupsOn)
        {
            Reach(graph.ComponentCount + group, cascade, services);
        }

        var reached = _reached.AsSpan(0, _count);
        reached.Sort();
        foreach (var service in reached)
        {
            _pull[service] = 0;
            var probability = services.Explained(service);
            if (probability >= LeastProbability)
            {
                result.AddExplained(new ExplainedService(service, probability, _via[service]));
            }
        }
    }

    /// <summary>P(so many services or more are down, or will be, because of what is on | what is known).</summary>
    public double AtLeast(int least, Cascade cascade, ServiceField services, LagTables tables)
    {
        (_mean, _variance, _reachable) = (0, 0, 0);
        _stamp++;
        foreach (var component in cascade.On)
        {
            Count(component, cascade, services, tables);
        }

        foreach (var group in cascade.GroupsOn)
        {
            Count(graph.ComponentCount + group, cascade, services, tables);
        }

        return _reachable < least ? 0 : 1 - Normal.Cumulative((least - 0.5 - _mean) / Math.Sqrt(Math.Max(_variance, LeastVariance)));
    }

    private void Count(int source, Cascade cascade, ServiceField services, LagTables tables)
    {
        var edges = graph.ToServices;
        var (severity, age) = (cascade.SeverityOf(source), cascade.AgeOf(source));
        for (var edge = edges.Start[source]; edge < edges.Start[source + 1]; edge++)
        {
            var service = edges.Target[edge];
            if (_counted[service] == _stamp)
            {
                continue;
            }

            _counted[service] = _stamp;
            var now = services.Explained(service);
            var later = edges.Weight[edge] * severity * (1 - tables.FailedBy(edges.Lag[edge], age));
            var down = now + ((1 - now) * later);
            _reachable++;
            _mean += down;
            _variance += down * (1 - down);
        }
    }

    private void Reach(int source, Cascade cascade, ServiceField services)
    {
        var edges = graph.ToServices;
        for (var edge = edges.Start[source]; edge < edges.Start[source + 1]; edge++)
        {
            var service = edges.Target[edge];
            var pull = services.PullFit(service, edges.Weight[edge] * cascade.SeverityOf(source), edges.Lag[edge], cascade.AgeOf(source), cascade.MechanismOf(source));
            if (_pull[service] == 0)
            {
                _reached[_count++] = service;
            }

            if (pull > _pull[service])
            {
                (_pull[service], _via[service]) = (pull, cascade.FailedWith(source));
            }
            else if (_pull[service] == 0)
            {
                (_pull[service], _via[service]) = (double.Epsilon, cascade.FailedWith(source));
            }
        }
    }
}
