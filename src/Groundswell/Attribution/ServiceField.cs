using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Groundswell.Attribution;

/// <summary>
/// All services under the present hypothesis: what each source that is on does to them, and how well what is known fits. A source is put
/// on with its age in minutes and its severity, and taken off again; the cost is that of its edges.
/// </summary>
internal sealed class ServiceField
{
    /// <summary>Products of so many ratios stay within what a double holds.</summary>
    private const int RatiosPerLogarithm = 32;

    private const int Lanes = 4;

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
        (Fine, Coarse) = (new GridTable(tables, lags, options.EverReported, AgeGrid.Most), new GridTable(tables, lags, options.EverReported, AgeGrid.MostCoarse));
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

    /// <summary>What putting a source on would add to <see cref="Score"/>, by its age.</summary>
    /// <param name="source">The source.</param>
    /// <param name="table">The ages.</param>
    /// <param name="ages">How many of them, from the first, to look at.</param>
    /// <param name="severity">Its severity.</param>
    /// <param name="mechanism">What its dependants look like.</param>
    /// <param name="gains">By age; added to. Room for whole vectors.</param>
    public void AddGainsByAge(int source, GridTable table, int ages, double severity, Mechanism mechanism, Span<double> gains)
    {
        var edges = _graph.ToServices;
        var (first, end) = (edges.Start[source], edges.Start[source + 1]);
        var targets = edges.Target.AsSpan(first, end - first);
        var weights = edges.Weight.AsSpan(first, end - first);
        var lags = edges.Lag.AsSpan(first, end - first);
        Span<Vector256<double>> products = stackalloc Vector256<double>[AgeGrid.Most / Lanes];
        products = products[..((ages + Lanes - 1) / Lanes)];
        products.Fill(Vector256<double>.One);
        Span<Vector256<double>> timed = stackalloc Vector256<double>[AgeGrid.Most / Lanes];
        var pending = 0;
        for (var edge = 0; edge < targets.Length; edge++)
        {
            ref readonly var cell = ref _cells[targets[edge]];
            if (!cell.Tells)
            {
                continue;
            }

            var lag = lags[edge];
            var failed = table.Failed(lag);
            var reported = table.Reported(lag, cell.Delay);
            scoped ReadOnlySpan<Vector256<double>> onTime = reported;
            if (cell.Onset >= 0)
            {
                Time(cell, lag, table, ages, MemoryMarshal.Cast<Vector256<double>, double>(timed));
                onTime = timed;
            }

            var terms = new RatioTerms(cell);
            var plain = weights[edge] * severity;
            var (weight, likely) = (Vector256.Create(plain), Vector256.Create(plain * terms.Scale * _probeRatios[(cell.ProbeRow * Mechanisms.Count) + (int)mechanism]));
            for (var i = 0; i < products.Length; i++)
            {
                products[i] *= terms.Ratios(weight, likely, failed[i], reported[i], onTime[i]);
            }

            if (++pending == RatiosPerLogarithm)
            {
                Fold(products, gains);
                pending = 0;
            }
        }

        Fold(products, gains);
    }

    /// <summary>By how much <see cref="AddGainsByAge"/> differs from where nothing is on: only services that something on touches are looked at.</summary>
    /// <param name="source">The source.</param>
    /// <param name="table">The ages.</param>
    /// <param name="severity">Its severity.</param>
    /// <param name="mechanism">What its dependants look like.</param>
    /// <param name="gains">By age; added to. Room for whole vectors.</param>
    public void AddChangesByAge(int source, GridTable table, double severity, Mechanism mechanism, Span<double> gains)
    {
        var edges = _graph.ToServices;
        var (first, end, alone) = (edges.Start[source], edges.Start[source + 1], 1 - _options.OwnOutage);
        Span<Vector256<double>> products = stackalloc Vector256<double>[AgeGrid.MostCoarse / Lanes];
        products.Fill(Vector256<double>.One);
        Span<Vector256<double>> timed = stackalloc Vector256<double>[AgeGrid.Most / Lanes];
        var pending = 0;
        for (var edge = first; edge < end; edge++)
        {
            ref readonly var cell = ref _cells[edges.Target[edge]];
            if (cell.Spared == alone || !cell.Tells)
            {
                continue;
            }

            var lag = edges.Lag[edge];
            var failed = table.Failed(lag);
            var reported = table.Reported(lag, cell.Delay);
            scoped ReadOnlySpan<Vector256<double>> onTime = reported;
            if (cell.Onset >= 0)
            {
                Time(cell, lag, table, table.Count, MemoryMarshal.Cast<Vector256<double>, double>(timed));
                onTime = timed;
            }

            var plain = cell;
            Settle(ref plain);
            var (terms, before) = (new RatioTerms(cell), new RatioTerms(plain));
            var weight = edges.Weight[edge] * severity;
            var likely = weight * _probeRatios[(cell.ProbeRow * Mechanisms.Count) + (int)mechanism];
            for (var i = 0; i < products.Length; i++)
            {
                products[i] *= terms.Ratios(Vector256.Create(weight), Vector256.Create(likely * terms.Scale), failed[i], reported[i], onTime[i])
                    / before.Ratios(Vector256.Create(weight), Vector256.Create(likely * before.Scale), failed[i], reported[i], onTime[i]);
            }

            if (++pending == RatiosPerLogarithm)
            {
                Fold(products, gains);
                pending = 0;
            }
        }

        if (pending > 0)
        {
            Fold(products, gains);
        }
    }

    /// <summary>What putting a source on would add to <see cref="Score"/>, by its severity.</summary>
    /// <param name="source">The source.</param>
    /// <param name="age">Minutes.</param>
    /// <param name="severities">As many as a vector holds.</param>
    /// <param name="mechanism">What its dependants look like.</param>
    /// <param name="gains">By severity; added to.</param>
    public void AddGainsBySeverity(int source, int age, Vector256<double> severities, Mechanism mechanism, Span<double> gains)
    {
        var edges = _graph.ToServices;
        Span<Vector256<double>> products = [Vector256<double>.One];
        var minute = Math.Min(age, LagTables.Minutes - 1);
        var pending = 0;
        for (var edge = edges.Start[source]; edge < edges.Start[source + 1]; edge++)
        {
            ref readonly var cell = ref _cells[edges.Target[edge]];
            if (!cell.Tells)
            {
                continue;
            }

            var lag = edges.Lag[edge];
            var delayRow = ((lag * LagTables.DelayClasses) + cell.Delay) * LagTables.Minutes;
            var reported = _options.EverReported * _tables.ReportedBy[delayRow + minute];
            var onTime = cell.Onset < 0 ? reported : Timed(delayRow, age - cell.Onset, reported);
            var terms = new RatioTerms(cell);
            var weight = severities * edges.Weight[edge];
            products[0] *= terms.Ratios(
                weight,
                weight * (terms.Scale * _probeRatios[(cell.ProbeRow * Mechanisms.Count) + (int)mechanism]),
                Vector256.Create(_tables.FailedBy[(lag * LagTables.Minutes) + minute]),
                Vector256.Create(reported),
                Vector256.Create(onTime));
            if (++pending == RatiosPerLogarithm)
            {
                Fold(products, gains);
                pending = 0;
            }
        }

        Fold(products, gains);
    }

    /// <summary>What putting a source on would add to <see cref="Score"/>.</summary>
    public double Gain(int source, int age, double severity, Mechanism mechanism)
    {
        Span<double> gains = stackalloc double[Lanes];
        gains.Clear();
        AddGainsBySeverity(source, age, Vector256.Create(severity), mechanism, gains);
        return gains[0];
    }

    /// <summary>P(the service is down and a source that is on brought it down).</summary>
    public double Explained(int service)
    {
        ref readonly var cell = ref _cells[service];
        var own = _options.OwnOutage * OwnFit(cell);
        return (1 - cell.Spared) * (cell.PullFit - own) / cell.Pull / cell.Fit;
    }

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

    private static void Fold(Span<Vector256<double>> products, Span<double> gains)
    {
        var flat = MemoryMarshal.Cast<Vector256<double>, double>(products);
        for (var i = 0; i < flat.Length; i++)
        {
            gains[i] += Math.Log(flat[i]);
        }

        products.Fill(Vector256<double>.One);
    }

    /// <summary>P(reported when it was | so long ago), against a report at any time, by the grid's ages.</summary>
    private void Time(in ServiceCell cell, byte lag, GridTable table, int ages, Span<double> timed)
    {
        var delayRow = ((lag * LagTables.DelayClasses) + cell.Delay) * LagTables.Minutes;
        var reported = MemoryMarshal.Cast<Vector256<double>, double>(table.Reported(lag, cell.Delay));
        for (var i = 0; i < ages; i++)
        {
            timed[i] = Timed(delayRow, table.Ages[i] - cell.Onset, reported[i]);
        }
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
        failed = _tables.FailedBy[(lag * LagTables.Minutes) + minute];
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
        var falseSymptom = _options.FalseSymptom + _graph.Stray[service];
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
