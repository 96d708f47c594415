namespace Groundswell.Attribution;

/// <summary>
/// Finds what is behind many symptoms: the posterior of sets of causes under a noisy-OR network of components and services, by proposing
/// single causes from an upward pass, completing each with what it takes along, and adding further causes to the best
/// (docs/attribution.md). A run allocates nothing once the first has been made. For one owner.
/// </summary>
public sealed partial class CauseFinder
{
    private const int DeeperBeam = 3;
    private const int Refined = 10;
    private const int MostAdded = 10;
    private const int Sweeps = 2;
    private const double WorthRefining = 25;
    private const double WorthBuildingOn = 15;
    private const double WorthTrying = -7;
    private const int AlwaysTried = 8;
    private const double WorthAsking = 8;
    private const double LeastReach = 1e-6;
    private const double WorthAdding = -5;
    private const double WorthAnother = -4;
    private const double WorthWidening = -5;

    private readonly AttributionGraph _graph;
    private readonly AttributionOptions _options;
    private readonly LagTables _tables;
    private readonly ServiceField _services;
    private readonly ComponentField _components;
    private readonly AgeGrid _grid = new();
    private readonly Cascade _cascade;
    private readonly HypothesisPool _pool = new();
    private readonly AttributionResult _result;
    private readonly CauseReach _reach;
    private readonly Hypothesis[] _bases;
    private readonly int[] _candidates;
    private readonly double[] _appeal; // by component: of it alone
    private readonly double[] _gains; // by component: beside what is on
    private readonly double[] _marginals; // by component
    private readonly int[] _lastRoots = new int[Hypothesis.MostRoots];
    private readonly int[] _short = new int[MostAdded];
    private readonly double[] _shortGains = new double[MostAdded];
    private int _shortCount;
    private int _candidateCount;
    private int _lastRootCount;

    public CauseFinder(AttributionGraph graph, AttributionOptions? options = null)
    {
        (_graph, _options) = (graph, options ?? new AttributionOptions());
        var tables = _tables = new LagTables(_options.LagSpread);
        _services = new ServiceField(graph, _options, tables, _grid);
        _components = new ComponentField(graph, _options);
        _cascade = new Cascade(graph, _options, tables, _services, _components, _grid);
        _result = new AttributionResult(graph.ServiceCount);
        _reach = new CauseReach(graph);
        _bases = [.. Enumerable.Range(0, Math.Max(_options.Beam, Refined)).Select(_ => new Hypothesis())];
        _candidates = new int[Math.Min(graph.ComponentCount, _options.Candidates) + 1];
        (_appeal, _gains, _marginals) = (new double[graph.ComponentCount], new double[graph.ComponentCount], new double[graph.ComponentCount]);
    }

    /// <summary>The likeliest causes of what is known now. The last run's answer is among what is tried.</summary>
    /// <returns>Valid until the next run.</returns>
    public AttributionResult Run(AttributionEvidence evidence)
    {
        if (evidence.Graph != _graph)
        {
            throw new ArgumentException("The evidence is about another graph.", nameof(evidence));
        }

        _cascade.Clear();
        _grid.Fit(evidence);
        _cascade.Begin();
        _services.Take(evidence);
        _components.Take(evidence);
        _pool.Clear();
        Propose();
        TrySingles();
        TryLast();
        Refine(1);
        for (var roots = 1; roots < Math.Clamp(_options.MostCauses, 1, Hypothesis.MostRoots); roots++)
        {
            if (!Widen(roots))
            {
                break;
            }
        }

        Conclude();
        return _result;
    }

    /// <summary>Forgets the last answer: what comes next has nothing to do with it.</summary>
    public void Forget() => _lastRootCount = 0;

    /// <summary>Ranks single causes by an upward pass with nothing on.</summary>
    private void Propose()
    {
        _candidateCount = 0;
        _cascade.Outlook.Begin();
        _cascade.LookUp(_appeal);
        for (var component = 0; component < _appeal.Length; component++)
        {
            Consider(component);
        }
    }

    /// <summary>Keeps the components of most appeal, best first.</summary>
    private void Consider(int component)
    {
        var at = Math.Min(_candidateCount, _candidates.Length - 1);
        for (; at > 0 && _appeal[_candidates[at - 1]] < _appeal[component]; at--)
        {
            _candidates[at] = _candidates[at - 1];
        }

        _candidates[at] = component;
        _candidateCount = Math.Min(_candidateCount + 1, _candidates.Length - 1);
    }

    private void TrySingles()
    {
        while (_candidateCount > AlwaysTried && _appeal[_candidates[_candidateCount - 1]] < WorthTrying)
        {
            _candidateCount--;
        }

        for (var i = 0; i < _candidateCount; i++)
        {
            _cascade.Clear();
            Try(_candidates[i]);
        }
    }

    private void TryLast()
    {
        if (_lastRootCount == 0)
        {
            return;
        }

        _cascade.Clear();
        for (var i = 0; i < _lastRootCount; i++)
        {
            Try(_lastRoots[i]);
        }
    }

    private void Try(int component)
    {
        if (_cascade.AddRoot(component))
        {
            _pool.Keep(_cascade, _cascade.Score());
        }
    }

    /// <summary>Adds one more cause to the best hypotheses of so many.</summary>
    /// <returns>False where that brought nothing near the best.</returns>
    private bool Widen(int roots)
    {
        _pool.Sort();
        if (_pool.Count == 0 || _pool[0].Score < WorthAnother)
        {
            return false;
        }

        var bases = 0;
        for (var i = 0; i < _pool.Count && bases < (roots == 1 ? _options.Beam : DeeperBeam); i++)
        {
            if (_pool[i].RootCount == roots && _pool[i].Score > _pool[0].Score - WorthBuildingOn)
            {
                _bases[bases++].CopyFrom(_pool[i]);
            }
        }

        for (var b = 0; b < bases; b++)
        {
            // What would add most to the best adds most to its like; what adds most to one of another place is mostly the best itself.
            if (b > 0 && !IsLike(_bases[b], _bases[0]))
            {
                continue;
            }

            if (b == 0)
            {
                Shortlist(_bases[b]);
            }

            for (var i = 0; i < _shortCount; i++)
            {
                if (!_bases[b].HasRoot(_short[i]))
                {
                    _cascade.Restore(_bases[b]);
                    Try(_short[i]);
                }
            }
        }

        Refine(roots + 1);
        return _pool.Best(roots + 1) > _pool.Best(roots) + WorthWidening;
    }

    private bool IsSamePlace(int one, int other) => _graph.Providers[one] == _graph.Providers[other] && _graph.Regions[one] == _graph.Regions[other];

    /// <summary>Whether each cause of the one is a cause of the other, or of the same supplier's region.</summary>
    private bool IsLike(Hypothesis one, Hypothesis other)
    {
        for (var i = 0; i < one.RootCount; i++)
        {
            var isFound = other.HasRoot(one.Roots[i]);
            for (var j = 0; j < other.RootCount && !isFound; j++)
            {
                isFound = IsSamePlace(one.Roots[i], other.Roots[j]);
            }

            if (!isFound)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The candidates that would add most to a hypothesis, best first.</summary>
    private void Shortlist(Hypothesis hypothesis)
    {
        _shortCount = 0;
        _cascade.Restore(hypothesis);
        _cascade.LookUp(_gains);
        for (var candidate = 0; candidate < _appeal.Length; candidate++)
        {
            if (hypothesis.HasRoot(candidate))
            {
                continue;
            }

            // What is on already as a consequence may be a cause of its own: its gain is not known without taking it off.
            var gain = _cascade.IsOn(candidate) ? WorthAdding : _gains[candidate];
            if (gain < WorthAdding)
            {
                continue;
            }

            var at = Math.Min(_shortCount, _short.Length - 1);
            if (_shortCount == _short.Length && _shortGains[at] >= gain)
            {
                continue;
            }

            for (; at > 0 && _shortGains[at - 1] < gain; at--)
            {
                (_short[at], _shortGains[at]) = (_short[at - 1], _shortGains[at - 1]);
            }

            (_short[at], _shortGains[at]) = (candidate, gain);
            _shortCount = Math.Min(_shortCount + 1, _short.Length);
        }
    }

    /// <summary>Puts right what was chosen greedily in the best hypotheses of so many causes.</summary>
    private void Refine(int roots)
    {
        _pool.Sort();
        var count = 0;
        for (var i = 0; i < _pool.Count && count < _bases.Length; i++)
        {
            if (_pool[i].RootCount == roots && _pool[i].Score > _pool[0].Score - WorthRefining)
            {
                _bases[count++].CopyFrom(_pool[i]);
            }
        }

        for (var i = 0; i < count; i++)
        {
            _cascade.Restore(_bases[i]);
            _cascade.Refine(Sweeps);
            _pool.Keep(_cascade, _cascade.Score());
        }
    }

    private void Conclude()
    {
        _result.Clear();
        _pool.Sort();
        AskReach();
        var top = _pool.Count == 0 ? 0 : Math.Max(0, _pool[0].Score);
        var total = Math.Exp(-top);
        for (var i = 0; i < _pool.Count; i++)
        {
            total += Math.Exp(_pool[i].Score - top);
        }

        Array.Clear(_marginals);
        for (var i = 0; i < _pool.Count; i++)
        {
            var share = _pool[i].Share = Math.Exp(_pool[i].Score - top) / total;
            for (var r = 0; r < _pool[i].RootCount; r++)
            {
                _marginals[_pool[i].Roots[r]] += share * _pool[i].RootShare[r];
            }
        }

        for (var component = 0; component < _marginals.Length; component++)
        {
            if (_marginals[component] > 0)
            {
                _result.Rank(new RankedCause(component, _options.Calibration.Worth(_marginals[component]), _marginals[component]));
            }
        }

        _result.None = Math.Exp(-top) / total;
        _lastRootCount = 0;
        if (_pool.Count > 0 && _pool[0].Score > 0)
        {
            Explain(_pool[0]);
        }
    }

    /// <summary>A shared cause is one that fails several services: the likeliest hypotheses are held to that.</summary>
    private void AskReach()
    {
        var floor = (_pool.Count > 0 ? _pool[0].Score : 0) - WorthAsking;
        for (var i = 0; i < _pool.Count; i++)
        {
            if (_pool[i].Score > floor)
            {
                _cascade.Restore(_pool[i]);
                var reach = _reach.AtLeast(_options.LeastServices * _pool[i].RootCount, _cascade, _services, _tables);
                for (var r = 0; r < _pool[i].RootCount; r++)
                {
                    reach = Math.Min(reach, OwnReach(_pool[i], _pool[i].Roots[r]));
                }

                _pool[i].Score += Math.Log(Math.Max(reach, LeastReach));
            }
        }

        _pool.Sort();
    }

    /// <summary>
    /// P(a cause fails several services that the others leave unexplained), where another of its supplier's components is seen to fail and it is not:
    /// what is seen explains most of what is near, and one more service may fail for reasons of its own.
    /// </summary>
    private double OwnReach(Hypothesis hypothesis, int root)
    {
        if (_components.IsEvident(root) || !HasEvident(hypothesis, _graph.Providers[root]))
        {
            return 1;
        }

        _cascade.Restore(hypothesis);
        _reach.Note(_cascade, _services, _tables);
        _cascade.Drop(root);
        return _reach.AtLeastMore(_options.LeastServices, _cascade, _services, _tables);
    }

    private bool HasEvident(Hypothesis hypothesis, string provider)
    {
        foreach (var root in hypothesis.Roots.AsSpan(0, hypothesis.RootCount))
        {
            if (_graph.Providers[root] == provider && _components.IsEvident(root))
            {
                return true;
            }
        }

        return false;
    }

    private void Explain(Hypothesis best)
    {
        _cascade.Restore(best);
        _lastRootCount = best.RootCount;
        best.Roots.AsSpan(0, best.RootCount).CopyTo(_lastRoots);
        for (var i = 0; i < best.OnCount; i++)
        {
            _result.AddDown(new ComponentOutage(best.On[i], best.HasRoot(best.On[i]), _grid.Ages[best.Cell[i]], best.Severity[i]));
        }

        _reach.Collect(_cascade, _services, _result);
    }
}
