using System.Globalization;
using Groundswell.Attribution.CallGraphs;

namespace Groundswell.Cli.CallGraphs;

/// <summary>Reads a call graph from an adjacency matrix: a row a caller, a column a callee, anything but 0 for a call.</summary>
internal static class CallGraphFile
{
    /// <summary>What X-Ray appends to the name of an address that was called and from which nothing was heard.</summary>
    private const string Inferred = "_remote";

    /// <exception cref="MetricsFault">The file breaks a rule.</exception>
    public static CallGraph Read(string path, CancellationToken cancellationToken)
    {
        var table = Table.Read(path, cancellationToken);
        var names = table.Rows[0][1..];
        if (names.Length > CallGraph.MostNodes)
        {
            throw table.Fault(0, CallGraph.MostNodes + 1, $"more than {CallGraph.MostNodes} nodes.");
        }

        var numbers = Numbers(table, names);
        var calls = new List<(int, int)>();
        var seen = new HashSet<int>();
        for (var row = 1; row < table.Rows.Count; row++)
        {
            var cells = table.Rows[row];
            if (!numbers.TryGetValue(cells[0], out var caller))
            {
                throw table.Fault(row, 0, $"the node {Table.Shown(cells[0])} has a row and no column.");
            }

            if (!seen.Add(caller))
            {
                throw table.Fault(row, 0, $"the node {Table.Shown(cells[0])} has a second row.");
            }

            for (var column = 1; column < cells.Length; column++)
            {
                if (!double.TryParse(cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) || !double.IsFinite(weight))
                {
                    throw table.Fault(row, column, $"{Table.Shown(cells[column])} is not a number; 0 is for no call.");
                }

                if (weight != 0)
                {
                    calls.Add((caller, column - 1));
                }
            }
        }

        return new CallGraph(names, calls, Enumerable.Range(0, names.Length).Where(n => names[n].EndsWith(Inferred, StringComparison.Ordinal)));
    }

    private static Dictionary<string, int> Numbers(Table table, string[] names)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var node = 0; node < names.Length; node++)
        {
            if (names[node].Length == 0)
            {
                throw table.Fault(0, node + 1, "the node has no name.");
            }

            if (!numbers.TryAdd(names[node], node))
            {
                throw table.Fault(0, node + 1, $"the node {Table.Shown(names[node])} has a second column.");
            }
        }

        return numbers;
    }
}
