namespace Groundswell.Attribution;

/// <summary>
/// All services under the present hypothesis: what each source that is on does to them, and how well what is known fits. A source is put
/// on with its age in minutes and its severity, and taken off again; the cost is that of its edges.
/// </summary>
internal sealed partial class ServiceField
{
    /// <summary>Products of so many ratios stay within what a double holds.</summary>
    private const int RatiosPerLogarithm = 32;

    /// <summary>An onset tells something only where the reports themselves speak for an excess.</summary>
    private const float OnsetFrom = 1;

    /// <summary>Share of onsets that may be anywhere: detectors err.</summary>
    private const double OnsetAstray = 0.05;

    private const double OwnOutageReported = 0.6;
    private const double CapSpread = 1.8;

    private readonly AttributionGraph _graph;
    private readonly AttributionOptions _options;
    private readonly LagTables _tables;
    private readonly AgeGrid _grid;
    private readonly ServiceCell[] _cells;
    private readonly int[] _changed;
    private int _changedCount;
    private double[] _probeRatios = new double[Mechanisms.Count * 64];
    private int _probeRows;

    public ServiceField(AttributionGraph graph, AttributionOptions options, LagTables tables, AgeGrid grid)
    {
        (_graph, _options, _tables, _grid) = (graph, options, tables, grid);
        var lags = LagsOf(graph.ToServices);
        (Fine, Coarse) = (new GridTable(tables, lags, options.EverReported, AgeGrid.Most, graph.ServiceCount), new GridTable(tables, lags, options.EverReported, AgeGrid.MostCoarse, graph.ServiceCount));
        _cells = new ServiceCell[graph.ServiceCount];
        _changed = new int[graph.ServiceCount];
        _probeRatios.AsSpan(0, Mechanisms.Count).Fill(1);
        for (var service = 0; service < _cells.Length; service++)
        {
            Forget(service);
        }
    }

    /// <summary>All ages of the grid.</summary>
    public GridTable Fine { get; }

    /// <summary>A few of them, for a first look.</summary>
    public GridTable Coarse { get; }

    /// <summary>Sum over services of ln(fit / fit where nothing is on).</summary>
    public double Score { get; private set; }

    /// <summary>Takes what is known; nothing is on afterwards.</summary>
    /// <param name="evidence">What is known.</param>
    /// <param name="leftOut">A kind of evidence that is taken as if it were not known.</param>
    public void Take(AttributionEvidence evidence, EvidenceFamily? leftOut = null)
    {
        for (var i = 0; i < _changedCount; i++)
        {
            Forget(_changed[i]);
        }

        _changedCount = 0;
        _probeRows = 1;
        Score = 0;
        Fine.Fill(_grid.Ages);
        Coarse.Fill(_grid.CoarseAges);
        Fine.Timed.Clear();
        Coarse.Timed.Clear();
        foreach (var service in evidence.Services)
        {
            if (leftOut != (evidence.LogBayesFactor[service] > 0 ? EvidenceFamily.Reports : EvidenceFamily.Silence))
            {
                TakeReports(service, evidence, leftOut != EvidenceFamily.Timing);
                Keep(service);
            }
        }

        foreach (var service in leftOut == EvidenceFamily.ServiceProbes ? [] : evidence.ServiceProbes.Probed)
        {
            TakeProbes(service, evidence.ServiceProbes);
            Keep(service);
        }

        for (var i = 0; i < _changedCount; i++)
        {
            Settle(_changed[i]);
        }
    }

    /// <summary>Puts a source on.</summary>
    public void Add(int source, int age, double severity, Mechanism mechanism) => Apply(source, age, severity, mechanism, 1);

    /// <summary>Takes a source off that was put on with the same values.</summary>
    public void Remove(int source, int age, double severity, Mechanism mechanism) => Apply(source, age, severity, mechanism, -1);

    /// <summary>P(the service is down and a source that is on brought it down).</summary>
    public double Explained(int service)
    {
        ref readonly var cell = ref _cells[service];
        var own = _options.OwnOutage * OwnFit(cell);
        return (1 - cell.Spared) * (cell.PullFit - own) / cell.Pull / cell.Fit;
    }

    /// <summary>Likelihood of what is known of it under the present hypothesis.</summary>
    public double Fit(int service) => _cells[service].Fit;

    /// <summary>What a source that is on does to this service, times how well what is known fits that.</summary>
    public double PullFit(int service, double weight, byte lag, int age, Mechanism mechanism) => weight * FitIfBy(_cells[service], lag, age, mechanism, out _);

    private static int[] LagsOf(Adjacency edges)
    {
        var used = new bool[LagTables.LagClasses];
        foreach (var lag in edges.Lag)
        {
            used[lag] = true;
        }

        return [.. Enumerable.Range(0, used.Length).Where(lag => used[lag])];
    }

    private double Timed(int delayRow, int minutes, double reported)
    {
        var share = minutes < 0 ? 0 : _tables.ReportedAt[delayRow + Math.Min(minutes, LagTables.Minutes - 1)];
        return (OnsetAstray * reported) + ((1 - OnsetAstray) * _options.EverReported * _options.WindowMinutes * share);
    }

    private double FitIfBy(in ServiceCell cell, byte lag, int age, Mechanism mechanism, out double failed)
    {
        var minute = Math.Min(age, LagTables.Minutes - 1);
        var delayRow = ((lag * LagTables.DelayClasses) + cell.Delay) * LagTables.Minutes;
        failed = _tables.FailedBy(lag, minute);
        var reported = _options.EverReported * _tables.ReportedBy[delayRow + minute];
        var timed = cell.Onset < 0 ? reported : Timed(delayRow, age - cell.Onset, reported);
        return _probeRatios[(cell.ProbeRow * Mechanisms.Count) + (int)mechanism] * (failed - reported + (cell.Reports * timed));
    }

    private void Apply(int source, int age, double severity, Mechanism mechanism, int sign)
    {
        var edges = _graph.ToServices;
        var product = 1.0;
        var pending = 0;
        for (var edge = edges.Start[source]; edge < edges.Start[source + 1]; edge++)
        {
            ref var cell = ref _cells[edges.Target[edge]];
            var weight = edges.Weight[edge] * severity;
            var fit = weight * FitIfBy(cell, edges.Lag[edge], age, mechanism, out var failed);
            var pull = weight * failed;
            cell.Spared = sign > 0 ? cell.Spared * (1 - pull) : cell.Spared / (1 - pull);
            cell.Pull += sign * pull;
            cell.PullFit += sign * fit;
            var before = cell.Fit;
            cell.Fit = FitOf(cell);
            product *= cell.Fit / before;
            if (++pending == RatiosPerLogarithm)
            {
                Score += Math.Log(product);
                (product, pending) = (1, 0);
            }
        }

        Score += Math.Log(product);
    }

    private void TakeReports(int service, AttributionEvidence evidence, bool isTimed)
    {
        ref var cell = ref _cells[service];
        var information = evidence.Information[service];
        var factor = evidence.LogBayesFactor[service];
        cell.Tells = true;
        cell.Reports = Math.Exp(Math.Clamp(factor, -8, Math.Min(12, information + (CapSpread * Math.Sqrt(2 * information)))));
        var told = evidence.ReportingMinutes[service];
        cell.Delay = (byte)LagTables.DelayClass(float.IsNaN(told) ? _options.ReportingDelay + (_options.ReportingDelayPerInformation / Math.Max(information, 0.01)) : told);
        cell.Onset = isTimed && factor > OnsetFrom && !float.IsNaN(evidence.OnsetAge[service]) ? (short)Math.Min(short.MaxValue, evidence.OnsetAge[service]) : (short)-1;
        var falseSymptom = evidence.IsJudged[service] ? _options.JudgedSymptom : _options.FalseSymptom + _graph.Stray[service];
        cell.IfUp = 1 - falseSymptom + (falseSymptom * cell.Reports);
    }

    private void TakeProbes(int service, ProbeTally tally)
    {
        if ((_probeRows + 1) * Mechanisms.Count > _probeRatios.Length)
        {
            Array.Resize(ref _probeRatios, _probeRatios.Length * 2);
        }

        _cells[service].ProbeRow = _probeRows;
        _cells[service].Tells = true;
        ProbeLikelihood.Fill(tally, service, _options.ServiceProbeHit, _options, _probeRatios.AsSpan(_probeRows * Mechanisms.Count, Mechanisms.Count));
        _probeRows++;
    }

    private void Keep(int service)
    {
        if (_cells[service].FitAlone >= 0)
        {
            _cells[service].FitAlone = -1; // marks it as listed until it is settled
            _changed[_changedCount++] = service;
        }
    }

    private void Forget(int service)
    {
        ref var cell = ref _cells[service];
        cell = new ServiceCell { IfUp = 1, Reports = 1, Onset = -1, Delay = LagTables.DelayClasses - 1 };
        Settle(service);
    }

    private void Settle(int service) => Settle(ref _cells[service]);

    private void Settle(ref ServiceCell cell)
    {
        cell.Spared = 1 - _options.OwnOutage;
        cell.Pull = _options.OwnOutage;
        cell.PullFit = _options.OwnOutage * OwnFit(cell);
        cell.Fit = cell.FitAlone = FitOf(cell);
    }

    private double OwnFit(in ServiceCell cell) =>
        _probeRatios[(cell.ProbeRow * Mechanisms.Count) + (int)Mechanism.Application] * (1 - OwnOutageReported + (OwnOutageReported * cell.Reports));

    private static double FitOf(in ServiceCell cell) => (cell.Spared * cell.IfUp) + ((1 - cell.Spared) * cell.PullFit / cell.Pull);
}
