using Groundswell.Signals;

namespace Groundswell.Sensing.Probes.Scheduling;

/// <summary>A probe with its place in time. Under the scheduler's lock, but for <see cref="Run"/>, which the scheduler alone touches.</summary>
internal sealed class ScheduledProbe
{
    private readonly ulong _hash;

    public ScheduledProbe(PlannedProbe probe, string seed)
    {
        Probe = probe;
        _hash = StableHash.Of($"{seed}|{probe}");
        Timer = new WheelTimer<ScheduledProbe>(this);
    }

    /// <summary>The definition in force; another one may take its place between two runs.</summary>
    public PlannedProbe Probe { get; set; }

    public WheelTimer<ScheduledProbe> Timer { get; }

    public bool IsRunning { get; set; }

    /// <summary>It comes before its time.</summary>
    public bool IsHasty { get; set; }

    /// <summary>Since year 1.</summary>
    public TimeSpan LastStart { get; set; }

    public bool IsRemoved { get; set; }

    /// <summary>The last run read too little to judge by.</summary>
    public bool IsUndecided { get; set; }

    /// <summary>The last run, for whoever waits until all have ended.</summary>
    public Task Run { get; set; } = Task.CompletedTask;

    /// <summary>
    /// When it is to run next after a moment: at its own place within the interval, the same after every start, and a little later by
    /// another amount each time.
    /// </summary>
    /// <param name="after">Since year 1.</param>
    /// <param name="jitter">Share of the interval, 0 to 0.5.</param>
    public TimeSpan NextAfter(TimeSpan after, double jitter)
    {
        var interval = Probe.Interval.Ticks;
        var place = (long)(_hash % (ulong)interval);
        var turn = Math.DivRem(after.Ticks - place, interval, out _);
        while (true)
        {
            var most = (ulong)(interval * jitter) + 1;
            var due = place + (turn * interval) + (long)(StableHash.Mix(_hash ^ (ulong)turn) % most);
            if (due > after.Ticks)
            {
                return TimeSpan.FromTicks(due);
            }

            turn++;
        }
    }
}
