using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Probes.Scheduling;
using Groundswell.Signals;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Groundswell.Sensing.Tests.Probes.Scheduling;

public sealed class ProbeSchedulerTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2025, 10, 20, 6, 48, 0, TimeSpan.Zero));
    private readonly FakeTargets _targets;
    private readonly KeptResults _results = new();

    public ProbeSchedulerTests() => _targets = new FakeTargets(_time);

    [Fact]
    public async Task Every_probe_runs_once_in_each_interval()
    {
        var scheduler = Make([.. Enumerable.Range(0, 50).Select(i => Plan($"p{i}", seconds: 5 + (i % 3 * 5)))]);

        await PassAsync(scheduler, TimeSpan.FromSeconds(60));

        foreach (var (id, runs) in _targets.Runs.GroupBy(r => r.Probe).Select(g => (g.Key, g.Count())))
        {
            var wanted = 60 / (5 + (int.Parse(id[1..], System.Globalization.CultureInfo.InvariantCulture) % 3 * 5));
            Assert.InRange(runs, wanted - 1, wanted + 1);
        }

        Assert.Equal(50, _targets.Runs.Select(r => r.Probe).Distinct().Count());
        Assert.True(scheduler.Counts.Lateness99 <= TimeSpan.FromMilliseconds(11), $"{scheduler.Counts}");
    }

    [Fact]
    public async Task Two_runs_are_never_closer_than_the_interval_without_its_jitter()
    {
        var scheduler = Make([Plan("a", seconds: 10)]);

        await PassAsync(scheduler, TimeSpan.FromMinutes(10));

        var gaps = _targets.Runs.Zip(_targets.Runs.Skip(1), (one, next) => next.At - one.At).ToList();
        Assert.All(gaps, gap => Assert.InRange(gap, TimeSpan.FromSeconds(8.98), TimeSpan.FromSeconds(11.02)));
        Assert.True(gaps.Distinct().Count() > 10, "They come by a little later by another amount each time.");
    }

    [Fact]
    public async Task A_start_is_no_stampede()
    {
        var scheduler = Make([.. Enumerable.Range(0, 6_000).Select(i => Plan($"p{i}", seconds: 60))]);

        await PassAsync(scheduler, TimeSpan.FromSeconds(66));

        var perSecond = _targets.Runs.GroupBy(r => r.At.ToUnixTimeSeconds()).Select(g => g.Count()).ToList();
        Assert.InRange(perSecond.Max(), 80, 150);
    }

    [Fact]
    public async Task A_restart_changes_no_times()
    {
        var plan = Enumerable.Range(0, 20).Select(i => Plan($"p{i}", seconds: 60)).ToList();
        await PassAsync(Make(plan), TimeSpan.FromSeconds(30));
        await PassAsync(Make(plan), TimeSpan.FromSeconds(30));

        Assert.InRange(_targets.Runs.Count, 16, 24);
        Assert.True(_targets.Runs.Select(r => r.Probe).Distinct().Count() >= 16);
    }

    [Fact]
    public async Task A_run_that_lasts_is_not_joined_by_the_next()
    {
        var gate = new TaskCompletionSource();
        _targets.Gate = gate.Task;
        var scheduler = Make([Plan("a", seconds: 5)]);

        await PassAsync(scheduler, TimeSpan.FromSeconds(21), isAwaited: false);

        var counts = scheduler.Counts;
        Assert.Equal((1, 1), (counts.Started, counts.Running));
        Assert.InRange(counts.SkippedAsRunning, 2, 4);
        gate.SetResult();
        await scheduler.RunsUnderWay();
    }

    [Fact]
    public async Task What_is_too_much_is_left_out_and_counted()
    {
        var gate = new TaskCompletionSource();
        _targets.Gate = gate.Task;
        var scheduler = Make([.. Enumerable.Range(0, 100).Select(i => Plan($"p{i}", seconds: 5))], new ProbeSchedulerOptions { MostRunning = 10 });

        await PassAsync(scheduler, TimeSpan.FromSeconds(6), isAwaited: false);

        Assert.Equal(10, scheduler.Counts.Running);
        Assert.True(scheduler.Counts.SkippedAsFull >= 85, $"{scheduler.Counts}");
        gate.SetResult();
        await scheduler.RunsUnderWay();
        Assert.Equal(0, scheduler.Counts.Running);
    }

    [Fact]
    public async Task A_new_plan_keeps_the_time_of_what_stays()
    {
        var stays = Plan("stays", seconds: 60);
        var scheduler = Make([stays, Plan("goes", seconds: 5)]);
        await PassAsync(scheduler, TimeSpan.FromSeconds(60));
        var before = _targets.Runs.Count(r => r.Probe == "stays");

        for (var i = 0; i < 60; i++)
        {
            scheduler.Replace([stays with { Timeout = TimeSpan.FromSeconds(5) }, Plan("comes", seconds: 5)]);
            await PassAsync(scheduler, TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_targets.Runs.Count(r => r.Probe == "stays") - before, 1, 1);
        Assert.DoesNotContain(_targets.Runs.Skip(20), r => r.Probe == "goes");
        Assert.InRange(_targets.Runs.Count(r => r.Probe == "comes"), 10, 13);
        Assert.Equal(2, scheduler.Counts.Configured);
    }

    [Fact]
    public async Task The_result_of_a_probe_that_went_while_it_ran_is_let_fall()
    {
        var gate = new TaskCompletionSource();
        _targets.Gate = gate.Task;
        var scheduler = Make([Plan("a", seconds: 5)]);
        await PassAsync(scheduler, TimeSpan.FromSeconds(6), isAwaited: false);

        scheduler.Replace([]);
        gate.SetResult();
        await scheduler.RunsUnderWay();
        await scheduler.FlushAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_results.All);
        Assert.Equal(1, scheduler.Counts.Finished);
    }

    [Fact]
    public void A_probe_that_this_machine_cannot_run_is_told_and_not_run()
    {
        var scheduler = Make([Plan("no-quic", seconds: 5), Plan("a", seconds: 5)]);

        Assert.Equal(1, scheduler.Counts.Configured);
        Assert.Equal([("no-quic", "not here")], scheduler.Unavailable.Select(u => (u.Probe.Id, u.Reason)));
    }

    [Fact]
    public async Task A_fault_of_ours_is_counted_and_is_no_result()
    {
        _targets.Fault = p => p.Id == "a" ? new InvalidOperationException("a mistake") : null;
        var scheduler = Make([Plan("a", seconds: 5), Plan("b", seconds: 5)]);

        await PassAsync(scheduler, TimeSpan.FromSeconds(30));

        Assert.True(scheduler.Counts.Broken >= 5);
        Assert.All(_results.All, r => Assert.Equal("b", r.Probe));
        Assert.NotEmpty(_results.All);
    }

    [Fact]
    public async Task Results_are_handed_on_in_batches()
    {
        var scheduler = Make([.. Enumerable.Range(0, 1_200).Select(i => Plan($"p{i}", seconds: 5))]);

        await PassAsync(scheduler, TimeSpan.FromSeconds(5.5));

        Assert.True(_results.Batches.TrueForAll(b => b.Count is > 0 and <= 500));
        Assert.InRange(_results.All.Count(), 1_100, 1_450);
    }

    [Fact]
    public async Task A_sink_that_is_too_slow_costs_results_and_not_memory()
    {
        var scheduler = Make([.. Enumerable.Range(0, 200).Select(i => Plan($"p{i}", seconds: 5))], new ProbeSchedulerOptions { MostWaiting = 50 });

        await PassAsync(scheduler, TimeSpan.FromSeconds(6), isFlushed: false);
        await scheduler.FlushAsync(TestContext.Current.CancellationToken);

        Assert.Equal(50, _results.All.Count());
        Assert.Equal(scheduler.Counts.Finished - 50, scheduler.Counts.Dropped);
    }

    [Fact]
    public async Task References_run_seldom_and_at_once_where_something_fails()
    {
        var reference = Plan("any", seconds: 300) with { Target = ProbeTarget.Reference("there") };
        var scheduler = Make([Plan("a", seconds: 5), reference]);
        await PassAsync(scheduler, TimeSpan.FromSeconds(60));
        Assert.InRange(_targets.Runs.Count(r => r.Probe == "any"), 0, 1);
        var before = _targets.Runs.Count;

        _targets.Failure = _ => FailureClass.ConnectTimeout;
        await PassAsync(scheduler, TimeSpan.FromSeconds(60));

        var runs = _targets.Runs.Skip(before).ToList();
        var references = runs.Where(r => r.Probe == "any").Select(r => r.At).ToList();
        Assert.InRange(references.Count, 5, 7);
        Assert.InRange(references[0] - runs.First(r => r.Probe == "a").At, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.All(references.Zip(references.Skip(1), (one, next) => next - one), gap => Assert.True(gap >= TimeSpan.FromSeconds(10), $"{gap}"));
    }

    [Fact]
    public async Task It_runs_by_its_clock_until_it_is_told_to_stop()
    {
        var scheduler = Make([Plan("a", seconds: 5)]);
        using var stop = new CancellationTokenSource();
        var running = scheduler.RunAsync(stop.Token);

        while (_results.Batches.Count < 2)
        {
            _time.Advance(Step);
            await Task.Yield();
        }

        await stop.CancelAsync();
        await running;
        Assert.True(_results.All.Count() >= 2);
    }

    private static PlannedProbe Plan(string id, int seconds) => new()
    {
        Target = ProbeTarget.Parse($"acme/global/{id}"),
        Id = id,
        Check = new ProbeCheck.Tcp(new HostPort("127.0.0.1", 1)),
        Interval = TimeSpan.FromSeconds(seconds),
        Timeout = TimeSpan.FromSeconds(1),
        Retries = 0,
        Group = id,
    };

    private ProbeScheduler Make(IReadOnlyList<PlannedProbe> plan, ProbeSchedulerOptions? options = null) =>
        new(plan, _targets, _results, options ?? new ProbeSchedulerOptions(), _time, NullLogger<ProbeScheduler>.Instance);

    /// <summary>Lets time pass in the scheduler's own steps.</summary>
    private async Task PassAsync(ProbeScheduler scheduler, TimeSpan passing, bool isAwaited = true, bool isFlushed = true)
    {
        for (var passed = TimeSpan.Zero; passed < passing; passed += Step)
        {
            _time.Advance(Step);
            scheduler.Tick(TestContext.Current.CancellationToken);
            if (isAwaited)
            {
                await scheduler.RunsUnderWay();
            }
        }

        if (isFlushed)
        {
            await scheduler.FlushAsync(TestContext.Current.CancellationToken);
        }
    }
}
