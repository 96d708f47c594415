namespace Groundswell.Attribution;

/// <summary>
/// The present hypothesis: which components are down, since when and how badly. A component that is put on takes along, in topological
/// order, whichever of its dependants what is known speaks for; all can be taken off again.
/// </summary>
internal sealed partial class Cascade
{
    /// <summary>Mean of the share of its dependants' dependence that a failing component really breaks.</summary>
    public const double MeanSeverity = 0.77;

    private const int NotOn = -1;

    // A share of what depends on it that a failing component breaks, and how often that much.
    private static readonly double[] Severities = [0.52, 0.68, 0.82, 0.94];
    private static readonly double[] SeverityShares = [0.17, 0.24, 0.29, 0.30];

    private readonly AttributionGraph _graph;
    private readonly AttributionOptions _options;
    private readonly LagTables _tables;
    private readonly ServiceField _services;
    private readonly ComponentField _components;
    private readonly AgeGrid _grid;
    private readonly int[] _cell; // by source: place of its age in the grid
    private readonly double[] _severity; // by source
    private readonly Mechanism[] _mechanism; // by source
    private readonly int[] _membersOn; // by group
    private readonly bool[] _isRoot; // by component
    private readonly double[] _correction; // by component: ln of what its other ages and severities, or its other state, add
    private readonly int[] _on = new int[Hypothesis.MostOn];
    private readonly int[] _groupsOn;
    private readonly int[] _waiting; // components to be tried, by rank, the first last
    private readonly int[] _tried; // by component: stamp of the spreading that tried it
    private readonly int[] _counted; // by component: stamp of the scoring that counted it
    private readonly double[] _values = new double[AgeGrid.Most];
    private readonly double[] _outlookAlone; // by component: ln of its best outlook where nothing is on
    private readonly double[] _gainsAlone; // by component and coarse age: of its services, where nothing is on
    private readonly int[] _bySource; // components, effects before causes
    private int _groupsOnCount;
    private int _waitingCount;
    private int _stamp;
    private int _spreading;
    private double _offCorrection; // what components that were tried and left off add by being on after all

    public Cascade(AttributionGraph graph, AttributionOptions options, LagTables tables, ServiceField services, ComponentField components, AgeGrid grid)
    {
        (_graph, _options, _tables, _services, _components, _grid) = (graph, options, tables, services, components, grid);
        var (count, sources) = (graph.ComponentCount, graph.ComponentCount + graph.GroupCount);
        (_cell, _severity, _mechanism) = (new int[sources], new double[sources], new Mechanism[sources]);
        (_membersOn, _groupsOn) = (new int[graph.GroupCount], new int[graph.GroupCount]);
        (_isRoot, _correction) = (new bool[count], new double[count]);
        (_outlookAlone, _gainsAlone) = (new double[count], new double[count * AgeGrid.MostCoarse]);
        _bySource = [.. Enumerable.Range(0, count)];
        Array.Sort(_bySource, (a, b) => graph.Rank[b].CompareTo(graph.Rank[a]));
        _spared = new double[graph.ToComponents.Target.Length * AgeGrid.Most];
        Outlook = new Outlook(graph, tables, components, grid);
        (_waiting, _tried, _counted) = (new int[count], new int[count], new int[count]);
        graph.Mechanisms.CopyTo(_mechanism, 0);
        Array.Fill(_cell, NotOn);
    }

    public int OnCount { get; private set; }

    public ReadOnlySpan<int> On => _on.AsSpan(0, OnCount);

    /// <summary>How many sources have failed: components, then redundancy groups.</summary>
    public int SourcesOn => OnCount + _groupsOnCount;

    /// <summary>From the upward pass.</summary>
    public Outlook Outlook { get; }

    /// <summary>The source at a place among those.</summary>
    public int SourceOn(int at) => at < OnCount ? _on[at] : _graph.ComponentCount + _groupsOn[at - OnCount];

    public bool IsOn(int component) => _cell[component] != NotOn;

    public bool IsRoot(int component) => _isRoot[component];

    public int AgeOf(int source) => _grid.Ages[_cell[source]];

    public double SeverityOf(int source) => _severity[source];

    public Mechanism MechanismOf(int source) => _mechanism[source];

    /// <summary>The component itself, or the member of a group with which it failed.</summary>
    public int FailedWith(int source) => source < _graph.ComponentCount ? source : LastToFail(source - _graph.ComponentCount, _graph.FailsAt[source - _graph.ComponentCount]);

    /// <summary>Nothing is on. Comes before the services are taken anew: those of which nothing is known are not taken, only given back.</summary>
    public void Clear()
    {
        while (OnCount > 0)
        {
            TurnOff(_on[OnCount - 1]);
        }

        _offCorrection = 0;
    }

    /// <summary>Puts a component on as a root, at its likeliest age, with all that it takes along.</summary>
    /// <returns>False where no more can be held, and for one that is known to work.</returns>
    public bool AddRoot(int component)
    {
        if (OnCount >= Hypothesis.MostOn - 1 || _components.IsWell(component))
        {
            return false;
        }

        if (IsOn(component))
        {
            TurnOff(component);
        }

        _isRoot[component] = true;
        Place(component, true);
        Spread(component);
        Settle(component);
        return true;
    }

    /// <summary>Chooses age and severity of a component that is on anew, given all else.</summary>
    public void Settle(int component)
    {
        var isRoot = _isRoot[component];
        TurnOff(component);
        _isRoot[component] = isRoot;
        Place(component, false);
    }

    /// <summary>ln of the posterior odds of what is on against "no shared cause".</summary>
    public double Score()
    {
        var score = _services.Score + _offCorrection;
        _stamp++;
        foreach (var component in On)
        {
            score += Math.Log(Arrival(component, _cell[component]) * _components.Notices(component, AgeOf(component))) + _correction[component];
            score += SparedChildren(component);
        }

        for (var i = 0; i < _groupsOnCount; i++)
        {
            score += SparedChildren(_graph.ComponentCount + _groupsOn[i]);
        }

        return score;
    }

    public void Save(Hypothesis hypothesis)
    {
        (hypothesis.RootCount, hypothesis.OnCount, hypothesis.OffCorrection) = (0, OnCount, _offCorrection);
        for (var i = 0; i < OnCount; i++)
        {
            var component = _on[i];
            (hypothesis.On[i], hypothesis.Cell[i], hypothesis.Severity[i], hypothesis.Correction[i]) = (component, _cell[component], _severity[component], _correction[component]);
            if (_isRoot[component] && hypothesis.RootCount < Hypothesis.MostRoots)
            {
                var arrival = Arrival(component, _cell[component]);
                hypothesis.RootShare[hypothesis.RootCount] = 1 - (ArrivalUnseen(component, _cell[component]) / arrival);
                hypothesis.Roots[hypothesis.RootCount++] = component;
            }
        }
    }

    public void Restore(Hypothesis hypothesis)
    {
        Clear();
        for (var i = 0; i < hypothesis.OnCount; i++)
        {
            TurnOn(hypothesis.On[i], hypothesis.Cell[i], hypothesis.Severity[i]);
            _correction[hypothesis.On[i]] = hypothesis.Correction[i];
        }

        _offCorrection = hypothesis.OffCorrection;

        for (var i = 0; i < hypothesis.RootCount; i++)
        {
            _isRoot[hypothesis.Roots[i]] = true;
        }
    }

    private ReadOnlySpan<int> GroupsOf(int component) =>
        _graph.GroupsOf.Target.AsSpan(_graph.GroupsOf.Start[component], _graph.GroupsOf.Start[component + 1] - _graph.GroupsOf.Start[component]);
}
