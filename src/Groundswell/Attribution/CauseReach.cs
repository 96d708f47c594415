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
    private readonly double[] _fit = new double[graph.ServiceCount];
    private readonly double[] _now = new double[graph.ServiceCount];
    private readonly double[] _stays = new double[graph.ServiceCount]; // up, whatever of what is on is still to come
    private readonly double[] _stayed = new double[graph.ServiceCount];
    private int _stamp;
    private int _reachable; // services that depend on what is on
    private double _mean;
    private double _variance;
    private int _count;

    public void Collect(Cascade cascade, ServiceField services, AttributionResult result)
    {
        _count = 0;
        for (var i = 0; i < cascade.SourcesOn; i++)
        {
            Reach(cascade.SourceOn(i), cascade, services);
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
        for (var i = 0; i < cascade.SourcesOn; i++)
        {
            Count(cascade.SourceOn(i), cascade, services, tables);
        }

        return AtLeast(least);
    }

    /// <summary>Notes what becomes of services because of what is on, to compare it with what is left of that.</summary>
    public void Note(Cascade cascade, ServiceField services, LagTables tables)
    {
        (_count, _stamp) = (0, _stamp + 1);
        Follow(cascade, tables);
        foreach (var service in _reached.AsSpan(0, _count))
        {
            (_fit[service], _now[service], _stayed[service], _stays[service]) = (services.Fit(service), services.Explained(service), _stays[service], 1);
        }
    }

    /// <summary>P(so many services or more were down, or would be, only because of what has been taken off since <see cref="Note"/> | what is known).</summary>
    public double AtLeastMore(int least, Cascade cascade, ServiceField services, LagTables tables)
    {
        (_mean, _variance, _reachable) = (0, 0, 0);
        Follow(cascade, tables);
        foreach (var service in _reached.AsSpan(0, _count))
        {
            var now = _now[service] * Math.Max(0, 1 - (services.Fit(service) / _fit[service]));
            var later = Math.Max(0, _stays[service] - _stayed[service]);
            Add(now + ((1 - _now[service]) * later));
        }

        return AtLeast(least);
    }

    private double AtLeast(int least) => _reachable < least ? 0 : 1 - Normal.Cumulative((least - 0.5 - _mean) / Math.Sqrt(Math.Max(_variance, LeastVariance)));

    private void Add(double down)
    {
        _reachable += down > 0 ? 1 : 0;
        _mean += down;
        _variance += down * (1 - down);
    }

    private void Follow(Cascade cascade, LagTables tables)
    {
        for (var i = 0; i < cascade.SourcesOn; i++)
        {
            Follow(cascade.SourceOn(i), cascade, tables);
        }
    }

    private void Follow(int source, Cascade cascade, LagTables tables)
    {
        var edges = graph.ToServices;
        var (severity, age) = (cascade.SeverityOf(source), cascade.AgeOf(source));
        for (var edge = edges.Start[source]; edge < edges.Start[source + 1]; edge++)
        {
            var service = edges.Target[edge];
            if (_counted[service] != _stamp)
            {
                (_counted[service], _stays[service], _reached[_count++]) = (_stamp, 1, service);
            }

            _stays[service] *= 1 - (edges.Weight[edge] * severity * (1 - tables.FailedBy(edges.Lag[edge], age)));
        }
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
            Add(now + ((1 - now) * later));
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
