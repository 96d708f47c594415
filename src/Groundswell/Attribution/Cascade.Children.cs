namespace Groundswell.Attribution;

internal sealed partial class Cascade
{
    /// <summary>Adds, by cell, ln of how well the component's children, on or off, fit if it is on since then.</summary>
    /// <param name="component">The component.</param>
    /// <param name="cells">How many, from the first; those that hold negative infinity may not be.</param>
    /// <param name="ahead">With what children that are off may add, not with their being spared.</param>
    /// <param name="except">An edge that is left out.</param>
    /// <param name="values">Added to.</param>
    private void AddChildrenByAge(int component, int cells, bool ahead, int except, Span<double> values)
    {
        var edges = _graph.ToComponents;
        Span<double> sums = stackalloc double[AgeGrid.Most];
        sums.Clear();
        for (var edge = edges.Start[component]; edge < edges.Start[component + 1]; edge++)
        {
            var child = edges.Target[edge];
            if (edge == except)
            {
                continue;
            }

            if (!IsOn(child) && ahead)
            {
                AddAhead(edge, _mechanism[component], sums[..cells]);
            }
            else if (!IsOn(child))
            {
                AddSpared(edge, sums[..cells]);
            }
            else if (!_isRoot[child])
            {
                // What fails after the child did has no part in it.
                var (at, without, probes) = (_cell[child], Arrival(child, _cell[child]), _components.Probes(child, _mechanism[component]));
                for (var cell = at; cell < cells; cell++)
                {
                    sums[cell] += Math.Log((without + (edges.Weight[edge] * MeanSeverity * Passage(edges.Lag[edge], cell, at) * probes)) / without);
                }
            }
        }

        for (var cell = 0; cell < cells; cell++)
        {
            values[cell] += double.IsNegativeInfinity(values[cell]) ? 0 : sums[cell];
        }
    }

    /// <summary>The same of one cell, by severity.</summary>
    private void AddChildrenBySeverity(int component, int cell, bool ahead, Span<double> values)
    {
        var edges = _graph.ToComponents;
        var mechanism = _mechanism[component];
        Span<double> sums = stackalloc double[Severities.Length];
        sums.Clear();
        for (var edge = edges.Start[component]; edge < edges.Start[component + 1]; edge++)
        {
            var (child, weight) = (edges.Target[edge], edges.Weight[edge]);
            if (!IsOn(child) && ahead)
            {
                var coarse = _grid.CoarseOf(cell);
                var fit = Outlook.Fit(edge, coarse);
                for (var i = 0; i < sums.Length; i++)
                {
                    sums[i] += Math.Log(Outlook.Given(edge, coarse, Severities[i], mechanism, fit));
                }
            }
            else if (!IsOn(child))
            {
                var failed = FailedBy(edges.Lag[edge], _grid.Ages[cell]);
                for (var i = 0; i < sums.Length; i++)
                {
                    sums[i] += Math.Log(1 - (weight * Severities[i] * failed));
                }
            }
            else if (!_isRoot[child] && cell >= _cell[child])
            {
                var without = Arrival(child, _cell[child]);
                var (share, probes) = (Passage(edges.Lag[edge], cell, _cell[child]), _components.Probes(child, mechanism));
                for (var i = 0; i < sums.Length; i++)
                {
                    sums[i] += Math.Log((without + (weight * Severities[i] * share * probes)) / without);
                }
            }
        }

        for (var i = 0; i < sums.Length; i++)
        {
            values[i] += sums[i];
        }
    }

    /// <summary>By cell, what the upward pass saw of a child that is off.</summary>
    private void AddAhead(int edge, Mechanism mechanism, Span<double> sums)
    {
        var (coarse, given) = (-1, 0.0);
        for (var cell = 0; cell < sums.Length; cell++)
        {
            if (_grid.CoarseOf(cell) != coarse)
            {
                coarse = _grid.CoarseOf(cell);
                given = Math.Log(Outlook.Given(edge, coarse, MeanSeverity, mechanism));
            }

            sums[cell] += given;
        }
    }
}
