using Groundswell.Bench.Baselines;
using Groundswell.Bench.Load;
using Groundswell.Bench.Results;
using Groundswell.Bench.Servers;

namespace Groundswell.Bench.Measures;

/// <summary>Durable reports a second in batches over HTTP, beside the same rows put straight into SQLite.</summary>
internal static class BatchIngest
{
    private const int Lines = 5_000;
    private const int Connections = 4;

    public static Task<Section> MeasureAsync(BenchOptions options)
    {
        var section = new Section(
            "Batch ingest, durable",
            $"`POST /api/v1/reports/batch`, NDJSON, {Lines} reports a request, {Connections} connections, every report another reporter. Raw SQLite: the same table and pragmas (WAL, `synchronous=FULL`), "
            + $"one thread, {Lines} rows a transaction, with the whole machine to itself.",
            "reports", "node, reports/s", "raw SQLite, rows/s", "ratio", "node, processor µs/report", "generator, µs/report", "p99 of a batch, ms", "others, % of the cores");
        foreach (var withRetryKeys in (ReadOnlySpan<bool>)[false, true])
        {
            Measure(options, withRetryKeys, section);
        }

        section.Note("The limit is SQLite on one core. Node and generator together share the cores that SQLite alone has to itself, and the node also receives, parses, checks, hashes, tells repeats and counts.");
        section.Note("With retry keys each report is two rows, and the keys' order is random: that table costs more than the reports.");
        return Task.FromResult(section);
    }

    private static void Measure(BenchOptions options, bool withRetryKeys, Section section)
    {
        var folder = options.EmptyFolder("ingest");
        var texts = new ReportTexts(options.Node);
        var templates = Enumerable.Range(0, Connections).Select(_ => texts.Batch(Lines, withRetryKeys)).ToList();
        var rows = new Series();
        NodeLoad load;
        using (var node = ServerProcess.StartNode(options.Node, Path.Combine(folder, "data")))
        {
            load = new NodeLoad(node, templates, Connections, options.Round, expectedStatus: 200);
            load.Run(isWarmUp: true);
            using var sqlite = new RawSqlite(RawSqlite.Journals(folder).First(), Path.Combine(folder, "raw.db"));
            sqlite.Run(options.Round, Lines, withRetryKeys);
            for (var round = 0; round < options.Rounds; round++)
            {
                load.Run(isWarmUp: false);
                rows.Add(sqlite.Run(options.Round, Lines, withRetryKeys));
            }
        }

        var stored = RawSqlite.CountRows(Path.Combine(folder, "data"));
        var name = withRetryKeys ? "with retry keys" : "without retry keys";
        section.Row(
            name,
            load.PerSecond.ToText(),
            rows.ToText(),
            Series.Ratio(load.PerSecond, rows).ToText("0.00"),
            load.ServerMicroseconds.ToText("0.0"),
            load.GeneratorMicroseconds.ToText("0.0"),
            load.NinetyNinthMilliseconds.ToText("0"),
            load.OthersPercent.ToText("0"));
        section.Note(FormattableString.Invariant(
            $"{name}: {load.Answered} reports acknowledged, {stored} counted rows on disk after the node was killed (SIGKILL), {load.Failures} requests failed {load.Failure}"));
        Directory.Delete(folder, recursive: true);
    }
}
