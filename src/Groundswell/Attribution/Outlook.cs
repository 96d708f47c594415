namespace Groundswell.Attribution;

/// <summary>
/// What the upward pass saw of each component: how much better what is known of it and of all below it fits if it failed, by how long ago.
/// Exact on trees; where paths meet, the same is counted once for each.
/// </summary>
internal sealed class Outlook
{
    private const double Greatest = 300;
    private const int Ages = AgeGrid.MostCoarse;

    private readonly AttributionGraph _graph;
    private readonly LagTables _tables;
    private readonly ComponentField _components;
    private readonly AgeGrid _grid;
    private readonly double[] _top; // by component: ln of its best age
    private readonly double[] _likelihoods; // by component and age: e to that of the age
    private readonly double[] _passage = new double[LagTables.LagClasses * Ages * Ages]; // by lag, age of the cause, age of the effect
    private readonly double[] _failed = new double[LagTables.LagClasses * Ages];
    private readonly double[] _passed = new double[LagTables.LagClasses * Ages]; // by lag and age of the cause: the sum of the passages
    private readonly bool[] _isPlain; // by component: nothing known speaks for or against it at any age
    private int _version; // of the grid that the passages are tabulated for

    public Outlook(AttributionGraph graph, LagTables tables, ComponentField components, AgeGrid grid)
    {
        (_graph, _tables, _components, _grid) = (graph, tables, components, grid);
        (_top, _likelihoods, _isPlain) = (new double[graph.ComponentCount], new double[graph.ComponentCount * Ages], new bool[graph.ComponentCount]);
    }

    /// <summary>ln of how much better all that is known fits if it is down, at its best age, its own probes left out.</summary>
    public double Best(int component) => _top[component];

    /// <summary>Takes the ages that are looked at in this run.</summary>
    public void Begin()
    {
        // In a circle something is asked before it was looked at: then it tells nothing, least of all what an earlier run saw.
        Array.Clear(_top);
        Array.Fill(_likelihoods, 1);
        Array.Fill(_isPlain, true);
        if (_version == _grid.Version)
        {
            return;
        }

        _version = _grid.Version;
        for (var lag = 0; lag < LagTables.LagClasses; lag++)
        {
            for (var from = 0; from < Ages; from++)
            {
                var row = ((lag * Ages) + from) * Ages;
                var passed = 0.0;
                for (var to = 0; to < Ages; to++)
                {
                    _passage[row + to] = _tables.Passage((byte)lag, _grid.CoarseAges[from], _grid.CoarseWidths[from], _grid.CoarseAges[to], _grid.CoarseWidths[to]);
                    passed += _passage[row + to];
                }

                _passed[(lag * Ages) + from] = passed;
                _failed[(lag * Ages) + from] = _tables.FailedBy(lag, _grid.CoarseAges[from]);
            }
        }
    }

    /// <summary>Keeps what was seen of a component; all that it breaks was kept before.</summary>
    /// <param name="component">The component.</param>
    /// <param name="gains">ln, by age: of its services, its notices and what is below it.</param>
    public void Keep(int component, ReadOnlySpan<double> gains)
    {
        var top = gains[0];
        foreach (var gain in gains)
        {
            top = Math.Max(top, gain);
        }

        _top[component] = top;
        _isPlain[component] = !gains.ContainsAnyExcept(0);
        for (var age = 0; age < Ages && !_isPlain[component]; age++)
        {
            _likelihoods[(component * Ages) + age] = Math.Exp(Math.Min(gains[age], Greatest));
        }
    }

    /// <summary>By how much better a dependant that is off, and all below it, fits if the source of an edge to it failed so long ago.</summary>
    /// <param name="edge">Of those to components.</param>
    /// <param name="age">Place among the coarse ages.</param>
    /// <param name="severity">Of the source.</param>
    /// <param name="mechanism">What the source looks like.</param>
    public double Given(int edge, int age, double severity, Mechanism mechanism) => Given(edge, age, severity, mechanism, Fit(edge, age));

    /// <summary>The same, of the fit that <see cref="Fit"/> gave.</summary>
    public double Given(int edge, int age, double severity, Mechanism mechanism, double fit)
    {
        var edges = _graph.ToComponents;
        var weight = edges.Weight[edge] * severity;
        return 1 - (weight * _failed[(edges.Lag[edge] * Ages) + age]) + (weight * _components.Probes(edges.Target[edge], mechanism) * fit);
    }

    /// <summary>How well a dependant and all below it fit if it fails by an edge whose source failed so long ago.</summary>
    public double Fit(int edge, int age)
    {
        var edges = _graph.ToComponents;
        var (child, row) = (edges.Target[edge], (edges.Lag[edge] * Ages) + age);
        if (_isPlain[child])
        {
            return _passed[row];
        }

        var passage = _passage.AsSpan(row * Ages, Ages);
        var likelihoods = _likelihoods.AsSpan(child * Ages, Ages);
        var sum = 0.0;
        for (var i = 0; i < passage.Length; i++)
        {
            sum += passage[i] * likelihoods[i];
        }

        return sum;
    }
}
