using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Groundswell.Attribution;

internal sealed partial class ServiceField
{
    private const int Lanes = 4;

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
            var onTime = cell.Onset < 0 ? reported : Time(targets[edge], lag, table);

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

        FoldRest(products, pending, gains);
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
            var onTime = cell.Onset < 0 ? reported : Time(edges.Target[edge], lag, table);

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

        FoldRest(products, pending, gains);
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
                Vector256.Create(_tables.FailedBy(lag, minute)),
                Vector256.Create(reported),
                Vector256.Create(onTime));
            if (++pending == RatiosPerLogarithm)
            {
                Fold(products, gains);
                pending = 0;
            }
        }

        FoldRest(products, pending, gains);
    }

    /// <summary>What putting a source on would add to <see cref="Score"/>.</summary>
    public double Gain(int source, int age, double severity, Mechanism mechanism)
    {
        Span<double> gains = stackalloc double[Lanes];
        gains.Clear();
        AddGainsBySeverity(source, age, Vector256.Create(severity), mechanism, gains);
        return gains[0];
    }

    /// <summary>Of a source without a service of which anything is known, nothing is left to fold.</summary>
    private static void FoldRest(Span<Vector256<double>> products, int pending, Span<double> gains)
    {
        if (pending > 0)
        {
            Fold(products, gains);
        }
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
    private ReadOnlySpan<Vector256<double>> Time(int service, byte lag, GridTable table)
    {
        var row = table.Timed.Of(service, lag, out var isNew);
        if (isNew)
        {
            ref readonly var cell = ref _cells[service];
            var delayRow = ((lag * LagTables.DelayClasses) + cell.Delay) * LagTables.Minutes;
            var reported = MemoryMarshal.Cast<Vector256<double>, double>(table.Reported(lag, cell.Delay));
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = Timed(delayRow, table.Ages[i] - cell.Onset, reported[i]);
            }
        }

        return TimedRows.Vectors(row);
    }
}
