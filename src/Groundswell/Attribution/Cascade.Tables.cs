namespace Groundswell.Attribution;

internal sealed partial class Cascade
{
    // Both are asked for again and again, and stay the same while the grid does.
    private readonly double[] _passages = new double[LagTables.LagClasses * AgeGrid.Most * AgeGrid.Most]; // by lag, cell of the cause, of the effect; NaN where not known yet
    private readonly double[] _spared; // by edge and cell: ln P(spared by a cause of mean severity)
    private int _version; // of the grid that they are tabulated for

    /// <summary>Takes the ages that are looked at in this run.</summary>
    public void Begin()
    {
        if (_version != _grid.Version)
        {
            _version = _grid.Version;
            Array.Fill(_passages, double.NaN);
            Array.Fill(_spared, double.NaN);
        }
    }

    private double Passage(byte lag, int from, int to)
    {
        ref var known = ref _passages[(((lag * AgeGrid.Most) + from) * AgeGrid.Most) + to];
        if (double.IsNaN(known))
        {
            known = _tables.Passage(lag, _grid.Ages[from], _grid.Widths[from], _grid.Ages[to], _grid.Widths[to]);
        }

        return known;
    }

    /// <summary>By cell, ln P(a child that is off was spared by a cause of mean severity).</summary>
    private void AddSpared(int edge, Span<double> sums)
    {
        var row = _spared.AsSpan(edge * AgeGrid.Most, AgeGrid.Most);
        for (var cell = 0; cell < sums.Length; cell++)
        {
            if (double.IsNaN(row[cell]))
            {
                var edges = _graph.ToComponents;
                row[cell] = Math.Log(1 - (edges.Weight[edge] * MeanSeverity * FailedBy(edges.Lag[edge], _grid.Ages[cell])));
            }

            sums[cell] += row[cell];
        }
    }
}
