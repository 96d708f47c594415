using System.Diagnostics;
using System.Net;
using Groundswell.Bench.Results;
using Groundswell.Bench.Servers;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Outgoing;
using Groundswell.Sensing.Probes;
using Groundswell.Sensing.Probes.Scheduling;
using Groundswell.Signals;
using Microsoft.Extensions.Logging.Abstractions;

namespace Groundswell.Bench.Measures;

/// <summary>What a probe costs beside the blackbox exporter at the same rate, how many names a second, and how exactly 100,000 probes run.</summary>
internal static class ProbeCost
{
    private const int PerMinute = 60_000;
    private const int Scheduled = 100_000;
    private const int NamesAtATime = 256;
    private static readonly AddressGuard Guard = new([IPNetwork.Parse("127.0.0.0/8")]);

    public static async Task<IReadOnlyList<Section>> MeasureAsync(BenchOptions options) => [await HttpAsync(options), await NamesAsync(options), await SchedulingAsync(options)];

    private static async Task<Section> HttpAsync(BenchOptions options)
    {
        var section = new Section(
            "Probes of HTTP",
            $"{PerMinute:#,0} probes a minute of an endpoint on this machine, the scheduler, batches and all; a new connection for each probe unless it says otherwise. Beside it Debian's prometheus-blackbox-exporter, asked as often for a probe of the same endpoint (a new connection for each, as always there; the connection that asks it is kept open).",
            "who", "probes/s", "processor µs a probe", "share of the exporter's");
        using var target = ServerProcess.StartEmpty();
        using var blackbox = ServerProcess.StartBlackbox();
        await using var runner = new ProbeRunner(new ProbeRunnerOptions { Guard = Guard, Resolvers = [new IPEndPoint(IPAddress.Loopback, target.Port)] }, TimeProvider.System);
        var url = new Uri($"http://127.0.0.1:{target.Port}/");
        var (fresh, kept, theirs, ours) = (new Side(), new Side(), new Side(), new ProbeCheck.Http(url));
        for (var round = -1; round < options.Rounds; round++)
        {
            await RunAsync(fresh, Plan(PerMinute, 60, _ => ours), runner, options.Round, round < 0);
            await RunAsync(kept, Plan(PerMinute / 6, 10, _ => ours with { Reuse = true }), runner, options.Round, round < 0);
            if (blackbox is not null)
            {
                await AskAsync(theirs, blackbox, url, options.Round, round < 0);
            }
        }

        section.Row("groundswell", fresh.Rate.ToText(), fresh.Cost.ToText(), Series.Ratio(fresh.Cost, theirs.Cost).ToText("0.00"));
        section.Row("groundswell, `reuse: true` every 10 s", kept.Rate.ToText(), kept.Cost.ToText(), Series.Ratio(kept.Cost, theirs.Cost).ToText("0.00"));
        section.Row("blackbox exporter", theirs.Rate.ToText(), theirs.Cost.ToText(), "1");
        section.Note(blackbox is null ? "The blackbox exporter is not installed here." : "The exporter's figure holds its answering of the question as well, without which it does not probe.");
        return section;
    }

    private static async Task<Section> NamesAsync(BenchOptions options)
    {
        var section = new Section("Probes of DNS", $"{NamesAtATime} at a time of one resolver on this machine, which answers at once.", "probes/s", "processor µs a probe", "failed");
        using var names = ServerProcess.StartNames();
        await using var runner = new ProbeRunner(new ProbeRunnerOptions { Guard = Guard, Resolvers = [new IPEndPoint(IPAddress.Loopback, names.Port)] }, TimeProvider.System);
        var probe = Plan(1, 60, _ => new ProbeCheck.Lookup { Name = "dynamodb.us-east-1.amazonaws.com" })[0];
        var (side, failed) = (new Side(), 0L);
        for (var round = -1; round < options.Rounds; round++)
        {
            var (start, processor, count) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, 0L);
            await Task.WhenAll(Enumerable.Range(0, NamesAtATime).Select(_ => Task.Run(async () =>
            {
                while (Stopwatch.GetElapsedTime(start) < options.Round)
                {
                    var result = await runner.RunAsync(probe, CancellationToken.None);
                    Interlocked.Increment(ref count);
                    Interlocked.Add(ref failed, result.Failure is null ? 0 : 1);
                }
            })));
            side.Add(count, Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - processor, round < 0);
        }

        section.Row(side.Rate.ToText(), side.Cost.ToText("0.0"), Series.Format(failed, "N0"));
        return section;
    }

    private static async Task<Section> SchedulingAsync(BenchOptions options)
    {
        var section = new Section("Schedule of probes", $"{Scheduled:#,0} probes of HTTP, every 60 s each; what a probe does is left out.", "bytes a configured probe", "starts/s", "later than its time, 99 of 100, ms", "processor µs a start");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var plan = Plan(Scheduled, 60, i => new ProbeCheck.Http(new Uri($"https://host{i}.example.com/health")));
        var scheduler = new ProbeScheduler(plan, new Idle(), new Counting(), new ProbeSchedulerOptions(), TimeProvider.System, NullLogger<ProbeScheduler>.Instance);
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / Scheduled;
        var processor = Environment.CpuUsage.TotalTime;
        using var stop = new CancellationTokenSource(options.Round * options.Rounds);
        await scheduler.RunAsync(stop.Token);
        var counts = scheduler.Counts;
        var cost = (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / counts.Finished;
        section.Row(Series.Format(bytes, "N0"), Series.Format(counts.Finished / (options.Round * options.Rounds).TotalSeconds, "N0"), Series.Format(counts.Lateness99.TotalMilliseconds, "N0"), Series.Format(cost, "0.0"));
        section.Note($"Left out since too much was under way: {counts.SkippedAsFull + counts.SkippedAsRunning}. Later than a second: {counts.Late}.");
        GC.KeepAlive(plan);
        return section;
    }

    private static async Task RunAsync(Side side, IReadOnlyList<PlannedProbe> plan, ProbeRunner runner, TimeSpan duration, bool isWarmUp)
    {
        var sink = new Counting();
        var scheduler = new ProbeScheduler(plan, runner, sink, new ProbeSchedulerOptions(), TimeProvider.System, NullLogger<ProbeScheduler>.Instance);
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        using var stop = new CancellationTokenSource(duration);
        await scheduler.RunAsync(stop.Token);
        if (sink.Failed > 0)
        {
            throw new InvalidOperationException($"{sink.Failed} of {sink.Taken} probes failed, such as: {sink.Example}");
        }

        side.Add(sink.Taken, Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - processor, isWarmUp);
    }

    private static async Task AskAsync(Side side, ServerProcess blackbox, Uri url, TimeSpan duration, bool isWarmUp)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{blackbox.Port}") };
        var question = $"/probe?module=http_2xx&target={Uri.EscapeDataString(url.ToString())}";
        var (start, processor, asked) = (Stopwatch.GetTimestamp(), blackbox.ProcessorTime, new List<Task>());
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (Stopwatch.GetElapsedTime(start) is var passed && passed < duration && await timer.WaitForNextTickAsync())
        {
            for (var due = (int)(passed.TotalMinutes * PerMinute); asked.Count < due;)
            {
                asked.Add(Task.Run(async () =>
                {
                    var answer = await client.GetStringAsync(question);
                    if (!answer.Contains("\nprobe_success 1", StringComparison.Ordinal))
                    {
                        throw new InvalidOperationException("The exporter's probe failed.");
                    }
                }));
            }
        }

        await Task.WhenAll(asked);
        side.Add(asked.Count, Stopwatch.GetElapsedTime(start), blackbox.ProcessorTime - processor, isWarmUp);
    }

    private static List<PlannedProbe> Plan(int count, int seconds, Func<int, ProbeCheck> check) => [.. Enumerable.Range(0, count).Select(i => new PlannedProbe
    {
        Target = ProbeTarget.Parse($"acme/global/c{i}"),
        Id = "p",
        Check = check(i),
        Interval = TimeSpan.FromSeconds(seconds),
        Timeout = TimeSpan.FromSeconds(5),
        Retries = 0,
        Group = "acme",
    })];

    private sealed class Side
    {
        public Series Rate { get; } = new();

        public Series Cost { get; } = new();

        public void Add(long count, TimeSpan elapsed, TimeSpan processor, bool isWarmUp)
        {
            if (!isWarmUp)
            {
                Rate.Add(count / elapsed.TotalSeconds);
                Cost.Add(processor.TotalMicroseconds / count);
            }
        }
    }

    private sealed class Counting : IProbeSink
    {
        public long Taken { get; private set; }

        public long Failed { get; private set; }

        public string Example { get; private set; } = "";

        public Task TakeAsync(IReadOnlyList<ProbeResult> results, CancellationToken cancellationToken)
        {
            Taken += results.Count;
            foreach (var failed in results.Where(r => r.Failure is not null))
            {
                Failed++;
                Example = $"{failed.Failure} {failed.Detail}";
            }

            return Task.CompletedTask;
        }
    }

    private sealed class Idle : IProbeRunner
    {
        public Task<ProbeResult> RunAsync(PlannedProbe probe, CancellationToken cancellationToken) => Task.FromResult(new ProbeResult
        {
            Target = probe.Target,
            Probe = probe.Id,
            Vantage = VantageId.Node,
            At = TimeProvider.System.GetUtcNow(),
            Elapsed = TimeSpan.Zero,
        });

        public string? WhyNot(PlannedProbe probe) => null;
    }
}
