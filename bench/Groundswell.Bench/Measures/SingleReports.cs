using Groundswell.Bench.Baselines;
using Groundswell.Bench.Load;
using Groundswell.Bench.Results;
using Groundswell.Bench.Servers;

namespace Groundswell.Bench.Measures;

/// <summary>Durable single reports a second, beside an endpoint that reads the same body and does nothing.</summary>
internal static class SingleReports
{
    private const int Templates = 64;

    public static Task<Section> MeasureAsync(BenchOptions options)
    {
        var section = new Section(
            "Single reports, durable",
            "`POST /api/v1/reports`, one report a request, answered after its commit. Beside it an empty endpoint of the same web server that reads the same body and answers 202. One request at a time on each connection.",
            "reports, connections", "node, requests/s", "empty endpoint, requests/s", "ratio", "node p50 / p99, ms", "empty p50 / p99, ms", "node / empty, processor µs", "generator, µs", "others, % of the cores");
        Measure(options, 64, false, section);
        Measure(options, 256, false, section);
        Measure(options, 256, true, section);
        section.Note("The limit is the empty endpoint, which the generator shares the cores with; the disk takes one commit after another, and all that waits shares the next one.");
        return Task.FromResult(section);
    }

    private static void Measure(BenchOptions options, int connections, bool withRetryKeys, Section section)
    {
        var folder = options.EmptyFolder("single");
        var texts = new ReportTexts(options.Node);
        NodeLoad load;
        NodeLoad nothing;
        using (var node = ServerProcess.StartNode(options.Node, folder))
        using (var empty = ServerProcess.StartEmpty())
        {
            var reports = Enumerable.Range(0, Templates).Select(_ => texts.Single(withRetryKeys)).ToList();
            load = new NodeLoad(node, reports, connections, options.Round, expectedStatus: 201);
            nothing = new NodeLoad(empty, [.. reports.Select(r => r.To("/"))], connections, options.Round, expectedStatus: 202);
            load.Run(isWarmUp: true);
            nothing.Run(isWarmUp: true);
            for (var round = 0; round < options.Rounds; round++)
            {
                load.Run(isWarmUp: false);
                nothing.Run(isWarmUp: false);
            }
        }

        var name = $"{(withRetryKeys ? "with" : "without")} retry keys, {connections}";
        section.Row(
            name,
            load.PerSecond.ToText(),
            nothing.PerSecond.ToText(),
            Series.Ratio(load.PerSecond, nothing.PerSecond).ToText("0.00"),
            FormattableString.Invariant($"{load.MedianMilliseconds.Median:0.0} / {load.NinetyNinthMilliseconds.Median:0.0}"),
            FormattableString.Invariant($"{nothing.MedianMilliseconds.Median:0.0} / {nothing.NinetyNinthMilliseconds.Median:0.0}"),
            FormattableString.Invariant($"{load.ServerMicroseconds.Median:0} / {nothing.ServerMicroseconds.Median:0}"),
            FormattableString.Invariant($"{load.GeneratorMicroseconds.Median:0}"),
            load.OthersPercent.ToText("0"));
        section.Note(FormattableString.Invariant(
            $"{name}: {load.Answered} reports acknowledged, {RawSqlite.CountRows(folder)} counted rows on disk after the node was killed, {load.Failures + nothing.Failures} requests failed {load.Failure ?? nothing.Failure}"));
        Directory.Delete(folder, recursive: true);
    }
}
