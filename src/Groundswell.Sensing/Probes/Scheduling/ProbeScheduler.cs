using System.Threading.Channels;
using Groundswell.Signals;
using Microsoft.Extensions.Logging;

namespace Groundswell.Sensing.Probes.Scheduling;

/// <summary>
/// Runs probes at their times and hands their results on in batches. Each probe has a place within its interval that its name gives, so that
/// a start is no stampede and a restart changes nothing. A run whose time has come while the one before still lasts, or while as many run
/// as may, is left out and counted: nothing waits in a queue. References run when something failed, to show whether that was seen well.
/// Shared state is under one lock.
/// </summary>
public sealed partial class ProbeScheduler
{
    private static readonly TimeSpan TickLength = TimeSpan.FromMilliseconds(10);

    /// <summary>References belong to others, who have done nothing to be asked all the time.</summary>
    private static readonly TimeSpan ReferencesEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly TimerWheel<ScheduledProbe> _wheel = new();
    private readonly List<WheelTimer<ScheduledProbe>> _due = [];
    private readonly HashSet<ScheduledProbe> _running = [];
    private readonly LatenessHistogram _lateness = new();
    private readonly IProbeRunner _runner;
    private readonly IProbeSink _sink;
    private readonly ProbeSchedulerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ProbeScheduler> _logger;
    private readonly Channel<ProbeResult> _results;
    private readonly long _startTimestamp;
    private readonly TimeSpan _start;
    private Dictionary<(ProbeTarget Target, string Id), ScheduledProbe> _probes = [];
    private IReadOnlyList<ScheduledProbe> _references = [];
    private IReadOnlyList<UnavailableProbe> _unavailable = [];
    private TimeSpan _began;
    private long _started;
    private long _finished;
    private long _skippedAsRunning;
    private long _skippedAsFull;
    private long _dropped;
    private long _broken;

    public ProbeScheduler(
        IReadOnlyList<PlannedProbe> probes, IProbeRunner runner, IProbeSink sink, ProbeSchedulerOptions options, TimeProvider time, ILogger<ProbeScheduler> logger)
    {
        ArgumentNullException.ThrowIfNull(probes);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MostRunning, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MostRunning, 100_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Jitter);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Jitter, 0.5);
        (_runner, _sink, _options, _time, _logger) = (runner, sink, options, time, logger);
        _results = Channel.CreateBounded<ProbeResult>(new BoundedChannelOptions(options.MostWaiting) { SingleReader = true });
        _startTimestamp = time.GetTimestamp();
        _start = TimeSpan.FromTicks(time.GetUtcNow().UtcTicks);
        Replace(probes);
    }

    /// <summary>Probes that are configured and that this machine cannot run.</summary>
    public IReadOnlyList<UnavailableProbe> Unavailable
    {
        get
        {
            lock (_lock)
            {
                return _unavailable;
            }
        }
    }

    public ProbeSchedulerCounts Counts
    {
        get
        {
            lock (_lock)
            {
                return new ProbeSchedulerCounts
                {
                    Configured = _probes.Count,
                    Running = _running.Count,
                    Started = _started,
                    Finished = _finished,
                    SkippedAsRunning = _skippedAsRunning,
                    SkippedAsFull = _skippedAsFull,
                    Late = _lateness.Beyond,
                    Dropped = Interlocked.Read(ref _dropped),
                    Broken = Interlocked.Read(ref _broken),
                    Lateness99 = _lateness.Quantile(0.99),
                };
            }
        }
    }

    /// <summary>
    /// Puts another plan in force. A probe that stays, by target and slug, keeps its time unless its interval changed; the result of one that
    /// goes while it runs is let fall.
    /// </summary>
    public void Replace(IReadOnlyList<PlannedProbe> probes)
    {
        ArgumentNullException.ThrowIfNull(probes);
        var unavailable = probes.Select(p => (Probe: p, Reason: _runner.WhyNot(p))).Where(p => p.Reason is not null).Select(p => new UnavailableProbe(p.Probe, p.Reason!)).ToList();
        var left = unavailable.Select(u => u.Probe).ToHashSet(ReferenceEqualityComparer.Instance);
        lock (_lock)
        {
            var now = Now;
            var next = new Dictionary<(ProbeTarget, string), ScheduledProbe>(probes.Count);
            foreach (var probe in probes.Where(p => !left.Contains(p)))
            {
                var stays = _probes.Remove((probe.Target, probe.Id), out var known);
                var scheduled = known ?? new ScheduledProbe(probe, _options.Seed);
                var isMoved = !stays || scheduled.Probe.Interval != probe.Interval;
                scheduled.Probe = probe;
                if (!next.TryAdd((probe.Target, probe.Id), scheduled))
                {
                    throw new ArgumentException($"{probe} is in the plan twice.", nameof(probes));
                }

                if (isMoved)
                {
                    Set(scheduled, now);
                }
            }

            foreach (var gone in _probes.Values)
            {
                gone.IsRemoved = true;
                _wheel.Cancel(gone.Timer);
            }

            _probes = next;
            _references = [.. next.Values.Where(p => p.Probe.Target.IsReference)];
            _unavailable = unavailable;
        }
    }

    /// <summary>Runs until it is told to stop, then until the runs under way have ended.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _began = Now;
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ticking = TickAsync(stopping.Token);
        var delivering = DeliverAsync(stopping.Token);
        try
        {
            await await Task.WhenAny(ticking, delivering);
        }
        finally
        {
            await stopping.CancelAsync();
            await Task.WhenAll(ticking, delivering, RunsUnderWay());
        }

        await FlushAsync(CancellationToken.None); // what had ended before
    }

    /// <summary>Since year 1, by the clock that only moves on.</summary>
    private TimeSpan Now => _start + _time.GetElapsedTime(_startTimestamp);

    /// <summary>Starts what is due.</summary>
    internal void Tick(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = Now;
            _due.Clear();
            _wheel.Advance((now - _start).Ticks / TickLength.Ticks, _due);
            foreach (var timer in _due)
            {
                StartOrSkip(timer.Value, _start + (timer.Due * TickLength), cancellationToken);
                Set(timer.Value, now);
            }
        }
    }

    /// <summary>All that has come so far, in batches.</summary>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        while (_results.Reader.TryPeek(out _))
        {
            var batch = new List<ProbeResult>();
            while (batch.Count < _options.BatchSize && _results.Reader.TryRead(out var result))
            {
                batch.Add(result);
            }

            await _sink.TakeAsync(batch, cancellationToken);
        }
    }

    /// <summary>Ends when the runs that are under way now have.</summary>
    internal Task RunsUnderWay()
    {
        lock (_lock)
        {
            return Task.WhenAll(_running.Select(r => r.Run));
        }
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TickLength, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                Tick(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    private async Task DeliverAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _results.Reader.WaitToReadAsync(cancellationToken))
            {
                if (_results.Reader.Count < _options.BatchSize)
                {
                    await Task.Delay(_options.BatchWait, _time, cancellationToken);
                }

                await FlushAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    private void Set(ScheduledProbe probe, TimeSpan after)
    {
        var due = probe.NextAfter(after, _options.Jitter) - _start;
        _wheel.Set(probe.Timer, (due.Ticks + TickLength.Ticks - 1) / TickLength.Ticks);
    }

    private void StartOrSkip(ScheduledProbe probe, TimeSpan due, CancellationToken cancellationToken)
    {
        if (probe.IsRunning)
        {
            _skippedAsRunning++;
        }
        else if (_running.Count >= _options.MostRunning)
        {
            if (_skippedAsFull++ % _options.MostRunning == 0)
            {
                Log.Full(_logger, _options.MostRunning);
            }
        }
        else
        {
            _started++;
            (probe.IsRunning, probe.IsHasty, probe.LastStart) = (true, false, Now);
            _running.Add(probe);
            var planned = probe.Probe;
            probe.Run = Task.Run(() => RunAsync(probe, planned, due, cancellationToken), CancellationToken.None);
        }
    }

    private async Task RunAsync(ScheduledProbe scheduled, PlannedProbe probe, TimeSpan due, CancellationToken cancellationToken)
    {
        _lateness.Add(Now - (due > _began ? due : _began)); // what was due before it ran at all was not late by its fault
        ProbeResult? result = null;
        try
        {
            result = await _runner.RunAsync(probe, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop.
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Interlocked.Increment(ref _broken);
            Log.Broken(_logger, probe.ToString(), fault);
        }

        Finish(scheduled, probe, result);
    }

    private void Finish(ScheduledProbe scheduled, PlannedProbe probe, ProbeResult? result)
    {
        lock (_lock)
        {
            scheduled.IsRunning = false;
            _running.Remove(scheduled);
            _finished++;
            if (result is null || scheduled.IsRemoved)
            {
                return;
            }

            if (result.Failure is not null && !probe.Target.IsReference)
            {
                HasteReferences();
            }

            if (result.IsUnjudged && !scheduled.IsUndecided)
            {
                Log.Undecided(_logger, probe.ToString(), result.Detail);
            }

            scheduled.IsUndecided = result.IsUnjudged;
        }

        if (!_results.Writer.TryWrite(result))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>
    /// Places that ought to be there are looked at at once, but seldom: where they are reached, what failed was not the fault of this end.
    /// </summary>
    private void HasteReferences()
    {
        var now = Now;
        foreach (var reference in _references)
        {
            var soonest = reference.LastStart + ReferencesEvery;
            var due = (soonest > now ? soonest : now) - _start;
            if (!reference.IsRunning && !reference.IsHasty)
            {
                reference.IsHasty = true;
                _wheel.Set(reference.Timer, ((due.Ticks + TickLength.Ticks - 1) / TickLength.Ticks) + 1);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Warning, "As many probes are under way as may be ({Most}): runs are left out.")]
        public static partial void Full(ILogger logger, int most);

        [LoggerMessage(2102, LogLevel.Error, "The probe {Probe} ended in a fault of this program; it says nothing of the target.")]
        public static partial void Broken(ILogger logger, string probe, Exception fault);

        [LoggerMessage(2104, LogLevel.Warning, "The probe {Probe} ran and says nothing of its target: {Reason}.")]
        public static partial void Undecided(ILogger logger, string probe, string reason);
    }
}
