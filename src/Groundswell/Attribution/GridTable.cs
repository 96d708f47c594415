using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Groundswell.Attribution;

/// <summary>The lag tables at some ages, in rows as long as whole vectors; the last age is repeated to the row's end.</summary>
internal sealed class GridTable
{
    private readonly LagTables _tables;
    private readonly int[] _lags;
    private readonly double _ever;
    private readonly int _row;
    private readonly int[] _ages;
    private readonly double[] _failed;
    private readonly double[] _reported;

    /// <param name="tables">By the minute.</param>
    /// <param name="lags">Lag classes that are in use.</param>
    /// <param name="ever">P(an outage is ever reported).</param>
    /// <param name="row">Ages that it has room for.</param>
    /// <param name="services">How many services there are.</param>
    public GridTable(LagTables tables, int[] lags, double ever, int row, int services)
    {
        Timed = new TimedRows(services, row);
        (_tables, _lags, _ever, _row) = (tables, lags, ever, row);
        _ages = new int[row];
        _failed = new double[LagTables.LagClasses * row];
        _reported = new double[LagTables.LagClasses * LagTables.DelayClasses * row];
    }

    public int Count { get; private set; }

    /// <summary>Minutes, the nearest first.</summary>
    public ReadOnlySpan<int> Ages => _ages;

    /// <summary>P(failed | the cause's age).</summary>
    public ReadOnlySpan<Vector256<double>> Failed(byte lag) => Row(_failed, lag);

    /// <summary>P(failed and reported | the cause's age).</summary>
    public ReadOnlySpan<Vector256<double>> Reported(byte lag, byte delay) => Row(_reported, (lag * LagTables.DelayClasses) + delay);

    /// <summary>Of the services in the present run.</summary>
    public TimedRows Timed { get; }

    private ReadOnlySpan<Vector256<double>> Row(double[] table, int row) => MemoryMarshal.Cast<double, Vector256<double>>(table.AsSpan(row * _row, _row));

    public void Fill(ReadOnlySpan<int> ages)
    {
        if (ages.SequenceEqual(_ages.AsSpan(0, Count)))
        {
            return;
        }

        Count = ages.Length;
        for (var i = 0; i < _row; i++)
        {
            _ages[i] = ages[Math.Min(i, ages.Length - 1)];
            var minute = Math.Min(_ages[i], LagTables.Minutes - 1);
            foreach (var lag in _lags)
            {
                _failed[(lag * _row) + i] = _tables.FailedBy(lag, minute);
                for (var delay = 0; delay < LagTables.DelayClasses; delay++)
                {
                    var pair = (lag * LagTables.DelayClasses) + delay;
                    _reported[(pair * _row) + i] = _ever * _tables.ReportedBy[(pair * LagTables.Minutes) + minute];
                }
            }
        }
    }
}
