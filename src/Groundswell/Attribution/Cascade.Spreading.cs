using System.Runtime.Intrinsics;

namespace Groundswell.Attribution;

internal sealed partial class Cascade
{
    private const int NoEdge = -1;
    private const int Leads = 4;
    private const double HopelessBelow = -5;
    private const double GreatestGain = 300;
    private const double Impossible = -1000;
    private const double LeastProduct = 1e-100; // either may be multiplied by e to the greatest gain once more
    private const double GreatestProduct = 1e100;

    /// <summary>The upward pass over all that is off, causes after their effects, with what is on left as it is.</summary>
    /// <param name="gains">By component, out: about what it would add as a further root; negative infinity where it is on.</param>
    public void LookUp(Span<double> gains)
    {
        Span<double> byAge = stackalloc double[AgeGrid.MostCoarse];
        Span<double> silence = stackalloc double[AgeGrid.MostCoarse];
        Span<double> masses = stackalloc double[AgeGrid.MostCoarse];
        for (var i = 0; i < silence.Length; i++)
        {
            (silence[i], masses[i]) = (Math.Log(_components.Silence(_grid.CoarseAges[i])), Math.Log(_grid.CoarseMasses[i]));
        }

        foreach (var component in _bySource)
        {
            gains[component] = double.NegativeInfinity;
            if (IsOn(component))
            {
                continue;
            }

            if (_components.IsWell(component))
            {
                byAge.Fill(Impossible);
                Outlook.Keep(component, byAge);
                continue;
            }

            var mechanism = _mechanism[component];
            var hasChildren = _graph.ToComponents.Start[component + 1] > _graph.ToComponents.Start[component];
            var alone = _gainsAlone.AsSpan(component * AgeGrid.MostCoarse, AgeGrid.MostCoarse);
            if (OnCount == 0)
            {
                alone.Clear();
                _services.AddGainsByAge(component, _services.Coarse, AgeGrid.MostCoarse, MeanSeverity, mechanism, alone);
                alone.CopyTo(byAge);
            }
            else
            {
                alone.CopyTo(byAge);
                _services.AddChangesByAge(component, _services.Coarse, MeanSeverity, mechanism, byAge);
            }

            _components.AddNotices(component, _grid.CoarseAges, silence, byAge);
            for (var i = 0; i < byAge.Length && hasChildren; i++)
            {
                byAge[i] += Below(component, i);
            }

            Outlook.Keep(component, byAge);
            var arrival = Math.Log(_components.Prior(component) / _options.WindowMinutes * _components.Probes(component, mechanism));
            for (var i = 0; i < byAge.Length; i++)
            {
                gains[component] = Math.Max(gains[component], byAge[i] + arrival + masses[i]);
            }
        }

        if (OnCount == 0)
        {
            for (var component = 0; component < gains.Length; component++)
            {
                _outlookAlone[component] = Outlook.Best(component) + Math.Log(_components.BestProbes(component));
            }
        }
    }

    /// <summary>ln of what the children of a source that are off would add if it had failed so long ago, as the upward pass saw them.</summary>
    private double Below(int source, int coarseAge)
    {
        var edges = _graph.ToComponents;
        var (sum, product) = (0.0, 1.0);
        for (var edge = edges.Start[source]; edge < edges.Start[source + 1]; edge++)
        {
            if (!IsOn(edges.Target[edge]))
            {
                product *= Outlook.Given(edge, coarseAge, MeanSeverity, _mechanism[source]);
                if (product is < LeastProduct or > GreatestProduct)
                {
                    (sum, product) = (sum + Math.Log(product), 1);
                }
            }
        }

        return sum + Math.Log(product);
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
        if (IsHopeless(component) || _components.IsWell(component))
        {
            return false;
        }

        var count = Values(component, true, out var best, out var sum);
        if (count == 0)
        {
            return false;
        }

        var difference = sum - Math.Log(Spared(component));
        if (difference > 0)
        {
            TurnOn(component, best, MeanSeverity);
            _correction[component] = sum - _values[best] + Math.Log(1 + Math.Exp(-Math.Abs(difference)));
            return true;
        }

        _offCorrection += Math.Log(1 + Math.Exp(Math.Min(0, difference)));
        return false;
    }

    /// <summary>Puts a component on at its likeliest age and severity.</summary>
    /// <param name="component">The component.</param>
    /// <param name="ahead">With what its children that are off may add, not with their being spared.</param>
    private void Place(int component, bool ahead)
    {
        var count = Values(component, ahead, out var best, out var sum);
        PlaceAt(component, ahead, count, best, sum);
    }

    /// <summary>The same, of what <see cref="Values"/> gave.</summary>
    private void PlaceAt(int component, bool ahead, int count, int best, double sum)
    {
        var cell = count == 0 ? 0 : best;
        var chosen = 0;
        var (top, total) = (double.NegativeInfinity, 0.0);
        Span<double> values = stackalloc double[Severities.Length];
        SeverityValues(component, cell, ahead, values);
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

    private void SeverityValues(int component, int cell, bool ahead, Span<double> values)
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

        AddChildrenBySeverity(component, cell, ahead, values);
    }

    /// <summary>ln of what each age of a component that is off is worth if it were put on, by cell, into <see cref="_values"/>.</summary>
    /// <returns>How many cells may be; 0 where none may.</returns>
    private int Values(int component, bool ahead, out int best, out double sum)
    {
        var count = 0;
        Span<double> arrivals = stackalloc double[AgeGrid.Most];
        Arrivals(component, arrivals[.._grid.Count]);
        for (var cell = 0; cell < _grid.Count; cell++)
        {
            var arrival = arrivals[cell];
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
        var leading = ahead ? LeadingChild(component) : NoEdge;
        if (leading != NoEdge)
        {
            AddChild(component, leading, count, _values);
        }

        AddChildrenByAge(component, count, ahead, leading, _values);
        for (var cell = 0; cell < count; cell++)
        {
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

    /// <summary>
    /// The edge to a child that is off and has many times the services of the component itself: such a component's age is told by when
    /// that child failed, and the few ages of the upward pass are too coarse for that.
    /// </summary>
    private int LeadingChild(int component)
    {
        var (edges, services) = (_graph.ToComponents, _graph.ToServices);
        var own = services.Start[component + 1] - services.Start[component];
        var (leading, most) = (NoEdge, own * Leads);
        for (var edge = edges.Start[component]; edge < edges.Start[component + 1]; edge++)
        {
            var child = edges.Target[edge];
            var count = services.Start[child + 1] - services.Start[child];
            if (!IsOn(child) && count > most && !IsHopeless(child))
            {
                (leading, most) = (edge, count);
            }
        }

        return leading;
    }

    /// <summary>What a child that is off adds at each age of its cause, over all ages of its own.</summary>
    private void AddChild(int component, int edge, int cells, Span<double> values)
    {
        var edges = _graph.ToComponents;
        var (child, lag) = (edges.Target[edge], edges.Lag[edge]);
        Span<double> gains = stackalloc double[AgeGrid.Most];
        gains.Clear();
        _services.AddGainsByAge(child, _services.Fine, _grid.Count, MeanSeverity, _mechanism[child], gains);
        var top = double.NegativeInfinity;
        var (coarse, below) = (-1, 0.0);
        for (var cell = 0; cell < _grid.Count; cell++)
        {
            if (_grid.CoarseOf(cell) != coarse)
            {
                coarse = _grid.CoarseOf(cell);
                below = Below(child, coarse);
            }

            gains[cell] += Math.Log(_components.Notices(child, _grid.Ages[cell])) + below;
            top = Math.Max(top, gains[cell]);
        }

        var weight = edges.Weight[edge] * MeanSeverity;
        var scale = weight * _components.Probes(child, _mechanism[component]) * Math.Exp(Math.Min(top, GreatestGain));
        for (var cell = 0; cell < cells; cell++)
        {
            gains[cell] = Math.Exp(gains[cell] - top);
        }

        for (var cell = 0; cell < cells; cell++)
        {
            var sum = 0.0;
            for (var later = 0; later <= cell; later++)
            {
                sum += Passage(lag, cell, later) * gains[later];
            }

            values[cell] += Math.Log(1 - (weight * FailedBy(lag, _grid.Ages[cell])) + (scale * sum));
        }
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
}
