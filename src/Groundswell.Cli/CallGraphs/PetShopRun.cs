using System.Globalization;
using System.Text;
using Groundswell.Attribution.CallGraphs;
using Groundswell.Cli.Detecting;

namespace Groundswell.Cli.CallGraphs;

/// <summary>Attribution over a folder in the layout of the PetShop data: <c>TRAFFIC/graph.csv</c>, <c>TRAFFIC/noissue/metrics.csv</c> and any number of <c>TRAFFIC/PART/issue_K/</c>.</summary>
internal static class PetShopRun
{
    /// <summary>A longer window is a history, not an issue.</summary>
    private const int MostRows = 1000;

    /// <summary>Reads all, then writes: <paramref name="output"/> is whole or as it was.</summary>
    /// <param name="folder">The data.</param>
    /// <param name="output">A row a likely cause: issue,rank,node,score; none for an issue in which nothing is wrong. Null to write nothing.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="MetricsFault">A file breaks a rule.</exception>
    /// <exception cref="OutputException">The output cannot be written.</exception>
    public static IReadOnlyList<IssueFinding> Run(string folder, string? output, CancellationToken cancellationToken)
    {
        if (output is not null)
        {
            WholeFile.Probe(output, null);
        }

        var findings = Find(folder, cancellationToken);
        if (output is not null)
        {
            WholeFile.Write(output, stream => Write(findings, stream));
        }

        return findings;
    }

    private static List<IssueFinding> Find(string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            throw new MetricsFault(folder, "there is no such folder.");
        }

        var findings = new List<IssueFinding>();
        foreach (var traffic in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (Issue.Below(folder, traffic) is { Count: > 0 } issues)
            {
                findings.AddRange(FindIn(traffic, issues, cancellationToken));
            }
        }

        return findings.Count > 0 ? findings : throw new MetricsFault(folder, "holds no TRAFFIC/PART/issue_K.");
    }

    private static IEnumerable<IssueFinding> FindIn(string traffic, IReadOnlyList<Issue> issues, CancellationToken cancellationToken)
    {
        var graph = CallGraphFile.Read(Required(traffic, "graph.csv"), cancellationToken);
        var usual = MetricsFile.Read(Required(traffic, "noissue", "metrics.csv"), cancellationToken);
        var numbers = graph.Names.Select((name, number) => (name, number)).ToDictionary(n => n.name, n => n.number, StringComparer.Ordinal);
        var finders = new Dictionary<(int, CallTrouble), CallBlameFinder>();
        foreach (var issue in issues)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = Required(issue.Folder, "target.json");
            var target = IssueTarget.Read(path);
            if (!numbers.TryGetValue(target.Node, out var node))
            {
                throw new MetricsFault(path, $"target.node {Table.Shown(target.Node)} is not in graph.csv.");
            }

            var metrics = MetricsFile.Read(Required(issue.Folder, "metrics.csv"), cancellationToken);
            if (metrics.Times.Count > MostRows)
            {
                throw new MetricsFault(Path.Combine(issue.Folder, "metrics.csv"), $"has more than {MostRows} rows.");
            }

            if (!finders.TryGetValue((node, target.Trouble), out var finder))
            {
                finder = finders[(node, target.Trouble)] = new CallBlameFinder(graph, usual.Loads(graph.Names, target.Trouble), node, target.Trouble);
            }

            yield return new IssueFinding(issue.Name, graph.Names, finder.Find(metrics.Loads(graph.Names, target.Trouble), RowOf(metrics.Times, target.Seen)));
        }
    }

    private static string Required(params string[] parts)
    {
        var path = Path.Combine(parts);
        return File.Exists(path) ? path : throw new MetricsFault(path, "there is no such file.");
    }

    /// <summary>The row in whose span a time lies; null where the rows do not hold it.</summary>
    private static int? RowOf(IReadOnlyList<double> times, double? seen)
    {
        var width = times.Count > 1 ? times[1] - times[0] : 0;
        if (seen is not { } time || times.Count == 0 || time < times[0] || time >= times[^1] + width)
        {
            return null;
        }

        var row = times.Count - 1;
        while (times[row] > time)
        {
            row--;
        }

        return row;
    }

    private static void Write(List<IssueFinding> findings, Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine("issue,rank,node,score");
        foreach (var finding in findings)
        {
            for (var rank = 0; rank < finding.Causes.Count; rank++)
            {
                var cause = finding.Causes[rank];
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Cell(finding.Issue)},{rank + 1},{Cell(finding.Nodes[cause.Node])},{cause.Probability:G6}"));
            }
        }
    }

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny(',', '"') < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
