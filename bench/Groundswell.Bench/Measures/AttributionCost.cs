using System.Diagnostics;
using System.Globalization;
using Groundswell.Attribution;
using Groundswell.Bench.Results;
using Groundswell.Bench.Worlds;

namespace Groundswell.Bench.Measures;

/// <summary>Time and memory of finding a cause in a large made-up world, beside one pass over all of its edges.</summary>
internal static class AttributionCost
{
    private const int Services = 10_000;
    private const int CasesPerRound = 40;
    private const int WarmingCases = 40; // after which the runtime has compiled everything for good
    private const int Seed = 7;
    private static readonly double[] Minutes = [10, 25, 60];

    public static Section Measure(BenchOptions options)
    {
        var world = new MadeUpOutages(options.Services ?? Services, Seed);
        var (evidence, finder, pass) = (new AttributionEvidence(world.Graph), new CauseFinder(world.Graph), new EdgePass(world.Graph));
        var section = new Section(
            "Attribution",
            FormattableString.Invariant($"`CauseFinder.Run` over {Series.Format(world.Graph.ServiceCount, "N0")} services, {Series.Format(world.Graph.ComponentCount, "N0")} components, ")
            + FormattableString.Invariant($"{Series.Format(world.Graph.GroupCount, "N0")} groups and {Series.Format(world.Graph.EdgeCount, "N0")} edges. One thread, processor time; each run is another outage of which nothing is known before, 10, 25 or 60 minutes old. ")
            + "In turns with it a pass over as many edges: from each its weight, and what is known of its target, added up.",
            "causes",
            "p50, ms",
            "p95, ms",
            "p99, ms",
            "elapsed p50 / p99, ms",
            "a pass, ms",
            "a run in passes (p50)",
            "bytes allocated by a run",
            "the first or both are right");
        Row(world, evidence, finder, pass, 1, WarmingCases, new Section("", ""));
        for (var causes = 0; causes <= 2; causes++)
        {
            Row(world, evidence, finder, pass, causes, CasesPerRound * options.Rounds, section);
        }

        section.Note($"{CasesPerRound * options.Rounds} outages each. Without a cause there are only outages of single services and false symptoms. The last column says that what was timed is the real thing; it is no measure of how well causes are found (docs/attribution.md).");
        section.Note("The limit is one pass: whoever looks at every edge once needs as long. A run tries hundreds of sets of causes, each along the edges of what it takes down.");
        return section;
    }

    private static void Row(MadeUpOutages world, AttributionEvidence evidence, CauseFinder finder, EdgePass pass, int causes, int cases, Section section)
    {
        var (times, elapsed, passes, bytes, right) = (new Series(), new Series(), new Series(), new Series(), 0);
        for (var i = 0; i < cases; i++)
        {
            var roots = world.Draw(evidence, causes, Minutes[i % Minutes.Length]);
            finder.Forget();
            passes.Add(pass.Run().TotalMilliseconds);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var (start, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var found = finder.Run(evidence);
            used = Environment.CpuUsage.TotalTime - used;
            elapsed.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            times.Add(used.TotalMilliseconds);
            bytes.Add(allocated);
            right += IsRight(found, roots) ? 1 : 0;
        }

        section.Row(
            causes.ToString(CultureInfo.InvariantCulture),
            Text(times.Quantile(0.5)),
            Text(times.Quantile(0.95)),
            Text(times.Quantile(0.99)),
            $"{Text(elapsed.Quantile(0.5))} / {Text(elapsed.Quantile(0.99))}",
            passes.Median.ToString("0.000", CultureInfo.InvariantCulture),
            Series.Format(times.Median / passes.Median, "N0"),
            bytes.ToText(),
            FormattableString.Invariant($"{right} of {cases}"));

        static string Text(double milliseconds) => milliseconds.ToString("0.0", CultureInfo.InvariantCulture);
    }

    /// <summary>The causes come first; without any, nothing shared is what is likeliest.</summary>
    private static bool IsRight(AttributionResult found, IReadOnlyList<int> roots)
    {
        if (roots.Count == 0)
        {
            return found.None > 0.5;
        }

        var first = found.Ranked[..Math.Min(roots.Count, found.Ranked.Length)].ToArray();
        return roots.All(root => first.Any(cause => cause.Component == root));
    }

    /// <summary>As many edges as a graph has, in flat arrays: targets by chance, as services are among a component's dependants.</summary>
    private sealed class EdgePass
    {
        private readonly int[] _target;
        private readonly float[] _weight;
        private readonly float[] _known;

        public EdgePass(AttributionGraph graph)
        {
            var random = new Random(Seed);
            _target = [.. Enumerable.Range(0, graph.EdgeCount).Select(_ => random.Next(graph.ServiceCount))];
            _weight = [.. Enumerable.Range(0, graph.EdgeCount).Select(_ => random.NextSingle())];
            _known = [.. Enumerable.Range(0, graph.ServiceCount).Select(_ => random.NextSingle())];
        }

        /// <summary>Told so that the loop is not left out.</summary>
        public double Sum { get; private set; }

        public TimeSpan Run()
        {
            var start = Stopwatch.GetTimestamp();
            var (a, b, c, d) = (0f, 0f, 0f, 0f); // four, so that no addition waits for the one before
            ReadOnlySpan<int> target = _target;
            ReadOnlySpan<float> weight = _weight.AsSpan(0, target.Length);
            ReadOnlySpan<float> known = _known;
            for (var i = 0; i + 3 < target.Length; i += 4)
            {
                a += weight[i] * known[target[i]];
                b += weight[i + 1] * known[target[i + 1]];
                c += weight[i + 2] * known[target[i + 2]];
                d += weight[i + 3] * known[target[i + 3]];
            }

            Sum += a + b + c + d;
            return Stopwatch.GetElapsedTime(start);
        }
    }
}
