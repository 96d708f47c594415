using System.Globalization;
using Groundswell.Attribution.CallGraphs;

namespace Groundswell.Cli.CallGraphs;

/// <summary>
/// Metrics by node as PetShop writes them: three header lines (node, metric, statistic), then optionally one that names only the
/// first column, then a line a time. Of them, the sum of requests and the averages of latency (seconds) and availability (percent) are used.
/// </summary>
internal sealed class MetricsFile
{
    private const int HeaderLines = 3;

    private readonly Table _table;
    private readonly Dictionary<(string Node, string Metric), int> _columns = [];
    private readonly int _firstRow;

    private MetricsFile(Table table)
    {
        _table = table;
        if (table.Rows.Count < HeaderLines)
        {
            throw table.Fault(table.Rows.Count - 1, 0, "three header lines are expected: nodes, metrics, statistics.");
        }

        for (var column = 1; column < table.Rows[0].Length; column++)
        {
            var (node, metric, statistic) = (table.Rows[0][column], table.Rows[1][column], table.Rows[2][column]);
            if (IsUsed(metric, statistic) && !_columns.TryAdd((node, metric), column))
            {
                throw table.Fault(0, column, $"{metric} of {Table.Shown(node)} was given already.");
            }
        }

        foreach (var (metric, statistic) in Used)
        {
            if (!_columns.Keys.Any(k => k.Metric == metric))
            {
                throw table.Fault(1, 0, $"no column holds the metric '{metric}' with the statistic '{statistic}'.");
            }
        }

        _firstRow = table.Rows.Count > HeaderLines && table.Rows[HeaderLines].Skip(1).All(c => c.Length == 0) && !IsNumber(table.Rows[HeaderLines][0]) ? HeaderLines + 1 : HeaderLines;
        Times = [.. Enumerable.Range(_firstRow, table.Rows.Count - _firstRow).Select(TimeOf)];
    }

    private static readonly (string Metric, string Statistic)[] Used = [("requests", "Sum"), ("latency", "Average"), ("availability", "Average")];

    /// <summary>Seconds since 1970 of each row, rising.</summary>
    public IReadOnlyList<double> Times { get; }

    /// <exception cref="MetricsFault">The file breaks a rule.</exception>
    public static MetricsFile Read(string path, CancellationToken cancellationToken) => new(Table.Read(path, cancellationToken));

    /// <summary>What nodes were asked, and what it cost; a node without columns has none.</summary>
    /// <exception cref="MetricsFault">A value is no number.</exception>
    public CallLoads Loads(IReadOnlyList<string> nodes, CallTrouble trouble)
    {
        var calls = nodes.Select(node => Values(node, "requests")).ToArray();
        double[][] costs = trouble is CallTrouble.Failure
            ? [.. nodes.Select(node => Array.ConvertAll(Values(node, "availability"), percent => Math.Clamp(1 - (percent / 100), 0, 1)))]
            : [.. nodes.Select(node => Values(node, "latency"))];
        return new CallLoads(calls, costs);
    }

    private static bool IsUsed(string metric, string statistic) => Used.Contains((metric, statistic));

    private static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private double TimeOf(int row)
    {
        if (!double.TryParse(_table.Rows[row][0], NumberStyles.Float, CultureInfo.InvariantCulture, out var time) || !double.IsFinite(time))
        {
            throw _table.Fault(row, 0, $"{Table.Shown(_table.Rows[row][0])} is not a time in seconds since 1970.");
        }

        if (row > _firstRow && double.TryParse(_table.Rows[row - 1][0], NumberStyles.Float, CultureInfo.InvariantCulture, out var before) && time <= before)
        {
            throw _table.Fault(row, 0, "the time is not after that of the line before.");
        }

        return time;
    }

    private double[] Values(string node, string metric)
    {
        var values = new double[Times.Count];
        if (!_columns.TryGetValue((node, metric), out var column))
        {
            Array.Fill(values, double.NaN);
            return values;
        }

        for (var row = 0; row < values.Length; row++)
        {
            var cell = _table.Rows[_firstRow + row][column];
            var value = double.NaN;
            if (cell.Length > 0 && !double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            {
                throw _table.Fault(_firstRow + row, column, $"{Table.Shown(cell)} is not a number; leave the cell empty where nothing is known.");
            }

            if (value < 0)
            {
                throw _table.Fault(_firstRow + row, column, $"{Table.Shown(cell)} is below 0, and {metric} cannot be.");
            }

            values[row] = value;
        }

        return values;
    }
}
