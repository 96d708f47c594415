using System.Runtime.Intrinsics;

namespace Groundswell.Attribution;

internal sealed partial class Cascade
{
    private const double HopelessBelow = -5;
    private const double LeastOutlook = -6;
    private const double GreatestOutlook = 25;
    private const double LeastArrival = 1e-12;

    /// <summary>What the children of a source that are off would add if it were down, from what the upward pass saw of them.</summary>
    public double Below(int source)
    {
        var edges = _graph.ToComponents;
        var sum = 0.0;
        for (var edge = edges.Start[source]; edge < edges.Start[source + 1]; edge++)
        {
            var child = edges.Target[edge];
            if (!IsOn(child))
            {
                var weight = edges.Weight[edge] * MeanSeverity;
                sum += Math.Log(1 - weight + (weight * Math.Exp(Math.Clamp(Outlook[child], LeastOutlook, GreatestOutlook))));
            }
        }

        return sum;
    }

    /// <summary>About what a component that is off would add as a further root.</summary>
    public double RootGain(int component)
    {
        Span<double> gains = stackalloc double[AgeGrid.MostCoarse];
        gains.Clear();
        _services.AddGainsByAge(component, _services.Coarse, AgeGrid.MostCoarse, MeanSeverity, _mechanism[component], gains);
        var sum = double.NegativeInfinity;
        var arrival = _components.Prior(component) / _options.WindowMinutes * _components.Probes(component, _mechanism[component]);
        for (var i = 0; i < gains.Length; i++)
        {
            sum = Math.Max(sum, gains[i] + Math.Log(arrival * _grid.CoarseWidths[i] * _components.Notices(component, _grid.CoarseAges[i])));
        }

        return sum + Below(component);
    }

    /// <summary>P(it goes down in a cell of the grid | what is on) times the likelihood of its probes.</summary>
    private double Arrival(int component, int cell)
    {
        if (_isRoot[component])
        {
            return _components.Prior(component) / _options.WindowMinutes * _grid.Widths[cell] * _components.Probes(component, _mechanism[component]);
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

    /// <summary>P(what failed somewhere in one cell fails a dependant in another | it fails it at all).</summary>
    private double Passage(byte lag, int from, int to)
    {
        var (cause, effect, half, otherHalf) = (_grid.Ages[from], _grid.Ages[to], _grid.Widths[from] / 2, _grid.Widths[to] / 2);
        var apart = cause - effect;
        var sum = _tables.Mounting(lag, apart + half + otherHalf) - _tables.Mounting(lag, apart - half + otherHalf)
            - _tables.Mounting(lag, apart + half - otherHalf) + _tables.Mounting(lag, apart - half - otherHalf);
        return Math.Max(0, sum) / (2 * half);
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

    private double FailedBy(byte lag, int age) => _tables.FailedBy[(lag * LagTables.Minutes) + Math.Min(age, LagTables.Minutes - 1)];

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

    /// <summary>Tries whatever depends on a component that was put on, causes before effects.</summary>
    private void Spread(int component)
    {
        _waitingCount = 0;
        _spreading++;
        Await(component);
        while (_waitingCount > 0 && OnCount < Hypothesis.MostOn)
        {
            var next = _waiting[--_waitingCount];
            if (!IsOn(next) && Takes(next))
            {
                Await(next);
            }
        }
    }

    /// <summary>Puts a component on if what is known speaks for it, given what is on.</summary>
    private bool Takes(int component)
    {
        if (Outlook[component] < HopelessBelow)
        {
            return false;
        }

        var count = Values(component, out var best, out var sum);
        if (count == 0)
        {
            return false;
        }

        var difference = sum - Math.Log(Spared(component));
        if (difference + Below(component) > 0)
        {
            TurnOn(component, best, MeanSeverity);
            _correction[component] = sum - _values[best] + Math.Log(1 + Math.Exp(-Math.Abs(difference)));
            return true;
        }

        _offCorrection += Math.Log(1 + Math.Exp(Math.Min(0, difference)));
        return false;
    }

    /// <summary>Puts a component on at its likeliest age and severity.</summary>
    private void Place(int component)
    {
        var count = Values(component, out var best, out var sum);
        var cell = count == 0 ? 0 : best;
        var chosen = 0;
        var (top, total) = (double.NegativeInfinity, 0.0);
        Span<double> values = stackalloc double[Severities.Length];
        SeverityValues(component, cell, values);
        for (var i = 0; i < Severities.Length; i++)
        {
            if (values[i] > top)
            {
                (top, chosen) = (values[i], i);
            }
        }

        for (var i = 0; i < Severities.Length; i++)
        {
            total += SeverityShares[i] * Math.Exp(values[i] - top);
        }

        TurnOn(component, cell, Severities[chosen]);
        _correction[component] = (count == 0 ? 0 : sum - _values[best]) + Math.Log(total);
    }

    /// <summary>Lines up what a component breaks directly or through groups that failed with it.</summary>
    private void Await(int component)
    {
        AwaitChildren(component);
        foreach (var group in GroupsOf(component))
        {
            if (_cell[_graph.ComponentCount + group] != NotOn)
            {
                AwaitChildren(_graph.ComponentCount + group);
            }
        }
    }

    private void AwaitChildren(int source)
    {
        var edges = _graph.ToComponents;
        for (var edge = edges.Start[source]; edge < edges.Start[source + 1]; edge++)
        {
            var child = edges.Target[edge];
            if (_tried[child] == _spreading || IsOn(child))
            {
                continue;
            }

            _tried[child] = _spreading;
            var at = _waitingCount++;
            for (; at > 0 && _graph.Rank[_waiting[at - 1]] < _graph.Rank[child]; at--)
            {
                _waiting[at] = _waiting[at - 1];
            }

            _waiting[at] = child;
        }
    }

    private void SeverityValues(int component, int cell, Span<double> values)
    {
        values.Clear();
        var vector = Vector256.Create<double>(Severities);
        var age = _grid.Ages[cell];
        _services.AddGainsBySeverity(component, age, vector, _mechanism[component], values);
        foreach (var group in GroupsOf(component))
        {
            if (_membersOn[group] + 1 == _graph.FailsAt[group])
            {
                _services.AddGainsBySeverity(_graph.ComponentCount + group, Math.Min(age, YoungestMember(group)), vector, _mechanism[component], values);
            }
        }

        for (var i = 0; i < Severities.Length; i++)
        {
            values[i] += ChildrenGiven(component, cell, Severities[i]);
        }
    }

    /// <summary>ln of what each age of a component that is off is worth if it were put on, by cell, into <see cref="_values"/>.</summary>
    /// <returns>How many cells may be; 0 where none may.</returns>
    private int Values(int component, out int best, out double sum)
    {
        var count = 0;
        for (var cell = 0; cell < _grid.Count; cell++)
        {
            var arrival = Arrival(component, cell);
            _values[cell] = double.NegativeInfinity;
            if (arrival > 2 * LeastArrival)
            {
                _values[cell] = Math.Log(arrival * _components.Notices(component, _grid.Ages[cell]));
                count = cell + 1;
            }
        }

        best = 0;
        sum = double.NegativeInfinity;
        if (count == 0)
        {
            return 0;
        }

        AddServiceGains(component, count, _values);
        for (var cell = 0; cell < count; cell++)
        {
            _values[cell] += double.IsNegativeInfinity(_values[cell]) ? 0 : ChildrenGiven(component, cell, MeanSeverity);
            best = _values[cell] > _values[best] ? cell : best;
        }

        var total = 0.0;
        for (var cell = 0; cell < count; cell++)
        {
            total += Math.Exp(_values[cell] - _values[best]);
        }

        sum = _values[best] + Math.Log(total);
        return count;
    }

    /// <summary>Of the component's own dependants, and of those of groups that would fail with it.</summary>
    private void AddServiceGains(int component, int cells, Span<double> gains)
    {
        _services.AddGainsByAge(component, _services.Fine, cells, MeanSeverity, _mechanism[component], gains);
        foreach (var group in GroupsOf(component))
        {
            if (_membersOn[group] + 1 != _graph.FailsAt[group])
            {
                continue;
            }

            var (source, others, capped) = (_graph.ComponentCount + group, YoungestMember(group), double.NaN);
            for (var cell = 0; cell < cells; cell++)
            {
                // From the others' age on it is theirs.
                var age = Math.Min(_grid.Ages[cell], others);
                var gain = age == others && !double.IsNaN(capped) ? capped : _services.Gain(source, age, MeanSeverity, _mechanism[component]);
                capped = age == others ? gain : capped;
                gains[cell] += gain;
            }
        }
    }

    /// <summary>ln of how well the component's children, on or off, fit if it is on since then.</summary>
    private double ChildrenGiven(int component, int cell, double severity)
    {
        var edges = _graph.ToComponents;
        var sum = 0.0;
        for (var edge = edges.Start[component]; edge < edges.Start[component + 1]; edge++)
        {
            var child = edges.Target[edge];
            if (!IsOn(child))
            {
                var weight = edges.Weight[edge] * severity * FailedBy(edges.Lag[edge], _grid.Ages[cell]);
                sum += Math.Log(1 - weight);
            }
            else if (!_isRoot[child])
            {
                var without = Arrival(child, _cell[child]);
                var share = cell < _cell[child] ? 0 : Passage(edges.Lag[edge], cell, _cell[child]);
                sum += Math.Log((without + (edges.Weight[edge] * severity * share * _components.Probes(child, _mechanism[component]))) / without);
            }
        }

        return sum;
    }
}
