namespace Groundswell.Attribution;

internal sealed partial class Cascade
{
    private const double LeastArrival = 1e-12;

    private static readonly byte UsualLag = (byte)LagTables.LagClass(3);

    /// <summary>P(it goes down in a cell of the grid | what is on) times the likelihood of its probes.</summary>
    private double Arrival(int component, int cell)
    {
        if (_isRoot[component])
        {
            return (_components.Prior(component) / _options.WindowMinutes * _grid.Masses[cell] * _components.Probes(component, _mechanism[component])) + ArrivalUnseen(component, cell);
        }

        var parents = _graph.Parents;
        var sum = 0.0;
        for (var edge = parents.Start[component]; edge < parents.Start[component + 1]; edge++)
        {
            var parent = parents.Target[edge];
            if (_cell[parent] >= cell)
            {
                sum += parents.Weight[edge] * _severity[parent] * Passage(parents.Lag[edge], _cell[parent], cell) * _components.Probes(component, _mechanism[parent]);
            }
        }

        return sum + LeastArrival;
    }

    /// <summary>The same by cell.</summary>
    private void Arrivals(int component, Span<double> arrivals)
    {
        if (_isRoot[component])
        {
            for (var cell = 0; cell < arrivals.Length; cell++)
            {
                arrivals[cell] = Arrival(component, cell);
            }

            return;
        }

        var parents = _graph.Parents;
        arrivals.Clear();
        for (var edge = parents.Start[component]; edge < parents.Start[component + 1]; edge++)
        {
            var parent = parents.Target[edge];
            for (var cell = 0; cell <= _cell[parent]; cell++)
            {
                arrivals[cell] += parents.Weight[edge] * _severity[parent] * Passage(parents.Lag[edge], _cell[parent], cell) * _components.Probes(component, _mechanism[parent]);
            }
        }

        foreach (ref var arrival in arrivals)
        {
            arrival += LeastArrival;
        }
    }

    /// <summary>The same through needs that are not known, of what else is on.</summary>
    private double ArrivalUnseen(int component, int cell)
    {
        if (_graph.Unseen is not { } unseen || !unseen.Has(component))
        {
            return 0;
        }

        var hasBroken = HasChildOn(component);
        var sum = 0.0;
        foreach (var other in On)
        {
            // What it may have broken itself does not explain it.
            if (other != component && _cell[other] >= cell && (_isRoot[other] || !hasBroken))
            {
                sum += unseen.Weight(component, other) * _severity[other] * Passage(UsualLag, _cell[other], cell) * _components.Probes(component, _mechanism[other]);
            }
        }

        return sum;
    }

    private bool HasChildOn(int component)
    {
        var edges = _graph.ToComponents;
        for (var edge = edges.Start[component]; edge < edges.Start[component + 1]; edge++)
        {
            if (IsOn(edges.Target[edge]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>P(no parent that is on has brought it down by now).</summary>
    private double Spared(int component)
    {
        var parents = _graph.Parents;
        var product = 1.0;
        for (var edge = parents.Start[component]; edge < parents.Start[component + 1]; edge++)
        {
            var parent = parents.Target[edge];
            if (_cell[parent] != NotOn)
            {
                product *= 1 - (parents.Weight[edge] * _severity[parent] * FailedBy(parents.Lag[edge], AgeOf(parent)));
            }
        }

        return product;
    }

    private bool IsHopeless(int component) => _outlookAlone[component] < HopelessBelow;

    private double FailedBy(byte lag, int age) => _tables.FailedBy(lag, age);

    /// <summary>ln P(children of a source that are off were spared), each counted once a scoring.</summary>
    private double SparedChildren(int source)
    {
        var edges = _graph.ToComponents;
        var sum = 0.0;
        for (var edge = edges.Start[source]; edge < edges.Start[source + 1]; edge++)
        {
            var child = edges.Target[edge];
            if (!IsOn(child) && _counted[child] != _stamp)
            {
                _counted[child] = _stamp;
                sum += Math.Log(Spared(child));
            }
        }

        return sum;
    }
}
