using System.Diagnostics;
using System.Globalization;
using Groundswell.Bench.Results;
using Groundswell.Bench.Worlds;
using Groundswell.Catalogue;
using Groundswell.Concentration;

namespace Groundswell.Bench.Measures;

/// <summary>Time and memory of blast radii, smallest sets and sampled switch-offs over a large made-up world.</summary>
internal static class ConcentrationCost
{
    private const int Services = 1_000_000;
    private const int Samples = 64;
    private const int Seed = 7;
    private static readonly double[] Targets = [0.5, 0.8, 0.9, 0.95];

    public static Section Measure(BenchOptions options)
    {
        var services = options.Services ?? Services;
        var section = new Section(
            "Concentration",
            $"{Number(services)} services with {MadeUpDependencies.NeedsPerService} needs each, {Number(MadeUpDependencies.Components)} components with 200 circles of two, "
            + $"{Number(MadeUpDependencies.Groups)} groups of which one of two must work. One thread, elapsed time. \"All needs\" is the hardest case: every need passes a failure on for certain.",
            "what", "ms", "MB allocated beside the graph");
        Warm();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.GetTimestamp();
        var graph = MadeUpDependencies.Make(services, Seed);
        var made = Stopwatch.GetElapsedTime(watch);
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        section.Note($"The graph holds {Mega(held)} MB and was made up in {Milliseconds(made)} ms, the drawing of chance included.");
        foreach (var (level, name) in ((Criticality, string)[])[(Criticality.Hard, "hard needs"), (Criticality.Soft, "all needs")])
        {
            MeasureRadii(graph, level, name, options.Rounds, section);
            MeasureSmallestSet(graph, level, name, options.Rounds, section);
        }

        MeasureSampling(graph, options.Rounds, section);
        return section;
    }

    private static void MeasureRadii(DependencyGraph graph, Criticality level, string name, int rounds, Section section)
    {
        int[] radii = [];
        Row(section, $"blast radii of all components, {name}", rounds, () => radii = BlastRadii.All(graph, level));
        section.Note($"Blast radii, {name}: {Number(radii.Sum(r => (long)r))} pairs of a component and a service that it takes down; the largest takes {Number(radii.Max())}.");
    }

    private static void MeasureSmallestSet(DependencyGraph graph, Criticality level, string name, int rounds, Section section)
    {
        int[][] suppliers = [.. Enumerable.Range(0, graph.Components).Select(c => (int[])[c])];
        IReadOnlyList<CoverStep> picks = [];
        Row(section, $"smallest set for 95 % of services, {name}", rounds, () => picks = SmallestSet.Of(graph, suppliers, level, (int)(0.95 * graph.Services)));
        var reached = Targets.Select(t => picks.FirstOrDefault(p => p.Covered >= t * graph.Services) is { Covered: > 0 } pick
            ? FormattableString.Invariant($"{100 * t:0} % by {picks.ToList().IndexOf(pick) + 1}")
            : FormattableString.Invariant($"{100 * t:0} % by none"));
        section.Note($"Smallest sets, {name}: {string.Join(", ", reached)} components.");
    }

    private static void MeasureSampling(DependencyGraph graph, int rounds, Section section)
    {
        var largest = BlastRadii.All(graph, Criticality.Hard).Index().MaxBy(r => r.Item).Index;
        SampledFailures fallen = null!;
        Row(section, $"{Samples} samples with the largest component off", rounds, () => fallen = new FailureSampling(graph, FailureOdds.Default, Seed).SwitchOff([largest], Samples));
        section.Note($"With the largest component off, {Number((long)fallen.Totals.Average())} services fall in the mean.");
        var sampling = new FailureSampling(graph, FailureOdds.Default, Seed);
        var chances = Enumerable.Repeat(0.01, graph.Components).ToArray();
        Row(section, $"{Samples} samples with each component off by a chance of 1 %", rounds, () => fallen = sampling.Sample(chances, Samples));
        section.Note($"With each component off by 1 %, {Number((long)fallen.Totals.Average())} services fall in the mean.");
    }

    private static void Warm()
    {
        var graph = MadeUpDependencies.Make(20_000, Seed);
        for (var i = 0; i < 5; i++)
        {
            BlastRadii.All(graph, Criticality.Soft);
            new FailureSampling(graph, FailureOdds.Default, Seed).SwitchOff([0], Samples);
        }
    }

    private static void Row(Section section, string what, int rounds, Action run)
    {
        var times = new Series();
        var held = 0.0;
        for (var round = 0; round < rounds; round++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.GetTimestamp();
            run();
            times.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
            held = (GC.GetAllocatedBytesForCurrentThread() - allocated) / 1e6;
        }

        section.Row(what, times.ToText("0"), held.ToString("0", CultureInfo.InvariantCulture));
    }

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    private static string Mega(long bytes) => (bytes / 1e6).ToString("0", CultureInfo.InvariantCulture);

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
}
